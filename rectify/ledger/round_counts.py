"""The counts of a round, by inspection, area and team: what its page and its progress report both show."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rectify.ledger.choices import ProblemKind, ReportKind
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Inspection, ProblemCount, Report, Round
from rectify.ledger.progress import Progress, progress_by

_DIGITS = {digit: n for n, digit in enumerate("〇一二三四五六七八九")}


@dataclass
class RoundCounts:
    """Public items of one round. ``reports`` are the rectification reports by inspection; ``by_inspection``, ``by_area``
    and ``by_team`` count problems alone, recommendations are in ``by_kind``."""

    inspections: Sequence[Inspection]
    reports: dict[int, list[Report]] = field(default_factory=lambda: defaultdict(list))
    by_kind: dict[str, Progress] = field(default_factory=lambda: defaultdict(Progress))
    by_inspection: dict[int, Progress] = field(default_factory=lambda: defaultdict(Progress))
    by_area: dict[str, Progress] = field(default_factory=lambda: defaultdict(Progress))
    #: Ids of the inspections that have public items of any kind.
    with_items: set[int] = field(default_factory=set)

    @property
    def problems(self) -> Progress:
        return self.by_kind[ProblemKind.PROBLEM]

    @property
    def recommendations(self) -> Progress:
        return self.by_kind[ProblemKind.RECOMMENDATION]

    @property
    def loaded(self) -> list[Inspection]:
        """The inspections of which anything is loaded, by their units' names."""
        return [i for i in self.inspections if self.reports[i.pk] or i.pk in self.with_items]

    @property
    def by_team(self) -> dict[str, Progress]:
        """第二组 before 第十组; those without a team last."""
        found: dict[str, Progress] = defaultdict(Progress)
        for inspection in self.loaded:
            _add(found[inspection.team], self.by_inspection[inspection.pk])
        return {team: found[team] for team in sorted(found, key=_team_order)}

    @property
    def as_of(self) -> tuple[PartialDate, PartialDate] | None:
        """The earliest and the latest date that the units' newest figures speak of."""
        newest = [newest_report(self.reports[i.pk]) for i in self.loaded]
        dates = [report.word_date for report in newest if report and report.word_date]
        return (min(dates), max(dates)) if dates else None


def count_round(round_: Round) -> RoundCounts:
    """Three queries."""
    found = RoundCounts(list(round_.inspections.select_related("unit", "round").order_by("unit__sort_key")))
    for report in Report.objects.filter(inspection__round=round_, kind=ReportKind.RECTIFICATION, withdrawn_at=None):
        found.reports[report.inspection_id].append(report)
    counts = ProblemCount.objects.filter(inspection__round=round_)
    for (kind, inspection_id, area), progress in progress_by(counts, "kind", "inspection", "area", kind=None).items():
        found.with_items.add(inspection_id)
        _add(found.by_kind[kind], progress)
        if kind == ProblemKind.PROBLEM:
            _add(found.by_inspection[inspection_id], progress)
            _add(found.by_area[area], progress)
    return found


def newest_report(reports: Iterable[Report]) -> Report | None:
    """The newest report that states how far a unit is."""
    return max(reports, key=lambda report: (report.word_date or "", report.number), default=None)


def _add(total: Progress, part: Progress) -> None:
    for status, n in part.by_status.items():
        total.add(status, n)


def _team_order(team: str) -> tuple[bool, int, str]:
    """By their number, then by name; unnamed ones last."""
    _before, _sep, rest = team.partition("第")
    number = 0
    for character in rest:
        if character == "十":
            number = (number or 1) * 10
        elif character in _DIGITS:
            number += _DIGITS[character]
        else:
            break
    return not team, number, team
