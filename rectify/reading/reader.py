"""From a document to its records: the segments of a file, each read as what it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from .bars import bars_as_tabs
from .claims import read_claims
from .document import Document
from .head import read_head
from .milestones import read_milestones
from .notices import read_listing, read_notice
from .outline import OutlineReading, read_outline
from .requirements import read_requirements
from .results import read_results
from .segments import Segment, is_titled_account, split
from .wrapping import unwrap

Record = dict[str, Any]
_FEWEST_ITEMS = 2


@dataclass
class Reading:
    """What a document says. `roles[n - 1]` is the role of line n.

    Roles: area, group, problem, measure, status, claim, next, contact, preface, table, other.
    """

    document: Document
    roles: list[str]
    _records: list[Record] = field(default_factory=list)

    def records(self) -> Iterator[Record]:
        """The records of the document: a listing; each report with its sections and items, results, milestones and
        doubts behind it; each notice."""
        yield from self._records

    @property
    def doubts(self) -> list[Record]:
        """The places to check, in the order of the records."""
        return [record for record in self._records if record["record"] == "doubt"]


def read(document: Document) -> Reading:
    """Read one document. Never fails on its text: what is not understood has the role `other` and no record."""
    if (lines := bars_as_tabs(document.lines)) is not None:
        return replace(read(replace(document, text="\n".join(lines))), document=document)
    unwrapped = unwrap(document)
    if unwrapped is None:
        return _read(document)
    reading = _read(unwrapped.document)
    for record in reading.records():
        unwrapped.set_back(record)
    return Reading(document, unwrapped.role_by_line(reading.roles), list(reading.records()))


def _read(document: Document) -> Reading:
    reading = Reading(document, ["other"] * len(document.lines))
    segments = split(document)
    for segment in segments:
        _READERS[segment.kind](reading, segment)
    if not reading._records:
        for segment in segments:
            if segment.kind == "other":
                _read_unannounced_report(reading, segment)
    return reading


def _read_report(reading: Reading, segment: Segment) -> None:
    head = read_head(reading.document, segment)
    outline = read_outline(reading.document, segment.first, segment.last, _reference(head))
    _add_report(reading, segment, head, outline)


def _read_unannounced_report(reading: Reading, segment: Segment) -> bool:
    """A text that nothing announces as a report is one all the same when it answers several points; whether it does."""
    head = read_head(reading.document, segment)
    outline = read_outline(reading.document, segment.first, segment.last, _reference(head))
    answered = [item for item in outline.items if item["measures"] and item["status"] != "unstated"]
    if len(answered) < _FEWEST_ITEMS or "整改" not in reading.document.text:
        return False
    _add_report(reading, segment, head, outline)
    return True


def _add_report(reading: Reading, segment: Segment, head: Record, outline: OutlineReading) -> None:
    document = reading.document
    frame = outline.frame(segment.first, segment.last)
    if head["as_of"] is None:
        # A closing summary is known for one only once the last item's end is.
        head = head | {"as_of": read_head(document, segment, frame)["as_of"]}
    claims = read_claims(document, segment, frame)
    report = {"record": "report", "line": segment.first, "end_line": segment.last, **head, "claims": claims}
    for number in segment.numbers:
        reading.roles[number - 1] = "preface"
    for number, role in outline.roles.items():
        reading.roles[number - 1] = role
    for claim in claims:
        if reading.roles[claim["line"] - 1] == "preface":
            reading.roles[claim["line"] - 1] = "claim"
    reading._records.append(report)
    reading._records.extend(outline.records())
    reading._records.extend({"record": "result", **result} for result in read_results(document, segment, frame))
    reading._records.extend(read_milestones(document, segment, head, frame))
    reading._records.extend(outline.doubts)


def _reference(head: Record) -> date | None:
    """The day a report speaks from."""
    for name in ("as_of", "published", "feedback"):
        value = head.get(name)
        if value and len(value) == 10:
            return date.fromisoformat(value)
    return None


def _read_listing(reading: Reading, segment: Segment) -> None:
    record = read_listing(reading.document, segment)
    reading._records.append({"record": "listing", "line": segment.first, **record})


def _read_notice(reading: Reading, segment: Segment) -> None:
    # A short account says little of itself but its title.
    if is_titled_account(reading.document, segment) and _read_unannounced_report(reading, segment):
        return
    record = read_notice(reading.document, segment)
    reading._records.append({"record": "notice", "line": segment.first, **record})


def _read_requirements(reading: Reading, segment: Segment) -> None:
    reading._records.extend(read_requirements(reading.document, segment))


def _read_other(reading: Reading, segment: Segment) -> None:
    """Lines that belong to no report, notice or listing."""


_READERS = {
    "report": _read_report,
    "listing": _read_listing,
    "notice": _read_notice,
    "requirements": _read_requirements,
    "other": _read_other,
}
