"""The words for a preview's codes: fields and values as the page shows them, in the language of whoever looks."""

from collections.abc import Container, Iterable
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from rectify.ledger.choices import ClaimKind, Completeness, ProblemKind, ReadBy, ReportKind, Status
from rectify.ledger.register.tables import BY_CODE
from rectify.ledger.uploads.snapshot import KIND_BY_CODE

#: Columns that only say where something stands, or which row belongs to which.
_PLACES = frozenset(
    "line offset end_line position report_id document_id inspection_id problem_id finding_id parent_id unit_id round_id"
    " status_as_of status_by section_number withdrawn_at number".split()
)
#: Tables whose rows people look for one by one; of the others a count is enough.
_LISTED = ("round", "unit", "inspection", "report", "section", "finding", "problem", "measure", "responsibility", "claim",
           "result", "milestone", "doubt")  # fmt: skip
_HOW = {
    "conflict": _("与台账中人工录入、认定的内容不一致（以台账为准，列入待核事项）"),
    "withdrawn": _("撤回"),
    "restored": _("恢复"),
    "changed": _("有改动"),
    "new": _("新增"),
    "doubt": _("新增待核事项"),
}
_TABLE_WORDS = {"statusstatement": _("进展记录"), "doubt": _("待核事项"), "document": _("原文")}


def shown(preview: dict[str, Any], corrected: Container[tuple[int, int, int]] = ()) -> dict[str, Any]:
    """A preview with words beside its codes, and a mark on what stands at one of the corrected places: (document, line,
    offset)."""
    return {
        "documents": [
            document | {"reports": [_report(r, document["id"], corrected) for r in document["reports"]]}
            for document in preview["documents"]
        ],
        "tables": [row | {"name": BY_CODE[row["code"]].heading} for row in preview["tables"]],
        "inspections": [entry for i in preview["inspections"] if (entry := _inspection(i))["groups"]],
        "totals": _totals(preview["inspections"]),
        "has_machine_reading": any(
            report["read_by"] == ReadBy.MACHINE for document in preview["documents"] for report in document["reports"]
        ),
        "n_changes": preview["n_changes"],
        "seconds": preview["seconds"],
    }


def _report(report: dict[str, Any], document: int, corrected: Container[tuple[int, int, int]]) -> dict[str, Any]:
    statuses = report["counts"].get("statuses") or {}
    names = dict(Status.choices)
    return report | {
        "kind_name": ReportKind(report["kind"]).label,
        "read_by_name": ReadBy(report["read_by"]).label,
        "completeness_name": ""
        if report["completeness"] == Completeness.FULL
        else Completeness(report["completeness"]).label,
        "claims": [claim | {"name": ClaimKind(claim["what"]).label} for claim in report["claims"]],
        "statuses": [(names[code], n) for code in Status.values if (n := statuses.get(code))],
        "outline": [
            _node(node) | {"is_corrected": (document, *node["place"]) in corrected} for node in report["outline"]
        ],
    }


def _node(node: dict[str, Any]) -> dict[str, Any]:
    if not node["is_item"]:
        return node
    return node | {
        "status_name": Status(node["status"]).label,
        "kind_name": ProblemKind(node["kind"]).label if node["kind"] != ProblemKind.PROBLEM else "",
    }


def _totals(inspections: Iterable[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """(code, words, how many items) for what becomes of items, then conflicts."""
    found = dict.fromkeys(("new", "changed", "withdrawn", "restored", "conflict"), 0)
    for inspection in inspections:
        for how in found:
            group = inspection["groups"].get(how)
            if not group:
                continue
            if how == "changed":
                found[how] += sum(1 for row in group["rows"] if row["table"] == "problem" and _fields(row))
            else:
                found[how] += group["n"] if how == "conflict" else group["counts"].get("problem", 0)
    words = {"new": _("新增事项"), "changed": _("有改动的事项"), "withdrawn": _("撤回的事项"), "restored": _("恢复的事项"),
             "conflict": _("与人工内容不一致")}  # fmt: skip
    return [(how, words[how], n) for how, n in found.items()]


def _inspection(inspection: dict[str, Any]) -> dict[str, Any]:
    groups = []
    for how, words in _HOW.items():
        if group := inspection["groups"].get(how):
            rows = [row for entry in group["rows"] if (row := _row(entry, how))]
            groups.append({
                "how": how, "words": words, "rows": rows, "n": group["n"], "more": max(0, group["n"] - len(group["rows"])),
                "counts": [(_table_name(code), n) for code, n in group["counts"].items()],
                "n_places": len(group["rows"]) - len(rows) if how == "changed" else 0,
            })  # fmt: skip
    return inspection | {"groups": groups}


def _row(row: dict[str, Any], how: str) -> dict[str, Any] | None:
    """A row with its words; None for one of which only places change, or that a count tells enough of."""
    table = row["table"]
    if table not in _LISTED or (how == "new" and table in ("measure", "responsibility")):
        return None
    fields = _fields(row)
    if how == "changed" and not fields:
        return None
    words = row | {"table_name": _table_name(table), "fields": fields}
    if "office" in row:
        words |= {
            "office_name": Status(row["office"]).label,
            "report_name": Status(row["report"]).label if row["report"] else "",
        }
    if table == "claim":
        what, _space, value = row["name"].partition(" ")
        words["name"] = f"{ClaimKind(what).label} {value}"
    elif table == "report":
        kind, _space, number = row["name"].partition(" ")
        words["name"] = f"{ReportKind(kind).label} {number}"
    return words


def _fields(row: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(field, old, new) of what a person would call a change."""
    named = {field.attname: field for field in KIND_BY_CODE[row["table"]].fields()}
    return [
        (named[name].verbose_name, _value(named[name], old), _value(named[name], new))
        for name, old, new in row.get("fields") or []
        if name not in _PLACES
    ]


def _value(field: Field, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _table_name(code: str) -> str:
    return str(_TABLE_WORDS.get(code) or KIND_BY_CODE[code].model._meta.verbose_name)


STEPS = {
    "queued": _("排队等待处理"),
    "starting": _("正在准备"),
    "reading": _("正在读取第 %(done)s 份，共 %(total)s 份"),
    "loading": _("正在核对：第 %(done)s 份，共 %(total)s 份"),
}


def step_words(seen: dict[str, Any]) -> str:
    """Where a worker is."""
    words = STEPS.get(seen.get("step", ""), STEPS["queued"])
    done = min(seen.get("done", 0) + 1, max(seen.get("total", 1), 1))
    return str(words) % {"done": done, "total": seen.get("total", 1)} if "%" in str(words) else str(words)
