"""What must be done within which time after the findings were fed back: rules as data, and documents that state them.

A figure that no cited source gives is None, and no due date is made from it.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from . import vocabulary
from .calendar_cn import months_after, workdays_after, years_covered
from .document import Document
from .plain import numeral, sentences
from .segments import Segment
from .text import normal

_UNITS = {"个工作日": "workdays", "工作日": "workdays", "个月": "months", "月": "months", "日": "days", "天": "days"}
_LIMIT = re.compile(
    r"(?P<n>\d{1,3}|[*＊×xX]{1,3}|[一二三四五六七八九十两]{1,3})[ ]?(?P<unit>个工作日|工作日|个月|日|天)(?:之|以)?内"
)
_BASIS = re.compile("(?:按照|根据|依据|依照|对照)[^《。;]{0,30}(?P<title>《[^》]{4,60}》)")
_RECIPIENT = re.compile(
    "(?:报送|上报|抄送|报(?!告))(?:至|给)?(?P<to>[^,。;报送汇告]{2,24}?(?:委|部|办|组|办公室|机构))"
    "|向(?P<to2>[^,。;]{2,20}?)(?:汇报|报告)"
)


@dataclass(frozen=True)
class Event:
    """A step that is required of an inspected body; `asked` and `done` find it in texts."""

    slug: str
    name: str
    name_en: str
    asked: re.Pattern[str]
    done: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True)
class Rule:
    """A time limit: `number` `unit` (workdays, days, months) after `start`; None where no source gives the figure.

    `level` is 巡视, 巡察 or 巡视巡察; `valid_from` and `valid_until` bound the day of the feedback.
    """

    event: str
    start: str
    number: int | None
    unit: str
    level: str
    basis: str
    version: str
    recipient: str | None
    valid_from: date | None
    valid_until: date | None

    def applies(self, level: str, feedback: date) -> bool:
        """Whether the rule is for inspections of this level (巡视 or 巡察) that were fed back on this day."""
        after = self.valid_from is None or feedback >= self.valid_from
        return level in self.level and after and (self.valid_until is None or feedback <= self.valid_until)


@dataclass(frozen=True)
class Due:
    """The last day of a time limit; `note` says where the calendar of holidays did not reach."""

    day: date
    rule: Rule
    note: str | None = None


@cache
def events() -> tuple[Event, ...]:
    """The steps in the order in which they are due."""
    return tuple(
        Event(
            row["slug"],
            row["name"],
            row["name_en"],
            re.compile(row["asked"]),
            re.compile(row["done"]),
            re.compile(row["unless"]) if "unless" in row else None,
        )
        for row in vocabulary.load("requirements")["events"]
    )


@cache
def rules() -> tuple[Rule, ...]:
    """All rules with a cited source."""
    return tuple(
        Rule(
            row["event"],
            row["start"],
            row.get("number"),
            row["unit"],
            row["level"],
            row["basis"],
            row["version"],
            row.get("recipient"),
            row.get("from"),
            row.get("until"),
        )
        for row in vocabulary.load("requirements")["rules"]
    )


def due_dates(level: str, feedback: date) -> dict[str, Due]:
    """When each step was due after this feedback, by event; only steps for which a cited rule gives a figure."""
    found = {}
    for rule in rules():
        if rule.applies(level, feedback) and rule.number is not None:
            found[rule.event] = due(rule, feedback)
    return found


def due(rule: Rule, start: date) -> Due:
    """The last day of a rule's time limit that begins after `start`. The rule must have a number."""
    if rule.number is None:
        raise ValueError(f"no figure is known for {rule.event} by {rule.basis}: no due date can be given")
    if rule.unit == "months":
        return Due(months_after(start, rule.number), rule)
    if rule.unit == "days":
        return Due(start + timedelta(days=rule.number), rule)
    counted = workdays_after(start, rule.number)
    first, last = years_covered()
    note = None if counted.exact else f"{first}–{last}年以外没有节假日安排数据，按周一至周五推算"
    return Due(counted.day, rule, note)


def read_requirements(document: Document, segment: Segment) -> list[dict[str, Any]]:
    """The requirements that a text states: event, start, number (None where blanked), unit, recipients, basis, place."""
    found: list[dict[str, Any]] = []
    basis = None
    for line_number in segment.numbers:
        for offset, sentence in sentences(document.line(line_number)):
            text = normal(sentence)
            cited = _BASIS.search(text)
            basis = cited["title"] if cited else basis
            for row in _stated(text, sentence):
                row |= {"record": "requirement", "line": line_number, "offset": offset + row["offset"], "basis": basis}
                if not any(kept["event"] == row["event"] and kept["number"] == row["number"] for kept in found):
                    found.append(row)
    return found


def _stated(text: str, sentence: str) -> list[dict[str, Any]]:
    """The steps that a sentence requires, each with the time limit that stands nearest before it."""
    limits = list(_LIMIT.finditer(text))
    if not limits and not re.search("要|应|须|必须", text):
        return []
    rows = []
    for event in events():
        asked = event.asked.search(text)
        if not asked or (limits and event.slug == "special_meeting" and asked.start() < limits[0].start()):
            continue
        limit = next((m for m in reversed(limits) if m.end() <= asked.end()), None)
        if limit is None and not re.search("要|应|须", text[: asked.start()] + text[asked.start() : asked.end() + 20]):
            continue
        if limit is None and event.slug == "concentrated":
            continue
        start = limit.start() if limit else asked.start()
        stop = next((m.start() for m in limits if m.start() > asked.start()), len(text))
        rows.append(
            {
                "event": event.slug,
                "start": "feedback",
                "number": numeral(limit["n"]) if limit else None,
                "unit": _UNITS[limit["unit"]] if limit else None,
                "recipients": _recipients(text[start:stop]),
                "offset": start,
                "text": sentence[start : asked.end()],
            }
        )
    return rows


def _recipients(text: str) -> list[str]:
    """To whom it goes: the bodies behind 报送, 抄送, 上报 or 向…汇报 up to the next full stop or semicolon."""
    scope = re.split("[。;]", text)[0]
    named = [match["to"] or match["to2"] for match in _RECIPIENT.finditer(scope)]
    return list(dict.fromkeys(name for part in named for name in re.split("[和、及]", part) if len(name) >= 2))
