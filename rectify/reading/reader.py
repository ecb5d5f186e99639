"""From a document to its records: the segments of a file, each read as what it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

from .document import Document
from .outline import read_outline
from .segments import Segment, split

Record = dict[str, Any]


@dataclass
class Reading:
    """What a document says. `roles[n - 1]` is the role of line n; `doubts` are the places to check."""

    document: Document
    roles: list[str]
    _records: list[Record] = field(default_factory=list)
    doubts: list[Record] = field(default_factory=list)

    def records(self) -> Iterator[Record]:
        """The records of READING.md in document order, then doubts at their lines."""
        yield from self._records


def read(document: Document) -> Reading:
    """Read one document. Never fails on its text: what is not understood has the role `other` and no record."""
    reading = Reading(document, ["other"] * len(document.lines))
    for segment in split(document):
        _READERS.get(segment.kind, _read_other)(reading, segment)
    return reading


def _call(module: str, function: str, *arguments: Any) -> Any:
    try:
        found = import_module(f"{__package__}.{module}")
        return getattr(found, function)(*arguments)
    except (ModuleNotFoundError, AttributeError):
        return None


def _read_report(reading: Reading, segment: Segment) -> None:
    document = reading.document
    head: Record = _call("head", "read_head", document, segment) or {}
    claims = _call("claims", "read_claims", document, segment) or []
    report = {"record": "report", "line": segment.first, "end_line": segment.last, **head, "claims": claims}
    outline = read_outline(document, segment.first, segment.last, _reference(report))
    for number in range(segment.first, segment.last + 1):
        reading.roles[number - 1] = "preface"
    _mark(reading, outline.roles)
    _mark(reading, {claim["line"]: "claim" for claim in claims if reading.roles[claim["line"] - 1] == "preface"})
    records = sorted(outline.sections + outline.items, key=lambda record: (record["line"], record["offset"]))
    reading._records.append(report)
    reading._records.extend(records)
    reading._records.extend(_call("results", "read_results", document, segment) or [])
    reading._records.extend(_call("milestones", "read_milestones", document, segment, report) or [])
    reading.doubts.extend(sorted(outline.doubts, key=lambda doubt: (doubt["line"], doubt["offset"])))


def _reference(report: Record) -> date | None:
    for name in ("as_of", "published", "feedback"):
        value = report.get(name)
        if value and len(value) == 10:
            return date.fromisoformat(value)
    return None


def _mark(reading: Reading, roles: dict[int, str]) -> None:
    for number, role in roles.items():
        reading.roles[number - 1] = role


def _read_listing(reading: Reading, segment: Segment) -> None:
    record = _call("notices", "read_listing", reading.document, segment)
    if record:
        reading._records.append({"record": "listing", "line": segment.first, **record})


def _read_notice(reading: Reading, segment: Segment) -> None:
    record = _call("notices", "read_notice", reading.document, segment)
    if record:
        reading._records.append({"record": "notice", "line": segment.first, **record})


def _read_other(reading: Reading, segment: Segment) -> None:
    """Lines that belong to no report, notice or listing."""


_READERS = {"report": _read_report, "listing": _read_listing, "notice": _read_notice}
