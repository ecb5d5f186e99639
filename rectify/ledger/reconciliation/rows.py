"""Brings the kept figures of reports and the kept items together."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q

from rectify.ledger.choices import Completeness, Speaker, Status
from rectify.ledger.models import Claim, Problem, Report, Section, StatusStatement
from rectify.ledger.reconciliation.outline import Heading, Item, Outline
from rectify.ledger.reconciliation.verdicts import Check, check_claims


def check_reports(reports: Iterable[Report]) -> dict[int, list[tuple[Claim, Check]]]:
    """The figures of these reports with their checks, by report id; reports without figures are left out.

    Four queries, however many reports. A report is held to its own words: what the office or a later report says of an
    item does not count here.
    """
    by_id = {report.pk: report for report in reports}
    claims: dict[int, list[Claim]] = defaultdict(list)
    for claim in Claim.objects.filter(report__in=by_id, withdrawn_at=None).order_by("report", "line", "pk"):
        claims[claim.report_id].append(claim)
    outlines = _outlines([by_id[pk] for pk in claims])
    return {
        pk: list(
            zip(
                found,
                check_claims(
                    [(claim.what, claim.value) for claim in found],
                    outlines[pk],
                    is_cut_off=by_id[pk].completeness == Completeness.CUT_OFF,
                ),
                strict=True,
            )
        )
        for pk, found in claims.items()
    }


def _outlines(reports: list[Report]) -> dict[int, Outline]:
    inspections = {report.inspection_id for report in reports}
    headings: dict[int, list[Heading]] = defaultdict(list)
    for inspection, *row in Section.objects.filter(inspection__in=inspections, withdrawn_at=None).values_list(
        "inspection", "pk", "parent", "level", "marker", "area"
    ):
        headings[inspection].append(Heading(*row))
    statuses = _own_statuses(reports)
    items: dict[int, list[Item]] = defaultdict(list)
    problems = (
        Problem.objects.public()
        .filter(inspection__in=inspections)
        .annotate(n_measures=Count("measures", filter=Q(measures__withdrawn_at=None)))
        .order_by("inspection", "position", "number")
    )
    by_inspection: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        by_inspection[report.inspection_id].append(report)
    for row in problems.values_list(
        "pk", "inspection", "report", "kind", "section", "marker", "declared_measures", "n_measures"
    ):
        pk, inspection, from_report, kind, section, marker, declared, n_measures = row
        for report in by_inspection[inspection]:
            if pk in statuses[report.pk] or from_report in (report.pk, None):
                status = statuses[report.pk].get(pk) or Status.UNSTATED
                items[report.pk].append(Item(kind, status, section, marker, n_measures, declared))
    return {report.pk: Outline(headings[report.inspection_id], items[report.pk]) for report in reports}


def _own_statuses(reports: list[Report]) -> dict[int, dict[int, str]]:
    """What each report says of each item: its newest statement."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    statements = StatusStatement.objects.filter(report__in=[report.pk for report in reports], by=Speaker.REPORT)
    for report, problem, status in statements.order_by("made_at", "pk").values_list("report", "problem", "status"):
        found[report][problem] = status
    return found
