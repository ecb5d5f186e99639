"""时间节点: what happened when in one inspection, from its own dates and from what its reports say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rectify.ledger.choices import ReportKind
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Inspection, Milestone, Report


@dataclass(frozen=True)
class Moment:
    """``days`` counts from the feedback, where both dates are known to the day."""

    name: str
    date: PartialDate
    days: int | None = None
    link: str = ""


def moments(inspection: Inspection, reports: Sequence[Report], milestones: Iterable[Milestone]) -> list[Moment]:
    """In order of time; steps without a date are left out."""
    by_id = {report.pk: report for report in reports}
    found = [
        (_("巡视组进驻"), inspection.started, ""),
        (_("巡视结束"), inspection.ended, ""),
        (_("反馈巡视意见"), inspection.feedback, ""),
    ]
    for milestone in milestones:
        found.append((milestone.event, milestone.done_on, _place(by_id.get(milestone.report_id), milestone.line)))
    for report in reports:
        if report.kind == ReportKind.RECTIFICATION:
            found.append((_("通报数据截至"), report.as_of, ""))
            found.append((_("整改情况通报落款"), report.published, report.get_absolute_url() or ""))
    dated = [(name, when, link) for name, when, link in found if when]
    dated.sort(key=lambda moment: moment[1])
    return [Moment(name, when, _days_since(inspection.feedback, when), link) for name, when, link in dated]


def _days_since(feedback: PartialDate | None, when: PartialDate) -> int | None:
    if not feedback or feedback.precision != "day" or when.precision != "day" or when <= feedback:
        return None
    return (when.first_day - feedback.first_day).days


def _place(report: Report | None, line: int | None) -> str:
    return report.document.place_url(line) if report and report.document_id and line else ""
