"""Two to six units side by side."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rectify.ledger.choices import OPEN, Area, ProblemKind, ReportKind, Status
from rectify.ledger.models import Inspection, Measure, Problem, ProblemCount, Report, Unit
from rectify.ledger.progress import Progress, progress_by
from rectify.ledger.reconciliation import Verdict, check_reports
from rectify.pages.links import measures_url, problems_url
from rectify.pages.names import unit_name
from rectify.pages.page import Crumb, Page

FEWEST, MOST = 2, 6


@dataclass
class Column:
    """One unit's newest inspection, as the page compares it."""

    inspection: Inspection
    report: Report | None = None
    progress: Progress = field(default_factory=Progress)
    recommendations: Progress = field(default_factory=Progress)
    by_area: dict[str, Progress] = field(default_factory=lambda: defaultdict(Progress))
    measures: int = 0
    #: Problems not yet completed whose report says until when they will be.
    promised: int = 0
    verdicts: dict[Verdict, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return unit_name(self.inspection.unit)

    @property
    def is_loaded(self) -> bool:
        """Whether anything is known here of how far the unit is: nothing known is not a count of 0."""
        return bool(self.report or self.progress.total or self.recommendations.total)

    @property
    def days_to_report(self) -> int | None:
        """Days from feedback to the report's signature, where both are known to the day."""
        feedback, published = self.inspection.feedback, self.report and self.report.published
        if not feedback or not published or {feedback.precision, published.precision} != {"day"}:
            return None
        return (published.first_day - feedback.first_day).days

    @property
    def links(self) -> dict[str, str]:
        return {status.value: self.link(status=status.value) for status in Status}

    @property
    def open_link(self) -> str:
        return self.link(status=[status.value for status in OPEN])

    @property
    def promised_link(self) -> str:
        return self.link(deadline="dated")

    @property
    def recommendations_link(self) -> str:
        return self.link(kind=ProblemKind.RECOMMENDATION.value)

    @property
    def measures_link(self) -> str:
        return measures_url(unit=self.inspection.unit.slug, round=self.inspection.round.slug)

    def link(self, **filters: object) -> str:
        """The list of the unit's problems, narrowed further by these filters."""
        which = {
            "unit": self.inspection.unit.slug,
            "round": self.inspection.round.slug,
            "kind": ProblemKind.PROBLEM.value,
        }
        return problems_url(**which | filters)


def compare(request: HttpRequest) -> HttpResponse:
    """The units that ``unit`` names (slugs, repeated); fewer than two show a form to choose them."""
    # PostgreSQL refuses the character 0 in any text.
    asked = (slug.replace("\0", "") for slug in request.GET.getlist("unit"))
    wanted = list(dict.fromkeys(slug for slug in asked if slug))[: MOST + 1]
    columns = _columns(wanted[:MOST]) if wanted else []
    known = [column.inspection.unit.slug for column in columns]
    messages = _why_left_out([slug for slug in wanted[:MOST] if slug not in known])
    if len(wanted) > MOST:
        messages.append(_("最多比较 %(n)s 个单位，只列出前 %(n)s 个。") % {"n": MOST})
    names = _("、").join(column.name for column in columns)
    page = Page(
        title=_("单位对比：%(names)s") % {"names": names} if columns else _("单位对比"),
        path=f"{reverse('compare')}?{urlencode({'unit': known}, doseq=True)}" if known else reverse("compare"),
        summary=_("并列查看两到六个单位的整改进展。"), room="units",
        crumbs=[Crumb(_("被巡视党组织"), reverse("units"))],
    )  # fmt: skip
    kinds = {column.inspection.unit.kind for column in columns}
    context = {
        "page": page, "columns": columns, "is_enough": len(columns) >= FEWEST, "fewest": FEWEST,
        "messages_": messages, "known": known,
        "is_mixed": len(kinds) > 1, "areas": _areas(columns), "units": _choices(), "most": MOST,
        "statuses": Status.choices,
    }  # fmt: skip
    return render(request, "pages/compare.html", context)


def _why_left_out(slugs: list[str]) -> list[str]:
    """A sentence for each of these that has no column: a unit that was not inspected yet, or no unit at all."""
    units = {unit.slug: unit_name(unit) for unit in Unit.objects.filter(slug__in=slugs)} if slugs else {}
    return [
        _("本站没有%(unit)s的巡视巡察记录，不能比较。") % {"unit": units[slug]}
        if slug in units
        else _("没有“%(slug)s”这个单位。") % {"slug": slug[:60]}
        for slug in slugs
    ]


def _columns(slugs: list[str]) -> list[Column]:
    """One column for each slug that is a unit, in the order asked for; a fixed number of queries."""
    found = Inspection.objects.filter(is_newest=True, unit__slug__in=slugs).select_related("unit", "round")
    by_id = {inspection.pk: Column(inspection) for inspection in found}
    counts = ProblemCount.objects.filter(inspection__in=by_id)
    for (kind, pk, area), progress in progress_by(counts, "kind", "inspection", "area", kind=None).items():
        column = by_id[pk]
        for status, n in progress.by_status.items():
            if kind == ProblemKind.RECOMMENDATION:
                column.recommendations.add(status, n)
            else:
                column.progress.add(status, n)
                column.by_area[area].add(status, n)
    for pk, n in _counted(Measure.objects.public().filter(inspection__in=by_id)):
        by_id[pk].measures = n
    promised = Problem.objects.public().filter(
        ~Q(deadline=None), inspection__in=by_id, kind=ProblemKind.PROBLEM, status__in=OPEN
    )
    for pk, n in _counted(promised):
        by_id[pk].promised = n
    reports = Report.objects.filter(inspection__in=by_id, kind=ReportKind.RECTIFICATION, withdrawn_at=None)
    for report in sorted(reports, key=lambda report: (report.word_date or "", report.number)):
        by_id[report.inspection_id].report = report
    newest = [column.report for column in by_id.values() if column.report]
    for report_id, checked in check_reports(newest).items():
        owner = next(report.inspection_id for report in newest if report.pk == report_id)
        verdicts = [check.verdict for _claim, check in checked]
        by_id[owner].verdicts = {verdict: verdicts.count(verdict) for verdict in Verdict}
    by_slug = {column.inspection.unit.slug: column for column in by_id.values()}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def _counted(items: object) -> list[tuple[int, int]]:
    return list(items.order_by().values_list("inspection").annotate(n=Count("pk")))


def _areas(columns: list[Column]) -> list[tuple[str, list[tuple[Column, Progress, str]]]]:
    """For each area that one of the units has: its name, and every unit with its progress in it and its link."""
    return [
        (str(area.label), [(column, column.by_area[area.value], column.link(area=area.value)) for column in columns])
        for area in Area
        if any(column.by_area[area.value].total for column in columns)
    ]


def _choices() -> list[Unit]:
    """Inspected units; a ledger with more than fits a form is chosen from in the list of units instead."""
    inspected = Inspection.objects.filter(is_newest=True).order_by().values("unit")
    known = Exists(ProblemCount.objects.filter(inspection__unit=OuterRef("pk"), inspection__is_newest=True))
    return list(Unit.objects.filter(pk__in=inspected).annotate(has_items=known).order_by("sort_key")[:300])
