"""时间节点: what happened when in one inspection, from its own dates and from what its reports say, and what was due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rectify.ledger.choices import ReportKind
from rectify.ledger.dates import PartialDate
from rectify.ledger.milestones import due_after
from rectify.ledger.models import Inspection, Milestone, Report
from rectify.pages.names import act_name
from rectify.reading.requirements import Due, events

#: The day that a report is signed with stands in its own row.
_ALREADY_SHOWN = "publication"


@dataclass(frozen=True)
class Moment:
    """``date`` is None for a step that was due and that no report dates. ``days`` counts from the feedback, where both
    dates are known to the day; ``basis`` is the rule that sets the last day ``due``."""

    name: str
    date: PartialDate | None
    days: int | None = None
    link: str = ""
    due: date | None = None
    basis: str = ""


def moments(inspection: Inspection, reports: Sequence[Report], milestones: Iterable[Milestone]) -> list[Moment]:
    """In order of time, a step that nobody dates where it was due; other steps without a date are left out."""
    by_id = {report.pk: report for report in reports}
    due, act = due_after(inspection), {"act": act_name(inspection)}
    rows: list[tuple[str, PartialDate | None, str, Due | None]] = [
        (_("%(act)s组进驻") % act, inspection.started, "", None),
        (_("%(act)s结束") % act, inspection.ended, "", None),
        (_("反馈%(act)s意见") % act, inspection.feedback, "", None),
    ]
    names = event_names()
    for milestone in milestones:
        if milestone.event != _ALREADY_SHOWN:
            name = names.get(milestone.event, milestone.event)
            place = _place(by_id.get(milestone.report_id), milestone.line)
            rows.append((name, milestone.done_on, place, due.pop(milestone.event, None)))
    published = due.pop(_ALREADY_SHOWN, None)
    for report in reports:
        if report.kind == ReportKind.RECTIFICATION:
            rows.append((_("通报数据截至"), report.as_of, "", None))
            rows.append((_("整改情况通报落款"), report.published, report.get_absolute_url() or "", published))
    dated = [row for row in rows if row[1]]
    # Only a text that is kept here can be said not to tell of a step.
    if any(report.kind == ReportKind.RECTIFICATION and report.document_id for report in reports):
        dated += [(names.get(event, event), None, "", limit) for event, limit in due.items()]
    dated.sort(key=lambda row: row[1] or row[3].day.isoformat())
    return [
        Moment(
            name,
            when,
            days_since(inspection.feedback, when),
            link,
            limit.day if limit else None,
            limit.rule.basis if limit else "",
        )
        for name, when, link, limit in dated
    ]


def event_names() -> dict[str, str]:
    """The steps' names in the reader's language, by slug."""
    is_english = (get_language() or "").startswith("en")
    return {event.slug: event.name_en if is_english else event.name for event in events()}


def days_since(feedback: PartialDate | None, when: PartialDate | None) -> int | None:
    """Days from the feedback, where both dates are known to the day and in this order; else None."""
    if not feedback or not when or feedback.precision != "day" or when.precision != "day" or when <= feedback:
        return None
    return (when.first_day - feedback.first_day).days


def _place(report: Report | None, line: int | None) -> str:
    return report.document.place_url(line) if report and report.document_id and line else ""
