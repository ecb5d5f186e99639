"""Where the reader is unsure, said so that a person can look: a kind, a place, a reason in plain Chinese."""

from typing import Any

from .nodes import Node
from .progress import Progress

_HOW = {
    "text": "进展没有单独注明，按文中一句话判断",
    "promise": "没有注明进展，按文中承诺的时间判断为正在整改",
    "section": "进展按所在标题判断",
    "group": "进展按一组问题后的一句话判断",
    "list": "进展按后文重列的清单判断",
    "whole": "进展按全文的概括判断",
}


class Doubts:
    """Collects doubts into a list of records {record, kind, line, offset, code, reason}."""

    def __init__(self, records: list[dict[str, Any]]) -> None:
        self.records = records

    def add(self, code: str, line: int, offset: int, reason: str) -> None:
        self.records.append(
            {"record": "doubt", "kind": code, "code": code, "line": line, "offset": offset, "reason": reason}
        )

    def item(self, item: dict[str, Any], progress: Progress) -> None:
        """Doubts about one item record."""
        line, offset = item["line"], item["offset"]
        if progress.how in _HOW:
            self.add("status_inferred", line, offset, _HOW[progress.how])
        if progress.value == "unstated":
            self.add("status_unstated", line, offset, "没有找到这一项的进展")
        if not item["measures"]:
            self.add("no_measures", line, offset, "没有找到这一项的整改措施")
        declared = item["declared_measures"]
        if declared is not None and declared != len(item["measures"]):
            self.add("measures_differ", line, offset, f"自称制定措施{declared}条，文中列出{len(item['measures'])}条")

    def numbering(self, node: Node) -> None:
        """A number that skips or repeats in its list."""
        para = node.para
        if para is None or para.marker is None:
            return
        if node.skipped:
            self.add("number_skipped", para.number, para.start, f"序号跳到“{para.marker.text}”，前面缺{node.skipped}个")
        if node.repeated:
            self.add("number_repeated", para.number, para.start, f"序号“{para.marker.text}”与前一项重复")
