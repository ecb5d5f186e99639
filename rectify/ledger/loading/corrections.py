"""What people corrected in the reading of a text, applied to its records before they are put together.

Each operation is a small function over the list of records. A correction names the heading or item that it is about by
the place (line, offset) where the program found it, or where an earlier correction made it begin; one whose place holds
nothing of its kind any more does not fit, and is said so instead of being guessed at.

What ``value`` holds, by operation:

- split: ``line`` and ``offset`` where the second item begins;
- merge: ``line`` and ``offset`` of the item that becomes part of this one;
- move: ``line`` and ``offset`` of the heading that it is to stand under;
- kind, status: ``code``;
- title: ``line``, ``offset`` and ``length`` of the words that are the title.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from rectify.ledger.choices import LEAST_FINISHED_FIRST, ProblemKind, Status
from rectify.ledger.loading.incoming import Record
from rectify.ledger.models import ReadingCorrection, Upload

Place = tuple[int, int]
#: Where a heading or item was found; kept beside its ``line`` and ``offset``, which a corrected title moves.
FOUND_AT = "found_at"
#: A title that no mark ends is cut here.
_LONGEST_TITLE = 200
_ENDS_OF_TITLE = "。；;\t"


def corrections_for(digest: str, upload: Upload | None = None) -> QuerySet[ReadingCorrection]:
    """The corrections in force for a text, oldest first; with an ``upload``, as its preview has them."""
    made = ReadingCorrection.objects.filter(digest=digest, withdrawn_at=None).order_by("pk")
    if upload is None:
        return made.filter(upload=None)
    return made.filter(Q(upload=None) | Q(upload=upload)).exclude(withdrawn_in=upload)


def corrected(
    records: Iterable[Record], corrections: Iterable[ReadingCorrection], lines: Sequence[str]
) -> tuple[list[Record], list[ReadingCorrection]]:
    """The records with the corrections applied in order, and the corrections that fit no longer. What comes in stays
    as it is."""
    found = [_marked(record) for record in records]
    unfit = []
    for correction in corrections:
        at = _index(found, (correction.line, correction.offset))
        if at is None or not _OPERATIONS[correction.operation](found, at, correction.value, lines):
            unfit.append(correction)
    return found, unfit


def _marked(record: Record) -> Record:
    if record["record"] not in ("section", "item"):
        return record
    copy = record | {FOUND_AT: (record["line"], record.get("offset") or 0)}
    if "measures" in record:
        copy["measures"] = list(record["measures"] or [])
    return copy


def _index(records: list[Record], place: Place, kind: str = "") -> int | None:
    for n, record in enumerate(records):
        if record.get(FOUND_AT) == place and kind in ("", record["record"]):
            return n
    return None


def _split(records: list[Record], at: int, value: dict[str, Any], lines: Sequence[str]) -> bool:
    first, cut = records[at], (value["line"], value["offset"])
    end_line = first.get("end_line") or first["line"]
    if first["record"] != "item" or not _start(first) < cut or not first["line"] <= cut[0] <= end_line:
        return False
    if cut[1] >= len(lines[cut[0] - 1]):
        return False
    second = first | {
        "line": cut[0], "offset": cut[1], FOUND_AT: cut, "marker": "", "declared_measures": None,
        "title": title_at(lines, *cut),
        "measures": [measure for measure in first["measures"] if _start(measure) >= cut],
    }  # fmt: skip
    first["measures"] = [measure for measure in first["measures"] if _start(measure) < cut]
    first["end_line"] = max(first["line"], cut[0] - (cut[1] == 0))
    if first["line"] == cut[0]:
        first["title"] = first["title"][: cut[1] - (first.get("offset") or 0)].rstrip("，,、；; ")
    if (first.get("status_line") or 0) >= cut[0]:
        # Answered by one word for both: it stands behind the second, and still speaks of the first.
        first["status_line"] = second["status_line"]
    records.insert(at + 1, second)
    return True


def _merge(records: list[Record], at: int, value: dict[str, Any], lines: Sequence[str]) -> bool:
    kept, other = records[at], _index(records, (value["line"], value["offset"]), "item")
    if kept["record"] != "item" or other is None or other == at or _report(records, at) != _report(records, other):
        return False
    gone = records[other]
    first, last = sorted((kept, gone), key=_start)
    kept |= {
        "line": first["line"], "offset": first.get("offset"), "marker": first.get("marker"),
        "end_line": max(first.get("end_line") or 0, last.get("end_line") or 0) or None,
        "title": "；".join(text.rstrip("。；; ") for text in (first["title"], last["title"])),
        "measures": sorted((*kept["measures"], *gone["measures"]), key=_start),
        "status": _least_finished(kept["status"], gone["status"]),
    }  # fmt: skip
    less = kept if kept["status"] == records[at]["status"] else gone
    kept["deadline"] = max(filter(None, (kept.get("deadline"), gone.get("deadline"))), default=None)
    kept["deadline_text"] = less.get("deadline_text") or kept.get("deadline_text") or gone.get("deadline_text")
    kept["status_line"] = max(filter(None, (kept.get("status_line"), gone.get("status_line"))), default=None)
    del records[other]
    return True


def _move(records: list[Record], at: int, value: dict[str, Any], lines: Sequence[str]) -> bool:
    target = _index(records, (value["line"], value["offset"]), "section")
    if records[at]["record"] != "item" or target is None or _report(records, at) != _report(records, target):
        return False
    item, heading = records.pop(at), (value["line"], value["offset"])
    target = _index(records, heading, "section") or 0
    # Directly under the heading, before any heading below it, at its place among the items there.
    put = target + 1
    while put < len(records) and records[put]["record"] == "item" and _start(records[put]) < _start(item):
        put += 1
    records.insert(put, item)
    return True


def _kind(records: list[Record], at: int, value: dict[str, Any], lines: Sequence[str]) -> bool:
    return _set_code(records[at], "kind", value, ProblemKind.values)


def _status(records: list[Record], at: int, value: dict[str, Any], lines: Sequence[str]) -> bool:
    return _set_code(records[at], "status", value, Status.values)


def _set_code(record: Record, name: str, value: dict[str, Any], known: Sequence[str]) -> bool:
    if record["record"] != "item" or value["code"] not in known:
        return False
    record[name] = value["code"]
    return True


def _title(records: list[Record], at: int, value: dict[str, Any], lines: Sequence[str]) -> bool:
    line, start, end = value["line"], value["offset"], value["offset"] + value["length"]
    if not 1 <= line <= len(lines) or not value["length"] or end > len(lines[line - 1]):
        return False
    records[at] |= {"line": line, "offset": start, "title": lines[line - 1][start:end]}
    if records[at]["record"] == "item":
        records[at]["end_line"] = max(line, records[at].get("end_line") or line)
    return True


_OPERATIONS: dict[str, Callable[[list[Record], int, dict[str, Any], Sequence[str]], bool]] = {
    ReadingCorrection.Operation.SPLIT: _split,
    ReadingCorrection.Operation.MERGE: _merge,
    ReadingCorrection.Operation.MOVE: _move,
    ReadingCorrection.Operation.KIND: _kind,
    ReadingCorrection.Operation.STATUS: _status,
    ReadingCorrection.Operation.TITLE: _title,
}


def title_at(lines: Sequence[str], line: int, offset: int) -> str:
    """The words that begin at a place, to the first mark that ends a title, or the line's end."""
    text = lines[line - 1][offset : offset + _LONGEST_TITLE]
    ends = [position for mark in _ENDS_OF_TITLE if (position := text.find(mark)) > 0]
    return text[: min(ends, default=len(text))]


def _start(record: Record) -> Place:
    return record["line"], record.get("offset") or 0


def _report(records: list[Record], at: int) -> int:
    """Which report a record belongs to: the index of the nearest one before it."""
    return next((n for n in range(at, -1, -1) if records[n]["record"] in ("report", "notice")), -1)


def _least_finished(one: str, other: str) -> str:
    order = [*LEAST_FINISHED_FIRST]
    return min(one, other, key=order.index)
