"""Brings the kept figures of reports and the kept items together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, Q

from rectify.ledger.choices import Completeness, Speaker, Status
from rectify.ledger.models import Claim, Measure, Problem, Report, Section, StatusStatement
from rectify.ledger.reconciliation.outline import Heading, Item, Outline
from rectify.ledger.reconciliation.verdicts import Check, Verdict, check_claims

#: A report's figures, each with its check.
Checked = list[tuple[Claim, Check]]


def check_reports(reports: Iterable[Report]) -> dict[int, Checked]:
    """The figures of these reports with their checks, by report id; reports without figures are left out.

    Four queries, however many reports.
    """
    by_id = {report.pk: report for report in reports}
    claims: dict[int, list[Claim]] = defaultdict(list)
    for claim in Claim.objects.filter(report__in=by_id, withdrawn_at=None).order_by("report", "line", "pk"):
        claims[claim.report_id].append(claim)
    if not claims:
        return {}
    with_claims = [by_id[pk] for pk in claims]
    inspections = {report.inspection_id for report in with_claims}
    headings, problems = defaultdict(list), defaultdict(list)
    for section in Section.objects.filter(inspection__in=inspections, withdrawn_at=None).only(
        "inspection_id", "parent_id", "level", "marker", "area"
    ):
        headings[section.inspection_id].append(section)
    measures: dict[int, int] = {}
    for problem in (
        # Withheld items too: the report lists them.
        Problem.objects.filter(inspection__in=inspections, withdrawn_at=None)
        .annotate(n_measures=Count("measures", filter=Q(measures__withdrawn_at=None)))
        .order_by("inspection", "position", "number")
        .only("inspection_id", "report_id", "section_id", "kind", "marker", "declared_measures")
    ):
        problems[problem.inspection_id].append(problem)
        measures[problem.pk] = problem.n_measures
    statements = StatusStatement.objects.filter(report__in=by_id, by=Speaker.REPORT).order_by("made_at", "pk")
    statuses: dict[int, dict[int, str]] = defaultdict(dict)
    for report_id, problem_id, status in statements.values_list("report", "problem", "status"):
        statuses[report_id][problem_id] = status
    return {
        report.pk: check_report(
            report,
            claims[report.pk],
            headings[report.inspection_id],
            problems[report.inspection_id],
            measures,
            statuses[report.pk],
        )
        for report in with_claims
    }


def check_report(
    report: Report,
    claims: Sequence[Claim],
    sections: Iterable[Section],
    problems: Iterable[Problem],
    measures: Mapping[int, int],
    statuses: Mapping[int, str],
) -> Checked:
    """One report's figures with their checks, from rows of its inspection that the caller has.

    ``measures`` gives a problem's number of measures, ``statuses`` what this report itself says of it: a report is held
    to its own words, not to what the office or a later report says.
    """
    outline = Outline(
        [Heading(s.pk, s.parent_id, s.level, s.marker, s.area) for s in sections],
        [
            Item(
                problem.kind,
                statuses.get(problem.pk) or Status.UNSTATED,
                problem.section_id,
                problem.marker,
                measures.get(problem.pk, 0),
                problem.declared_measures,
            )
            for problem in problems
            if problem.pk in statuses or problem.report_id in (report.pk, None)
        ],
    )
    pairs = [(claim.what, claim.value) for claim in claims]
    is_cut_off = report.completeness == Completeness.CUT_OFF
    return list(zip(claims, check_claims(pairs, outline, is_cut_off=is_cut_off), strict=True))


def own_statuses(statements: Iterable[StatusStatement], report: Report) -> dict[int, str]:
    """What a report says of each item, by problem id: its newest statement of several."""
    found = sorted((s for s in statements if s.report_id == report.pk), key=lambda s: (s.made_at, s.pk))
    return {statement.problem_id: statement.status for statement in found}


def count_measures(measures: Iterable[Measure]) -> Counter[int]:
    """The number of measures of each problem, by problem id."""
    return Counter(measure.problem_id for measure in measures)


def differing_claims(report: Report) -> list[Claim]:
    """The figures of one report that differ from the count."""
    checked = check_reports([report]).get(report.pk, [])
    return [claim for claim, check in checked if check.verdict is Verdict.DIFFERS]
