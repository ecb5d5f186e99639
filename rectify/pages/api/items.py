"""What the API gives of problems and measures, as pages do: the words of reports, of the office, and of the unit where
they were approved, and published evidence. Who entered something, and why, stays with the office."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from rectify.ledger.models import Evidence, Measure, Problem, Responsibility, StatusStatement
from rectify.pages.api.fields import (
    ApiField,
    EvidenceFileField,
    PageField,
    SourceField,
    number_of,
    partial_date,
    round_of,
    unit_of,
)


class StatementSerializer(serializers.ModelSerializer):
    """What a report, the unit or the office said of the item. An office's empty status takes its word back."""

    report = number_of("report")
    as_of = partial_date()
    source = SourceField()

    class Meta:
        model = StatusStatement
        fields = ("by", "report", "status", "deadline", "deadline_text", "note", "as_of", "source")


class EvidenceSerializer(serializers.ModelSerializer):
    """Evidence that was published: a file (``file`` is its address, ``digest`` its SHA-256), a link or a note."""

    measure = number_of("measure")
    file = EvidenceFileField()

    class Meta:
        model = Evidence
        fields = (
            "kind", "title", "measure", "link", "text", "file", "file_name", "content_type", "size", "digest",
            "published_at",
        )  # fmt: skip
        extra_kwargs = {"digest": {"help_text": _("文件的 SHA-256")}}


class ResponsibilitySerializer(serializers.ModelSerializer):
    class Meta:
        model = Responsibility
        fields = ("role", "body")


class MeasureSerializer(serializers.ModelSerializer):
    """``names_evidence``: whether its text names a document, a date or a figure; null until its text is loaded."""

    round, unit = round_of(), unit_of()
    problem, report = number_of("problem"), number_of("report")
    source = SourceField()
    page = PageField(of="problem")

    class Meta:
        model = Measure
        fields = (
            "round", "unit", "problem", "number", "marker", "label", "title", "names_evidence", "report", "source",
            "page",
        )  # fmt: skip


class ProblemSerializer(serializers.ModelSerializer):
    """``name`` is the office's wording, else ours, else the source's; ``label`` and ``title`` are as read. ``status`` is
    the one in force, by the word of ``status_by``, as of ``status_as_of``."""

    round, unit = round_of(), unit_of()
    name = serializers.CharField(read_only=True, help_text=_("短标题：本机构拟定的、本站的，或原标题"))
    section, report = number_of("section"), number_of("report")
    topics = serializers.SlugRelatedField(many=True, read_only=True, slug_field="slug")
    status_as_of = partial_date()
    statements = StatementSerializer(many=True, read_only=True, source="public_statements")
    source = SourceField()
    url = ApiField("api_problem", "inspection.round.slug", "inspection.unit.slug", "number")
    page = PageField()

    class Meta:
        model = Problem
        fields = (
            "round", "unit", "number", "kind", "area", "section", "marker", "name", "label", "title", "topics",
            "status", "status_by", "status_as_of", "deadline", "changed_at", "declared_measures", "report",
            "statements", "source", "url", "page",
        )  # fmt: skip


class WholeProblemSerializer(ProblemSerializer):
    """A problem with its measures, who answers for it, and published evidence."""

    measures = MeasureSerializer(many=True, read_only=True, source="public_measures")
    responsibilities = ResponsibilitySerializer(many=True, read_only=True, source="public_responsibilities")
    evidence = EvidenceSerializer(many=True, read_only=True, source="published_evidence")

    class Meta(ProblemSerializer.Meta):
        fields = (*ProblemSerializer.Meta.fields, "measures", "responsibilities", "evidence")
