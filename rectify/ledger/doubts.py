"""Doubts: where a reader or the office is unsure. Raised once, settled by a person, never deleted.

Their reasons are data, written in Chinese, like all that the ledger keeps."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rectify.ledger.choices import DONE
from rectify.ledger.models import Document, Doubt, Inspection, Problem, Report, Section


@dataclass(frozen=True)
class Place:
    """What a doubt is about; the more is known, the better it can be checked."""

    inspection: Inspection | None = None
    report: Report | None = None
    problem: Problem | None = None
    document: Document | None = None
    line: int | None = None


def raise_doubt(kind: str, reason: str, place: Place, *, about: str = "") -> bool:
    """Keep a doubt unless the same one is known already, settled or not; whether it is new.

    It is the same when kind, inspection, problem, document, line and ``about`` (what distinguishes doubts at one
    place, such as a field's name and its values) are the same.
    """
    known = (place.inspection, place.problem, place.document)
    parts = [kind, *(str(row.pk) if row else "" for row in known), str(place.line or ""), about]
    key = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    _doubt, is_new = Doubt.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind, "reason": reason, "inspection": place.inspection, "report": place.report,
            "problem": place.problem, "document": place.document, "line": place.line,
        },
    )  # fmt: skip
    return is_new


def date_doubts(inspection: Inspection, report: Report | None = None) -> Iterator[tuple[str, str]]:
    """(about, reason) for each pair of an inspection's dates that stand in an impossible order. The source's dates stay
    as they are; a person decides."""
    dates = [("进驻日期", inspection.started), ("结束日期", inspection.ended), ("反馈日期", inspection.feedback)]
    if report:
        dates.append(("落款日期", report.published))
    known = [(name, value) for name, value in dates if value]
    for (earlier, a), (later, b) in pairwise(known):
        if a.first_day > b.last_day:
            yield f"{earlier}{a}{later}{b}", f"{later}（{b}）早于{earlier}（{a}）。"


def deadline_doubts(report: Report, problems: Iterable[Problem]) -> Iterator[tuple[Problem, str, str]]:
    """(item, about, reason) for each item that a report promises for a day before the report was signed."""
    if report.published is None:
        return
    for problem in problems:
        if problem.deadline and problem.deadline < report.published.first_day and problem.status not in DONE:
            reason = f"第 {problem.number} 项的时限（{problem.deadline}）早于通报落款日期（{report.published}）。"
            yield problem, f"{problem.deadline} {report.published}", reason


def repeated_markers(rows: Iterable[Section | Problem]) -> Iterator[tuple[Section | Problem, str]]:
    """(row, reason) for each heading or item that has the number of the one before it beside it.

    ``rows`` in the order of the outline. Numbers that begin again further on are a new list and no repetition.
    """
    before: dict[tuple, str] = {}
    for row in rows:
        is_item = isinstance(row, Problem)
        beside = (is_item, row.inspection_id, row.section_id if is_item else row.parent_id)
        if row.marker and before.get(beside) == row.marker:
            kind = "事项" if is_item else "标题"
            yield row, f"{kind}“{row.name}”的原序号“{row.marker}”与前一个相同。"
        before[beside] = row.marker
