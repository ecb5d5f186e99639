"""The figures of a round, as rows that both a chart and the table under it show."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from rectify.ledger.choices import OPEN, Area, ProblemKind, Speaker, Status
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Inspection, Problem, Report, Round
from rectify.ledger.progress import Progress
from rectify.ledger.round_counts import count_round, newest_report
from rectify.pages.links import problems_url, units_url
from rectify.pages.names import act_name, unit_name
from rectify.pages.promises import WORDS, Time, late


@dataclass
class Row:
    """One bar and one line of the table: a name, its progress, and a link to the items of each status."""

    name: str
    progress: Progress
    link: str = ""
    #: The list of all its problems.
    items_link: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    inspection: Inspection | None = None
    reports: Sequence[Report] = ()

    @property
    def report(self) -> Report | None:
        """The newest report that states how far the unit is."""
        return newest_report(self.reports)

    def cells(self) -> list[tuple[Status, int, str]]:
        """(status, n, link) for every status of the scale."""
        return [(status, n, self.links.get(status, "")) for status, n in self.progress.rows()]


@dataclass
class ByMonth:
    """Open items promised for one month; ``month`` is None for those without a date. Of the ``n``, ``late`` counts those
    that are past their date today, by what is known of them since (see `rectify.pages.promises`)."""

    month: date | None
    n: int
    link: str
    late: Mapping[Time, int] = field(default_factory=Counter)

    @property
    def overdue(self) -> int:
        return self.late[Time.OVERDUE]

    @property
    def past_in_words(self) -> list[str]:
        """What is known of the items that nobody but their unit follows; without a number where it is true of all."""
        some = {
            Time.PASSED: _("%(n)s 项期限已过，未见后续公开"),
            Time.STILL_OPEN: _("%(n)s 项期限已过，此后仍称未完成"),
        }
        return [
            str(WORDS[time]) if self.late[time] == self.n else words % {"n": self.late[time]}
            for time, words in some.items()
            if self.late[time]
        ]


@dataclass
class RoundFigures:
    """All that the page of a round shows besides checks and changes."""

    round: Round
    progress: Progress
    recommendations: Progress
    by_unit: list[Row]
    by_area: list[Row]
    by_team: list[Row]
    months: list[ByMonth]
    not_loaded: list[Inspection]
    by_office: int
    links: Mapping[str, str]
    #: The earliest and the latest date that the units' newest figures speak of.
    as_of: tuple[PartialDate, PartialDate] | None

    @property
    def listed(self) -> int:
        return len(self.by_unit) + len(self.not_loaded)

    @property
    def loaded(self) -> int:
        return len(self.by_unit)

    @property
    def all_problems(self) -> str:
        return problems_url(round=self.round.slug, kind=ProblemKind.PROBLEM.value)

    @property
    def all_recommendations(self) -> str:
        return problems_url(round=self.round.slug, kind=ProblemKind.RECOMMENDATION.value)

    @property
    def loaded_units(self) -> str:
        return units_url(round=self.round.slug, report="loaded")

    @property
    def all_by_office(self) -> str:
        return problems_url(round=self.round.slug, kind=ProblemKind.PROBLEM.value, by=Speaker.OFFICE.value)

    @property
    def reports(self) -> list[Report]:
        return [report for row in self.by_unit for report in row.reports]

    @property
    def undated(self) -> int:
        """Units whose newest report names no date."""
        return sum(1 for row in self.by_unit if row.report and not row.report.word_date)

    @property
    def open_dated(self) -> int:
        return sum(month.n for month in self.months if month.month)

    @property
    def all_dated(self) -> str:
        return problems_url(round=self.round.slug, deadline="dated")


def round_figures(round_: Round, today: date) -> RoundFigures:
    """Everything about one round in six queries."""
    counts = count_round(round_)
    loaded, by_area, by_team = counts.loaded, counts.by_area, counts.by_team
    return RoundFigures(
        round=round_,
        progress=counts.problems,
        recommendations=counts.recommendations,
        by_unit=[_unit_row(i, counts.by_inspection[i.pk], counts.reports[i.pk]) for i in loaded],
        # No filter asks for items without an area or a team: those rows lead nowhere.
        by_area=[
            _row(str(area.label), by_area[area.value], round=round_.slug, area=area.value)
            for area in Area
            if by_area[area.value].total
        ]
        + [Row(_("未归入领域"), rest) for rest in [by_area[""]] if rest.total],
        by_team=[
            _row(team, by_team[team], round=round_.slug, team=team)
            if team
            else Row(_("未注明%(act)s组") % {"act": act_name(round_)}, by_team[team])
            for team in by_team
        ],
        months=_months(round_, today),
        not_loaded=[i for i in counts.inspections if i not in loaded],
        by_office=Problem.objects.public()
        .filter(inspection__round=round_, kind=ProblemKind.PROBLEM, status_by=Speaker.OFFICE)
        .count(),
        links=status_links(round=round_.slug),
        as_of=counts.as_of,
    )


def status_links(**filters: object) -> dict[str, str]:
    """For each status the list of the problems that have it, among those that the filters name."""
    return {
        status.value: problems_url(**filters, kind=ProblemKind.PROBLEM.value, status=status.value) for status in Status
    }


def _unit_row(inspection: Inspection, progress: Progress, reports: list[Report]) -> Row:
    unit = inspection.unit
    row = _row(unit_name(unit), progress, round=inspection.round.slug, unit=unit.slug)
    row.link, row.inspection, row.reports = inspection.get_absolute_url(), inspection, reports
    return row


def _row(name: str, progress: Progress, **filters: object) -> Row:
    link = problems_url(**filters, kind=ProblemKind.PROBLEM.value)
    return Row(name, progress, link, link, status_links(**filters))


def _months(round_: Round, today: date) -> list[ByMonth]:
    """Open problems and recommendations by the month promised, in order, those without a date last."""
    conditions = late(today)
    rows = (
        Problem.objects.public()
        .filter(inspection__round=round_, status__in=OPEN)
        .order_by()
        .annotate(month=TruncMonth("deadline"))
        .values_list("month")
        .annotate(n=Count("pk"), **{time.value: Count("pk", filter=which) for time, which in conditions.items()})
    )
    return [
        ByMonth(
            month,
            n,
            problems_url(
                round=round_.slug,
                status=[status.value for status in OPEN],
                deadline=f"{month:%Y-%m}" if month else "none",
            ),
            dict(zip(conditions, counts, strict=True)),
        )
        for month, n, *counts in sorted(rows, key=lambda row: (row[0] is None, row[0]))
    ]
