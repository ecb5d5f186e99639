"""被巡视党组织: one unit's page, of its newest inspection or of an older one."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger.choices import ClaimKind, Completeness, ProblemKind, ReportKind, Speaker
from rectify.ledger.models import (
    Claim,
    Inspection,
    Measure,
    Milestone,
    Problem,
    Report,
    Result,
    Section,
    StatusStatement,
    Unit,
)
from rectify.ledger.progress import Progress
from rectify.ledger.reconciliation import Checked, Verdict, check_report, count_measures, own_statuses
from rectify.ledger.reconciliation.verdicts import plain
from rectify.ledger.withheld import public_findings
from rectify.pages.figures import status_links
from rectify.pages.links import problems_url
from rectify.pages.milestones import Moment, moments
from rectify.pages.names import act_name, unit_name
from rectify.pages.outline import outline_of
from rectify.pages.page import Crumb, Page
from rectify.pages.promises import promise_of, required_of
from rectify.pages.public import public_evaluation
from rectify.pages.templatetags.ledger_tags import day, percent


def unit(request: HttpRequest, slug: str, round_slug: str = "") -> HttpResponse:
    inspections = list(Inspection.objects.filter(unit__slug=slug).select_related("unit", "round"))
    inspection = chosen_of(inspections, round_slug)
    if inspection is None:
        return _without_inspection(request, get_object_or_404(Unit, slug=slug), round_slug)
    reports = list(
        inspection.reports.filter(withdrawn_at=None)
        .select_related("document")
        .defer("document__text", "document__roles")
        .order_by("number")
    )
    report = newest(reports)
    # The report lists withheld items too: its own figures are compared with them, readers see the others.
    listed = list(inspection.problems.filter(withdrawn_at=None).order_by("position", "number"))
    problems = [problem for problem in listed if not problem.withheld_at]
    measures = _measures_of(inspection, listed)
    required = required_of(problems)
    for problem in problems:
        problem.inspection, problem.shown_measures = inspection, measures[problem.pk]
        problem.promise = promise_of(problem, timezone.localdate(), problem.pk in required)
    sections = list(Section.objects.filter(inspection=inspection, withdrawn_at=None))
    parts = {kind: [problem for problem in problems if problem.kind == kind] for kind in ProblemKind}
    progress = _progress_of(parts[ProblemKind.PROBLEM])
    checked = _checked(reports, sections, listed, measures)
    context = {
        "page": _page(inspection, progress, report, has_items=bool(listed)),
        "withheld": len(listed) - len(problems),
        "evaluation": public_evaluation(inspection),
        "unit": inspection.unit,
        "inspection": inspection,
        "others": sorted((i for i in inspections if i != inspection), key=attrgetter("age"), reverse=True),
        "reports": reports,
        "report": report,
        "is_cut_off": bool(report) and report.completeness == Completeness.CUT_OFF,
        "progress": progress,
        "recommendations": _progress_of(parts[ProblemKind.RECOMMENDATION]),
        "links": status_links(round=inspection.round.slug, unit=inspection.unit.slug),
        "open_items": sorted(
            (problem for problem in problems if problem.is_open),
            key=lambda problem: (problem.deadline or date.max, problem.number),
        ),
        "by_office_link": problems_url(round=inspection.round.slug, unit=inspection.unit.slug, by=Speaker.OFFICE.value),
        "by_office": sum(1 for problem in problems if problem.status_by == Speaker.OFFICE),
        "outline": outline_of(sections, parts[ProblemKind.PROBLEM]),
        "recommendation_outline": outline_of(sections, parts[ProblemKind.RECOMMENDATION]),
        "checked": checked,
        "verdicts": _verdicts(checked),
        "own_rate": _own_rate(checked),
        "moments": _moments(inspection, reports),
        "results": list(Result.objects.filter(report__in=reports, withdrawn_at=None)),
        "findings": list(public_findings().filter(report__in=reports)),
        "contact_ended": bool(report and report.contact_until) and report.contact_until.last_day < timezone.localdate(),
    }
    return render(request, "pages/unit.html", context)


def chosen_of(inspections: Sequence[Inspection], round_slug: str) -> Inspection | None:
    """The inspection that an address names: of that round, or without a round the newest."""
    if round_slug:
        return next((i for i in inspections if i.round.slug == round_slug), None)
    return next((i for i in inspections if i.is_newest), None)


def newest(reports: Sequence[Report]) -> Report | None:
    """The report on rectification that speaks of the latest date; a notice only where there is no report."""
    return max(
        reports,
        key=lambda report: (report.kind == ReportKind.RECTIFICATION, report.word_date or "", report.number),
        default=None,
    )


def _without_inspection(request: HttpRequest, unit: Unit, round_slug: str) -> HttpResponse:
    if round_slug:
        raise Http404(_("这个单位没有这一轮的巡视巡察记录。"))
    page = Page(title=unit_name(unit), path=unit.get_absolute_url(), room="units", crumbs=_crumbs())
    return render(request, "pages/unit_bare.html", {"page": page, "unit": unit})


def _crumbs() -> list[Crumb]:
    return [Crumb(_("被巡视党组织"), reverse("units"))]


def _page(inspection: Inspection, progress: Progress, report: Report | None, *, has_items: bool) -> Page:
    name = unit_name(inspection.unit)
    if not progress.total and has_items:
        summary = _("%(unit)s：反馈问题未公开，或只有意见建议。") % {"unit": name}
    elif not progress.total:
        summary = _("%(unit)s：本站尚未载入整改情况通报。") % {"unit": name}
    elif progress.rate is None:
        summary = _("%(unit)s：反馈问题 %(total)s 个，其中 %(stated)s 个注明了进展，不计完成率。") % {
            "unit": name, "total": progress.total, "stated": progress.stated,
        }  # fmt: skip
    else:
        summary = _(
            "%(unit)s：反馈问题 %(total)s 个，自报完成率 %(rate)s（%(done)s/%(stated)s），尚未完成 %(open)s 个。"
        ) % {
            "unit": name, "total": progress.total, "rate": percent(progress.rate), "done": progress.done,
            "stated": progress.stated, "open": progress.open,
        }  # fmt: skip
    if report and report.word_date:
        summary += _("数据截至 %(date)s。") % {"date": day(report.word_date)}
    # Pictures and the feed's link speak of the newest inspection.
    pictures = {"card": "unit_card", "code": "unit_code", "badge": "badge"} if inspection.is_newest else {}
    return Page(
        title=_("%(unit)s：%(act)s整改情况") % {"unit": name, "act": act_name(inspection)},
        path=inspection.get_absolute_url(),
        summary=summary,
        room="units",
        crumbs=_crumbs(),
        feed=reverse("unit_feed", args=[inspection.unit.slug]),
        **{part: reverse(view, args=[inspection.unit.slug]) for part, view in pictures.items()},
    )


def _measures_of(inspection: Inspection, problems: Sequence[Problem]) -> dict[int, list[Measure]]:
    found: dict[int, list[Measure]] = defaultdict(list)
    shown = {problem.pk for problem in problems}
    for measure in Measure.objects.filter(inspection=inspection, withdrawn_at=None).order_by("problem", "number"):
        if measure.problem_id in shown:
            found[measure.problem_id].append(measure)
    return found


def _progress_of(problems: Sequence[Problem]) -> Progress:
    progress = Progress()
    for problem in problems:
        progress.add(problem.status, 1)
    return progress


def _checked(
    reports: Sequence[Report],
    sections: Sequence[Section],
    problems: Sequence[Problem],
    measures: dict[int, list[Measure]],
) -> list[tuple[Report, Checked]]:
    """Each report that states figures, with these and their checks."""
    claims: dict[int, list[Claim]] = defaultdict(list)
    for claim in Claim.objects.filter(report__in=reports, withdrawn_at=None).order_by("report", "line", "pk"):
        claims[claim.report_id].append(claim)
    if not claims:
        return []
    statements = list(StatusStatement.objects.filter(report__in=claims, by=Speaker.REPORT))
    counts = count_measures(measure for found in measures.values() for measure in found)
    return [
        (
            report,
            check_report(report, claims[report.pk], sections, problems, counts, own_statuses(statements, report)),
        )
        for report in reports
        if report.pk in claims
    ]


def _verdicts(checked: Sequence[tuple[Report, Checked]]) -> dict[str, int]:
    """How many figures agree, differ, and cannot be checked."""
    verdicts = [check.verdict for _report, checks in checked for _claim, check in checks]
    return {verdict.value: verdicts.count(verdict) for verdict in Verdict}


def _own_rate(checked: Sequence[tuple[Report, Checked]]) -> str:
    """The completion rate that the newest report gives itself, for a page that cannot give one; empty without."""
    names = {ClaimKind.PROBLEMS_RATE: _("反馈问题完成率"), ClaimKind.TASKS_RATE: _("整改任务完成率")}
    for _report, checks in reversed(checked):
        for claim, _check in checks:
            if claim.what in names:
                return f"{names[claim.what]} {plain(claim.value)}%"
    return ""


def _moments(inspection: Inspection, reports: Sequence[Report]) -> list[Moment]:
    return moments(inspection, reports, Milestone.objects.filter(inspection=inspection, withdrawn_at=None))
