"""What the desk shows of an upload before it is loaded, as plain data: what was read, and what would change.

Codes and values are kept as they are; `rectify.ledger.uploads.showing` gives them their words when a page is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from rectify.ledger.choices import ReportKind, Speaker
from rectify.ledger.loading.corrections import FOUND_AT, corrected, corrections_for
from rectify.ledger.loading.incoming import Incoming, IncomingReport, Record, gather
from rectify.ledger.loading.load import Loaded
from rectify.ledger.models import Document, ReadingCorrection, Report, Upload, UploadedDocument
from rectify.ledger.models.items import beginning
from rectify.ledger.reconciliation import Check
from rectify.ledger.uploads.changes import Change, Rehearsal
from rectify.ledger.uploads.loading import Prepared, Told
from rectify.reading import Reading

#: Doubts that a load raises where what was read differs from what people entered or decided.
CONFLICTS = frozenset(
    "field_differs status_differs deadline_differs declared_measures_differ unjoined_section unjoined_item"
    " unjoined_measure unjoined_claim unread_item gone_but_followed correction_unfit responsible_differs".split()
)
#: Rows of one kind that a page lists; the rest is counted.
MOST_LISTED = 300
_LONGEST = 200


def preview_of(prepared: Prepared, rehearsal: Rehearsal[Told], seconds: float) -> dict[str, Any]:
    """Everything that the page needs, as JSON. ``seconds`` is how long the rehearsal kept other writers waiting."""
    return {
        "documents": [
            _document(prepared.upload, document, reading, rehearsal) for document, reading in prepared.readings
        ],
        "tables": _tables(rehearsal.result),
        "inspections": _inspections(rehearsal),
        "known": sorted(rehearsal.inspections & rehearsal.before["inspection"].keys()),
        "n_changes": sum(1 for _change in rehearsal.changes()),
        "seconds": round(seconds, 2),
    }


def _tables(told: Told) -> list[dict[str, Any]]:
    if told.outcome is None:
        return []
    return [
        {"code": code, "read": tally.read, "added": tally.added, "changed": tally.changed, "withdrawn": tally.withdrawn}
        for code, tally in told.outcome.tallies.items()
    ]


# What was read


def _document(
    upload: Upload, document: UploadedDocument, reading: Reading, rehearsal: Rehearsal[Told]
) -> dict[str, Any]:
    corrections = list(corrections_for(document.digest, upload))
    records, unfit = corrected(reading.records(), corrections, reading.document.lines)
    incoming, known = gather(records), Document.objects.filter(digest=document.digest).first()
    entries = [(entry, checks) for of, entry, checks in rehearsal.result.loaded if of.pk == document.pk]
    return {
        "id": document.pk,
        "name": document.name,
        "digest": document.digest,
        "loaded_at": known.loaded_at.isoformat() if known else None,
        "hash": known.hash if known else None,
        "notes": [*(document.facts.get("notes") or ())],
        "unfit": [correction.pk for correction in unfit],
        "corrected_elsewhere": sum(_corrected_elsewhere(entry.report, document.digest) for entry, _checks in entries),
        "reports": [
            _report(entry, checks, read_of, records, rehearsal)
            for (entry, checks), read_of in zip(entries, _in_order(incoming), strict=True)
        ],
    }


def _corrected_elsewhere(report: Report, digest: str) -> int:
    """Corrections made in other texts of the same inspection: they belong to those words and are not used for these."""
    others = Report.objects.filter(inspection=report.inspection_id, kind=report.kind).exclude(document=None)
    return sum(
        ReadingCorrection.objects.filter(
            upload=None, withdrawn_at=None, digest=other.document.digest, line__range=(other.line, other.end_line)
        ).count()
        for other in others.exclude(document__digest=digest).exclude(end_line=None).select_related("document")
    )


def _in_order(incoming: Incoming) -> list[Record | IncomingReport]:
    """Notices and reports in the order that they are loaded in."""
    return [*incoming.notices, *incoming.reports]


def _report(
    entry: Loaded,
    checks: list[Check],
    read_of: Record | IncomingReport,
    records: list[Record],
    rehearsal: Rehearsal[Told],
) -> dict[str, Any]:
    report, after = entry.report, rehearsal.after
    inspection = after["inspection"][report.inspection_id]
    unit, round_ = after["unit"][inspection["unit_id"]], after["round"][inspection["round_id"]]
    return {
        "kind": report.kind,
        "unit": unit["name"],
        "round": round_["name"],
        "is_new_unit": inspection["unit_id"] not in rehearsal.before["unit"],
        "is_new_round": inspection["round_id"] not in rehearsal.before["round"],
        "is_new_inspection": report.inspection_id not in rehearsal.before["inspection"],
        "is_new_report": report.pk not in rehearsal.before["report"],
        "inspection": report.inspection_id if report.inspection_id in rehearsal.before["inspection"] else None,
        "published": report.published, "as_of": report.as_of, "party_body": report.party_body,
        "read_by": report.read_by, "completeness": report.completeness,
        "line": report.line, "end_line": report.end_line,
        "claims": [_claim(check) for check in checks],
        **(_notice(read_of) if report.kind != ReportKind.RECTIFICATION else _outline(read_of, records)),
    }  # fmt: skip


def _claim(check: Check) -> dict[str, Any]:
    return {
        "what": str(check.what), "claimed": f"{check.claimed.normalize():f}",
        "counted": f"{check.counted.normalize():f}" if check.counted is not None else "", "result": check.result,
    }  # fmt: skip


def _notice(record: Any) -> dict[str, Any]:
    points = [*(record.get("findings") or []), *(record.get("recommendations") or [])]
    titles = [point["title"] if isinstance(point, dict) else point for point in points]
    return {
        "doubts": [],
        "counts": {"findings": len(titles)},
        "outline": [],
        "points": [beginning(t, _LONGEST) for t in titles],
    }


def _outline(incoming: Any, records: list[Record]) -> dict[str, Any]:
    items = [item.record for item in incoming.items]
    first, last = incoming.record["line"], incoming.record.get("end_line") or 0
    own = [r for r in records if r["record"] in ("section", "item") and first <= r["line"] <= last]
    doubts = [
        {"line": r.get("line"), "kind": r["kind"], "reason": r["reason"], "place": _item_around(items, r.get("line"))}
        for r in incoming.others if r["record"] == "doubt"
    ]  # fmt: skip
    doubted = Counter(tuple(d["place"]["place"]) for d in doubts if d["place"])
    return {
        "doubts": doubts,
        "counts": {
            "items": len(items),
            "problems": sum(item["kind"] == "problem" for item in items),
            "measures": sum(len(item["measures"]) for item in items),
            "statuses": dict(Counter(item["status"] for item in items)),
        },
        "outline": [_node(record, doubted) for record in own],
        "points": [],
    }


def _node(record: Record, doubted: Counter) -> dict[str, Any]:
    place = record[FOUND_AT]
    node = {
        "is_item": record["record"] == "item", "place": list(place), "line": record["line"],
        "end_line": record.get("end_line"), "marker": record.get("marker") or "",
        "title": beginning(record["title"], _LONGEST), "doubts": doubted.get(tuple(place), 0),
    }  # fmt: skip
    if node["is_item"]:
        node |= {
            "kind": record["kind"], "status": record["status"], "deadline": record.get("deadline"),
            "measures": len(record["measures"]),
        }  # fmt: skip
    else:
        node["level"] = record["level"]
    return node


def _item_around(items: list[Record], line: int | None) -> dict[str, Any] | None:
    around = [item for item in items if item["line"] <= (line or 0) <= (item.get("end_line") or item["line"])]
    if not around:
        return None
    return {"place": list(around[-1][FOUND_AT]), "title": beginning(around[-1]["title"], 60)}


# What would change


def _inspections(rehearsal: Rehearsal[Told]) -> list[dict[str, Any]]:
    """Inspection by inspection: rows added, changed, withdrawn, put back, and where people entered something else."""
    groups: dict[int | None, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for change in rehearsal.changes():
        groups[_inspection_of(change, rehearsal)][_how(change)].append(_row(change, rehearsal))
    for pk, rows in _spoken_of_otherwise(rehearsal).items():
        groups[pk]["conflict"] += rows
    return [
        {"id": pk, "name": _inspection_name(pk, rehearsal), "is_new": pk not in rehearsal.before["inspection"],
         "groups": {how: _listed(rows) for how, rows in found.items()}}
        for pk, found in groups.items()
    ]  # fmt: skip


def _how(change: Change) -> str:
    if change.table == "doubt":
        return "conflict" if change.is_new and change.fields["kind"][1] in CONFLICTS else "doubt"
    if change.is_new:
        return "new"
    return "withdrawn" if change.is_withdrawn else "restored" if change.is_restored else "changed"


def _listed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"n": len(rows), "counts": dict(Counter(row["table"] for row in rows)), "rows": rows[:MOST_LISTED]}


def _row(change: Change, rehearsal: Rehearsal[Told]) -> dict[str, Any]:
    values = rehearsal.after[change.table][change.pk]
    row: dict[str, Any] = {"table": change.table, "name": _name(change.table, values, rehearsal)}
    if "number" in values and change.table in ("problem", "measure"):
        row["number"] = values["number"]
    if change.table == "measure":
        row["of"] = rehearsal.after["problem"].get(values["problem_id"], {}).get("number")
    if change.table == "statusstatement":
        row |= {"status": values["status"], "of": rehearsal.after["problem"][values["problem_id"]]["number"]}
    if not change.is_new:
        row["fields"] = [
            [name, _shown(name, old, rehearsal.before), _shown(name, new, rehearsal.after)]
            for name, (old, new) in change.fields.items()
        ]
    return row


def _name(table: str, values: dict[str, Any], rehearsal: Rehearsal[Told]) -> str:
    match table:
        case "inspection":
            return rehearsal.after["unit"][values["unit_id"]]["name"]
        case "claim":
            return f"{values['what']} {values['value'].normalize():f}"
        case "result":
            return f"{values['kind']} {values['value'].normalize():f}{values['measure_word']}"
        case "milestone":
            return f"{values['event']} {values['done_on'] or ''}".strip()
        case "report":
            return f"{values['kind']} {values['number']}"
        case "doubt":
            return values["reason"]
    names = ("office_label", "label", "title", "name", "body", "note", "digest")
    return beginning(next((values[name] for name in names if values.get(name)), ""), _LONGEST)


def _shown(name: str, value: Any, rows: dict[str, dict[int, dict[str, Any]]]) -> Any:
    """A value as JSON; a heading by its words."""
    if name == "section_id" and value:
        section = rows["section"].get(value) or {}
        return f"{section.get('marker', '')}{section.get('label') or section.get('title', '')}"
    if value is None or isinstance(value, bool | int | str | list):
        return beginning(value, _LONGEST * 2) if isinstance(value, str) else value
    return str(value)


def _inspection_of(change: Change, rehearsal: Rehearsal[Told]) -> int | None:
    """The inspection that a changed row belongs to; None for rounds, units and documents."""
    row = rehearsal.after[change.table][change.pk]
    if change.table == "inspection":
        return change.pk
    if "inspection_id" in row:
        return row["inspection_id"]
    for name, table in (("report_id", "report"), ("problem_id", "problem")):
        if row.get(name) in rehearsal.after[table]:
            return rehearsal.after[table][row[name]]["inspection_id"]
    return None


def _inspection_name(pk: int | None, rehearsal: Rehearsal[Told]) -> str:
    if pk is None:
        return ""
    row = rehearsal.after["inspection"][pk]
    unit, round_ = rehearsal.after["unit"][row["unit_id"]], rehearsal.after["round"][row["round_id"]]
    return f"{unit['name']}（{round_['name']}）"


def _spoken_of_otherwise(rehearsal: Rehearsal[Told]) -> dict[int, list[dict[str, Any]]]:
    """Items where the new report says another status than the office, whose word stands."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    known = rehearsal.before["statusstatement"]
    for pk, statement in rehearsal.after["statusstatement"].items():
        problem = rehearsal.after["problem"][statement["problem_id"]]
        is_news = pk not in known and statement["by"] == Speaker.REPORT
        if is_news and problem["status_by"] == Speaker.OFFICE and statement["status"] != problem["status"]:
            found[problem["inspection_id"]].append({
                "table": "problem", "name": _name("problem", problem, rehearsal), "number": problem["number"],
                "office": problem["status"], "report": statement["status"],
            })  # fmt: skip
    return found


def inspections_in(rehearsal: Rehearsal[Told]) -> Iterable[int]:
    """The inspections that reports or tables were loaded into; those that a list only names are left out."""
    loaded = {entry.report.inspection_id for _document, entry, _checks in rehearsal.result.loaded}
    return loaded or rehearsal.inspections
