"""How long each unit of a round took from the feedback to the steps that followed: one row a unit, days a step."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Inspection, Milestone, Report, Round
from rectify.pages.milestones import days_since, event_names

#: The steps that are compared, in their order: the meeting, the plan, the democratic-life meeting, the signed report.
STEPS = ("special_meeting", "plan_approved", "democratic_life", "publication")


@dataclass(frozen=True)
class Pace:
    """``days`` from the feedback by step; a step that no report dates is not in it."""

    inspection: Inspection
    name: str
    days: Mapping[str, int]


@dataclass(frozen=True)
class Paces:
    """Rows for the chart and its table; ``steps`` are (slug, name) of those that at least one unit has."""

    rows: list[Pace]
    steps: list[tuple[str, str]]

    def cells(self) -> list[tuple[Pace, list[tuple[str, int | None]]]]:
        """Each row with (step's name, days) for every step."""
        return [(row, [(name, row.days.get(slug)) for slug, name in self.steps]) for row in self.rows]

    def days_of(self, step: str) -> list[int]:
        """How long this step took, for the units that took it."""
        return [row.days[step] for row in self.rows if step in row.days]


def paces(round_: Round, rows: Iterable[tuple[Inspection, str, Report | None]]) -> Paces:
    """The paces of these (inspection, name, newest report) rows, in their order. One query."""
    done: dict[int, dict[str, PartialDate]] = defaultdict(dict)
    milestones = Milestone.objects.filter(inspection__round=round_, event__in=STEPS, withdrawn_at=None)
    for inspection_id, event, done_on in milestones.values_list("inspection", "event", "done_on"):
        if done_on:
            done[inspection_id][event] = min(done_on, done[inspection_id].get(event, done_on))
    found = []
    for inspection, name, report in rows:
        dates = dict(done[inspection.pk])
        if report and report.published:
            dates["publication"] = report.published
        days = {event: days_since(inspection.feedback, when) for event, when in dates.items()}
        known = {event: n for event, n in days.items() if n is not None}
        if known:
            found.append(Pace(inspection, name, known))
    names = event_names()
    return Paces(found, [(slug, names[slug]) for slug in STEPS if any(slug in row.days for row in found)])
