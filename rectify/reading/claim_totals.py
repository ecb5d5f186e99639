"""What each total in a sentence counts, and the book of what a report has counted so far."""

import re
from dataclasses import dataclass, field
from typing import Any

from . import vocabulary
from .counts import Count

_WORDS = vocabulary.load("claims")
_BREAKING = re.compile("|".join(_WORDS["verbs"]["breaking"]))
_TOLD = re.compile("|".join(_WORDS["verbs"]["told"]))
_SUBSET = re.compile("|".join(_WORDS["partial"]["subset"]))
_TOTAL_SAID = re.compile("(?:共计|共有|合计|总计|共|一共)[^,。;]{0,8}$")
_ANEW = re.compile("针对|围绕|对照|[,。;](?:将|把|对)|^(?:将|把|对)")
LISTS = {"problem": "problems", "task": "tasks", "measure": "measures"}


@dataclass
class Book:
    """The totals said so far, latest last, and the claims made of them."""

    totals: list[tuple[str, int]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)

    def latest(self, kind: str) -> int | None:
        return next((value for name, value in reversed(self.totals) if name == kind), None)

    def list_of(self, value: int) -> str | None:
        """The list whose total is this value, the latest said first."""
        return next((name for name, total in reversed(self.totals) if total == value and name in LISTS), None)


def follows_verb(line: str, count: Count) -> bool:
    """Whether a count of measures follows its verb at once (明确措施71项, 制定71条措施): nobody else's measures."""
    return bool(
        re.search("(?:制定|制订|明确|提出|细化|形成|列出|确定|梳理|共|[,。;])(?:了|出|的)?$|^$", line[: count.start])
    )


def name_totals(line: str, totals: list[Count], book: Book) -> list[tuple[Count, str]]:
    """What each total counts: by its noun, by which side of the breaking verb it stands on, by its neighbours."""
    totals = _without_subsets(line, _without_components(line, totals))
    named: list[tuple[Count, str]] = []
    for index, count in enumerate(totals):
        kind = _kind_of_total(line, totals, index, book)
        if kind:
            named.append((count, kind))
    return named


def _without_components(line: str, totals: list[Count]) -> list[Count]:
    """Leave out the parts of a sum that the sentence itself draws (46项, 21项, 共67项)."""
    kept = list(totals)
    for index, count in enumerate(totals):
        if index < 2 or not _TOTAL_SAID.search(line[totals[index - 1].end : count.start]):
            continue
        parts: list[Count] = []
        for earlier in reversed(totals[:index]):
            if earlier.unit == count.unit and sum(p.value for p in parts) + earlier.value <= count.value:
                parts.append(earlier)
        if len(parts) > 1 and sum(p.value for p in parts) == count.value:
            kept = [c for c in kept if c not in parts]
    return kept


def _without_subsets(line: str, totals: list[Count]) -> list[Count]:
    """Leave out counts behind 其中: they are parts of one that stands before."""
    kept = []
    for count in totals:
        subset = max((m.end() for m in _SUBSET.finditer(line, 0, count.start)), default=-1)
        earlier = [c for c in kept if c.start < subset and c.value >= count.value]
        if subset < 0 or not earlier or re.search("[。;]", line[subset : count.start]):
            kept.append(count)
    return kept


def _kind_of_total(line: str, totals: list[Count], index: int, book: Book) -> str | None:
    count = totals[index]
    if count.kind in ("area", "recommendation", "measure", "category"):
        return _settled(line, count)
    said = book.list_of(count.value) if count.kind in ("problem", "concrete", "detail", "task") else None
    if said in ("problem", "task"):
        return said
    own = _is_own(line, count)
    later = [c for c in totals[index + 1 :] if c.kind not in ("area", "measure", "recommendation")]
    earlier = [c for c in totals[:index] if c.kind not in ("area", "measure", "recommendation")]
    if count.kind == "task":
        if not own and not _is_rectification(line, count, book):
            return None
        return "category" if _is_broken_down(line, count, later) else "task"
    if count.kind == "detail":
        return (
            "task"
            if own or any(_counts_problems(c) and c.value < count.value for c in _same_breath(line, totals, index))
            else "problem"
        )
    if count.kind in ("problem", "concrete"):
        return _problem_or_task(line, count, own, book, earlier, later)
    if own and count.unit in ("项", "条", "个", "点", "件"):
        finer = [c for c in later if c.value > count.value and _is_own(line, c)]
        if finer:
            return "category"
        return "task" if earlier or _about_problems(line, count) else None
    if not own and re.search("问题(?:共|计)?$", line[: _chain_start(totals, index)]):
        return "problem"
    if not own and later and _TOLD.search(line[: count.start]):
        return "category" if any(c.value > count.value for c in later) else None
    return None


def _chain_start(totals: list[Count], index: int) -> int:
    """Where the run of counts begins that ends with this one, nothing but marks between them."""
    while index and totals[index].start - totals[index - 1].end <= 1:
        index -= 1
    return totals[index].start


def _is_rectification(line: str, count: Count, book: Book) -> bool:
    """Whether counted matters are those of the rectification: by their name, by what was told, or by a total known."""
    near = re.split("[,。;:、]", line[max(0, count.start - 12) : count.start])[-1] + line[count.start : count.end]
    return "整改" in near or bool(_TOLD.search(near)) or any(total == count.value for _, total in book.totals)


def _settled(line: str, count: Count) -> str | None:
    if count.kind == "measure" and not re.search("整改|问题|巡", line) and not follows_verb(line, count):
        return None
    if count.kind == "recommendation":
        lead = re.split("[,。;]", line[: count.start])[-1] + line[count.start : count.end]
        if not re.search("巡|反馈|整改", line) or re.search(
            "征求|征集|收集|听取|收到|职工|群众|网民|师生|学生|患者", lead
        ):
            return None
    return count.kind


def _is_own(line: str, count: Count) -> bool:
    """Whether the nearest verb before a count is the report's own breaking down, and not what the team told."""
    before = line[: count.start]
    breaking = max((m.end() for m in _BREAKING.finditer(before)), default=-1)
    told = max((m.end() for m in _TOLD.finditer(before)), default=-1)
    anew = max((m.end() for m in _ANEW.finditer(before)), default=-1)
    return breaking > told and breaking > anew


def _is_broken_down(line: str, count: Count, later: list[Count]) -> bool:
    """Whether a count of matters is itself broken into a finer own list right after it (针对32个事项,细化为56条)."""
    return any(
        c.value > count.value
        and c.kind in (None, "task", "concrete", "detail", "problem")
        and not _is_own(line, count)
        and _is_own(line, c)
        for c in later
    )


def _same_breath(line: str, totals: list[Count], index: int) -> list[Count]:
    """The counts that stand before one in the same sentence, not parted by more than a few words."""
    found = []
    for count in reversed(totals[:index]):
        if totals[index].start - count.end > 60:
            break
        found.append(count)
    return found


def _counts_problems(count: Count) -> bool:
    return count.kind in ("problem", "concrete", "category")


def _problem_or_task(
    line: str, count: Count, own: bool, book: Book, earlier: list[Count], later: list[Count]
) -> str | None:
    """A count of problems: as fed back, or the report's own finer list."""
    finer_own = [
        c for c in later if c.value > count.value and c.kind in (None, "task", "concrete", "detail", "problem")
    ]
    coarser = [c for c in earlier if c.value < count.value and c.kind in ("problem", "concrete")]
    if own:
        if book.latest("problem") == count.value or any(
            _counts_problems(c) and c.value == count.value for c in earlier
        ):
            return "problem"
        if finer_own and count.kind in ("problem", "concrete"):
            return "problem"
        return "task"
    if coarser and count.kind == "concrete":
        return "task"
    if _TOLD.search(line[: count.start]) or finer_own or "反馈" in count.noun or re.search("巡|整改", line):
        return "problem"
    return None


def _about_problems(line: str, count: Count) -> bool:
    return bool(re.search("问题|意见|反馈", line[: count.start]))
