"""What the API gives of places and documents. Codes are those of the register's tables, explained on the dataset page;
data stays as written. Problems and measures are in `items`.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from rectify.ledger.choices import ClaimKind, Status
from rectify.ledger.models import Document, Evaluation, Inspection, Report, Round, Section, Topic, Unit
from rectify.ledger.reconciliation import Verdict
from rectify.pages.api.fields import ApiField, PageField, SourceField, number_of, partial_date, round_of, unit_of


class RoundSerializer(serializers.ModelSerializer):
    source_address = serializers.CharField(read_only=True, help_text=_("来源网址，可以为空"))
    url = ApiField("api_round", "slug")
    page = PageField()

    class Meta:
        model = Round
        fields = ("slug", "name", "committee", "level", "term", "number", "source_address", "url", "page")


class UnitSerializer(serializers.ModelSerializer):
    aliases = serializers.ListField(child=serializers.CharField(), read_only=True)
    former_names = serializers.ListField(child=serializers.CharField(), read_only=True)
    url = ApiField("api_unit", "slug")
    page = PageField()

    class Meta:
        model = Unit
        fields = ("slug", "name", "short_name", "name_en", "aliases", "former_names", "kind", "place", "url", "page")


class TopicSerializer(serializers.ModelSerializer):
    class Meta:
        model = Topic
        fields = ("slug", "name", "name_en")


class ByStatusSerializer(serializers.Serializer):
    """A number of items for each status of the scale."""

    def get_fields(self) -> dict[str, serializers.Field]:
        return {
            status.value: serializers.IntegerField(read_only=True, help_text=str(status.label)) for status in Status
        }

    def to_representation(self, progress: Any) -> dict[str, int]:
        return {status.value: n for status, n in progress.rows()}


class ProgressSerializer(serializers.Serializer):
    """``rate`` is done / stated, by the unit's own word; null where less than 80 % of the items have a status."""

    total = serializers.IntegerField(read_only=True, help_text=_("总数"))
    stated = serializers.IntegerField(read_only=True, help_text=_("注明进展的"))
    done = serializers.IntegerField(read_only=True, help_text=_("已完成，含已完成并长期坚持"))
    open = serializers.IntegerField(read_only=True, help_text=_("注明尚未完成的"))
    rate = serializers.FloatField(
        read_only=True, allow_null=True, help_text=_("自报完成率：done ÷ stated；注明进展的不到八成时为空")
    )
    by_status = ByStatusSerializer(read_only=True, source="*")


class EvaluationSerializer(serializers.ModelSerializer):
    """How the office judged the rectification, as it was published."""

    score, full_score, satisfaction = (
        serializers.FloatField(read_only=True, allow_null=nullable, help_text=words)
        for nullable, words in ((True, _("得分")), (False, _("满分")), (True, _("满意度，百分数")))
    )

    class Meta:
        model = Evaluation
        fields = ("scheme", "grade", "score", "full_score", "satisfaction", "evaluated_on", "published_at")


class InspectionSerializer(serializers.ModelSerializer):
    round = serializers.CharField(source="round.slug", read_only=True)
    unit = serializers.CharField(source="unit.slug", read_only=True)
    unit_name = serializers.CharField(source="unit.name", read_only=True)
    started, ended, feedback = partial_date(), partial_date(), partial_date()
    problems = ProgressSerializer(read_only=True, source="problem_progress")
    recommendations = ProgressSerializer(read_only=True, source="recommendation_progress")
    withheld = serializers.IntegerField(
        read_only=True, help_text=_("经批准暂不公开的项数，不在 problems 和 recommendations 之内")
    )
    evaluation = EvaluationSerializer(read_only=True, allow_null=True)
    url = ApiField("api_inspection", "round.slug", "unit.slug")
    page = PageField()

    class Meta:
        model = Inspection
        fields = (
            "round", "unit", "unit_name", "kind", "team", "started", "ended", "feedback", "followed", "is_newest",
            "problems", "recommendations", "withheld", "evaluation", "url", "page",
        )  # fmt: skip


class DocumentSerializer(serializers.ModelSerializer):
    """``digest``: SHA-256 of the text as UTF-8."""

    source_address = serializers.CharField(read_only=True, help_text=_("来源网址，可以为空"))
    published = partial_date()
    page = PageField()

    class Meta:
        model = Document
        fields = ("digest", "title", "source_address", "retrieved_on", "published", "loaded_at", "page")


class ReportSerializer(serializers.ModelSerializer):
    round, unit = round_of(), unit_of()
    published, as_of, contact_until = partial_date(), partial_date(), partial_date()
    phone = serializers.ListField(child=serializers.CharField(), read_only=True)
    email = serializers.ListField(child=serializers.CharField(), read_only=True)
    document = DocumentSerializer(read_only=True, allow_null=True)
    url = ApiField("api_report", "inspection.round.slug", "inspection.unit.slug", "number")

    class Meta:
        model = Report
        fields = (
            "round", "unit", "number", "kind", "party_body", "published", "as_of", "completeness", "read_by",
            "declared_findings", "phone", "email", "post", "hours", "contact_until", "document", "url",
        )  # fmt: skip


class SectionSerializer(serializers.ModelSerializer):
    round, unit = round_of(), unit_of()
    parent, report = number_of("parent"), number_of("report")
    source = SourceField()

    class Meta:
        model = Section
        fields = (
            "round", "unit", "number", "parent", "level", "marker", "label", "title", "area", "report", "source",
        )  # fmt: skip


class ClaimSerializer(serializers.Serializer):
    """A figure that a report gives about itself beside the count of what it lists: ``difference`` is |value - counted|,
    for rates in percentage points. ``basis`` and ``reason`` are words, in the language of the request."""

    round, unit = round_of("report.inspection"), unit_of("report.inspection")
    report = number_of("report")
    what = serializers.ChoiceField(choices=ClaimKind.choices, read_only=True)
    value = serializers.FloatField(read_only=True)
    verdict = serializers.ChoiceField(
        choices=[(verdict.value, verdict.label) for verdict in Verdict], source="check.verdict.value", read_only=True
    )
    counted = serializers.FloatField(
        source="check.counted", read_only=True, allow_null=True, help_text=_("逐条统计的数；无法核对时为空")
    )
    difference = serializers.FloatField(
        source="check.difference", read_only=True, allow_null=True, help_text=_("相差多少；完成率为百分点")
    )
    basis = serializers.CharField(source="check.basis", read_only=True, help_text=_("统计的是什么"))
    reason = serializers.CharField(
        source="check.reason", read_only=True, help_text=_("不能核对的原因，或需要一并说明的")
    )
    source = SourceField()
