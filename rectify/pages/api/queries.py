"""The rows that the API's views read: everything that one answer needs in a fixed number of queries."""

from collections.abc import Sequence

from django.db.models import Count, Prefetch, Q, QuerySet

from rectify.ledger.choices import ProblemKind
from rectify.ledger.evidence import public_evidence
from rectify.ledger.models import (
    Claim,
    Evidence,
    Inspection,
    Measure,
    Problem,
    ProblemCount,
    Report,
    Responsibility,
    Section,
    StatusStatement,
)
from rectify.ledger.progress import Progress, progress_by
from rectify.ledger.reconciliation import check_reports
from rectify.ledger.withheld import public_sections
from rectify.pages.public import public_evaluations

#: A text of 40,000 characters for every row would be a heavy way to learn an address.
_TEXTS = ("text", "roles")
#: The last of an inspection's evaluations is the one that holds.
_JUDGED = ("evaluated_on", "pk")
_PLACE = ("inspection__unit", "inspection__round")


def reports() -> QuerySet[Report]:
    found = Report.objects.filter(withdrawn_at=None).select_related(*_PLACE, "document")
    return found.defer(*(f"document__{name}" for name in _TEXTS))


def sections() -> QuerySet[Section]:
    return _with_source(public_sections()).select_related(*_PLACE, "parent")


def problems() -> QuerySet[Problem]:
    said = StatusStatement.objects.filter(Q(report=None) | Q(report__withdrawn_at=None)).order_by("made_at", "pk")
    return (
        _with_source(Problem.objects.public())
        .select_related(*_PLACE, "section")
        .prefetch_related("topics", Prefetch("statements", _with_source(said), to_attr="public_statements"))
    )


def whole_problems() -> QuerySet[Problem]:
    answering = Responsibility.objects.filter(withdrawn_at=None, measure=None).order_by("pk")
    return problems().prefetch_related(
        Prefetch("measures", measures().order_by("number"), to_attr="public_measures"),
        Prefetch("responsibilities", answering, to_attr="public_responsibilities"),
        Prefetch("evidence", _evidence(), to_attr="published_evidence"),
    )


def _evidence() -> QuerySet[Evidence]:
    """Without the number of a measure that no longer stands."""
    standing = Prefetch("measure", Measure.objects.filter(withdrawn_at=None))
    return public_evidence().prefetch_related(standing).order_by("published_at", "pk")


def measures() -> QuerySet[Measure]:
    return (
        _with_source(Measure.objects.public())
        .select_related(*_PLACE, *(f"problem__{name}" for name in _PLACE))
        .defer("facts")
    )


def claims() -> QuerySet[Claim]:
    found = Claim.objects.filter(withdrawn_at=None, report__withdrawn_at=None)
    return _with_source(found).select_related(*(f"report__{name}" for name in _PLACE))


def add_checks(claims: Sequence[Claim]) -> None:
    """Give each claim its ``check``: four queries."""
    by_report = check_reports({claim.report_id: claim.report for claim in claims}.values())
    checks = {claim.pk: check for pairs in by_report.values() for claim, check in pairs}
    for claim in claims:
        claim.check = checks[claim.pk]


def add_progress(inspections: Sequence[Inspection]) -> None:
    """Give each inspection ``problem_progress``, ``recommendation_progress``, ``withheld`` and ``evaluation``: three
    queries."""
    counts = ProblemCount.objects.filter(inspection__in=[row.pk for row in inspections])
    found = progress_by(counts, "inspection", "kind", kind=None)
    for row in inspections:
        row.problem_progress = found.get((row.pk, ProblemKind.PROBLEM), Progress())
        row.recommendation_progress = found.get((row.pk, ProblemKind.RECOMMENDATION), Progress())
    judged = {e.inspection_id: e for e in public_evaluations().filter(inspection__in=inspections).order_by(*_JUDGED)}
    hidden = Problem.objects.withheld().filter(inspection__in=inspections).order_by().values("inspection")
    withheld = dict(hidden.annotate(n=Count("pk")).values_list("inspection", "n"))
    for row in inspections:
        row.evaluation, row.withheld = judged.get(row.pk), withheld.get(row.pk, 0)


def _with_source(rows: QuerySet) -> QuerySet:
    return rows.select_related("report__document").defer(*(f"report__document__{name}" for name in _TEXTS))
