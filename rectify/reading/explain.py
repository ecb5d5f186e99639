"""Readings for people: each line with its role, and records as one line of text."""

from collections.abc import Iterator
from typing import Any

from .reader import Reading

ROLE_NAMES = {
    "area": "方面",
    "group": "类别",
    "problem": "问题",
    "measure": "措施",
    "status": "进展",
    "claim": "自报",
    "next": "下一步",
    "contact": "联系",
    "preface": "前言",
    "table": "表格",
    "other": "其他",
}
STATUS_NAMES = {
    "completed": "已完成",
    "completed_ongoing": "已完成并长期坚持",
    "phased": "阶段性完成",
    "in_progress": "正在整改",
    "not_done": "未完成",
    "unstated": "未注明进展",
}


def explained(reading: Reading) -> Iterator[str]:
    """Each line of the document as `number role text`."""
    width = len(str(len(reading.document.lines)))
    for number, (line, role) in enumerate(zip(reading.document.lines, reading.roles, strict=True), 1):
        yield f"{number:>{width}} {ROLE_NAMES.get(role, role)}\t{line}"


def readable(record: dict[str, Any]) -> str:
    """A record as one line (an item with its measures as several)."""
    kind = record["record"]
    if kind == "section":
        return f"{'#' * (record['level'] + 1)} {record['marker']}{record['title']}"
    if kind == "item":
        due = f"，时限 {record['deadline']}" if record["deadline"] else ""
        head = f"- {record['marker']}{record['title']} [{STATUS_NAMES[record['status']]}{due}]（第{record['line']}行）"
        steps = [f"    · {step['marker']}{step['title']}" for step in record["measures"]]
        return "\n".join([head, *steps])
    if kind == "doubt":
        return f"第{record['line']}行：{record['reason']}"
    shown = {
        name: value for name, value in record.items() if name not in ("record", "claims") and value not in (None, [])
    }
    claims = [f"    {claim['what']} {claim['value']}（第{claim['line']}行）" for claim in record.get("claims", [])]
    return "\n".join([f"{kind}：" + "；".join(f"{name} {value}" for name, value in shown.items()), *claims])
