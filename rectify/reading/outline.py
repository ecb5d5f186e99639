"""From paragraphs to sections and items: the outline is built, its lists are understood, and each point is read."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from .areas import area_of
from .document import Document
from .doubts import Doubts
from .items import Block, read_block
from .measures import declared_measures, read_measures
from .paragraphs import Paragraph, is_summary, paragraph
from .parts import holding_parts, is_plan
from .points import Lists, decide, is_advice, names_problem, own_answer, shortcoming_in
from .progress import Progress, progress_of, section_status
from .status import is_statement, status_of_group, status_of_whole
from .tables import RowItem, RowSection, TableReading, read_tables
from .tree import Node, Outline, build
from .vocabulary import OUTLINE

_MANY = 4
_ACCOUNTS = ("整改落实情况", "整改情况", "整改进展", "整改完成情况", "整改任务完成", "整改结果", "问题整改", "整改成效")
_REPEATING = re.compile("长期|持续|未完成|尚未|剩余|正在|推进|重点难点")
_BARE_TITLE = re.compile(r"[^\w]|关于|针对|的?问题|整改")
_OWN = ("measure", "status", "result", "deadline", "responsible")
_ADVICE_STYLES = frozenset(f"noun:{noun}" for noun in OUTLINE["advice_nouns"])
_SHARE_WITH_POINTS = 0.25


@dataclass
class OutlineReading:
    """What the outline of one report holds, in document order; `roles` gives the role of each line by its number."""

    sections: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    doubts: list[dict[str, Any]] = field(default_factory=list)

    def records(self) -> list[dict[str, Any]]:
        """Sections and items in document order."""
        return sorted(self.sections + self.items, key=lambda record: (record["line"], record["offset"]))

    def frame(self, first: int, last: int) -> list[int]:
        """The lines from `first` to `last` before the first section or item and behind the last: they speak of the whole."""
        records = self.records()
        if not records:
            return list(range(first, last + 1))
        end = max(record.get("end_line", record["line"]) for record in records)
        return [*range(first, records[0]["line"]), *range(end + 1, last + 1)]


@dataclass(slots=True)
class Placed:
    """A section or an item found in the outline. An item's `paras` are its lines; a section has only its heading."""

    node: Node
    paras: list[Paragraph]
    level: int
    item: bool
    advice: bool
    above: "Placed | None" = None
    statuses: list[Progress] = field(default_factory=list)


def read_outline(document: Document, first: int, last: int, reference: date | None = None) -> OutlineReading:
    """Sections, items, roles and doubts of the report in lines `first` to `last` (from 1, both counted)."""
    paragraphs = [paragraph(number, document.lines[number - 1]) for number in range(first, last + 1)]
    tables = read_tables(paragraphs)
    outline = build([para for para in paragraphs if para.number not in tables.lines])
    lists = decide(list(outline.root.walk()))
    holders = _above_tables(outline.root, tables)
    placed = list(_place(outline.root, lists))
    if tables.found:
        placed = [place for place in placed if place.item and id(place.node) not in holders and own_answer(place.node)]
    reading = _read(placed, outline, reference)
    if tables.found:
        _read_rows(reading, tables, holders, reference)
    return reading


def _above_tables(root: Node, tables: TableReading) -> dict[int, Node]:
    """The headings right above tables, by identity."""
    holders: dict[int, Node] = {}
    rows = sorted(tables.lines)
    nodes = [node for node in root.walk() if node.para]
    for before, after in zip_longest(nodes, nodes[1:]):
        at = bisect_left(rows, before.line)
        if at < len(rows) and (after is None or rows[at] < after.line):
            holders[id(before)] = before
    return holders


def _read_rows(reading: OutlineReading, tables: TableReading, holders: dict[int, Node], reference: date | None) -> None:
    """Add the items and headings of tables, and the headings above them."""
    doubts = Doubts(reading.doubts)
    above = sorted((node for node in holders.values() if _heads_table(node, len(holders))), key=lambda node: node.line)
    for node in above:
        _add_section(reading, Placed(node, [], 1, False, False))
    for number in tables.lines:
        reading.roles[number] = "table"
    for found in tables.found:
        heading = next((node for node in reversed(above) if node.line < _line_of(found)), None)
        if isinstance(found, RowSection):
            under_area = heading is not None and area_of(heading.para.text) not in ("other", "recommendations")
            reading.sections.append(_row_section(found, found.level + under_area))
            continue
        advice = found.advice or bool(heading and is_advice(heading.para.text[:60]))
        progress = progress_of(found.block, reference)
        if heading and (said := section_status(heading)):
            progress = progress.or_inherited(said, None)
        record = item_record(found.block, found.paras[-1].number, found.marker, advice, progress)
        reading.items.append(record)
        doubts.item(record, progress)


def _line_of(found: RowItem | RowSection) -> int:
    return found.cell.para.number if isinstance(found, RowSection) else found.block.para.number


def _heads_table(node: Node, holders: int) -> bool:
    return holders > 1 or area_of(node.para.text) != "other"


def _row_section(found: RowSection, level: int) -> dict[str, Any]:
    para, cell = found.cell.para, found.cell
    return {
        "record": "section",
        "line": para.number,
        "offset": found.offset,
        "level": level,
        "marker": found.marker,
        "title": para.line[found.offset : cell.end],
        "area": area_of(cell.text) if level == 1 else None,
    }


def _place(root: Node, lists: Lists) -> Iterator[Placed]:
    parts = holding_parts(root, lists)
    habit = _habit_of_unmarked_items(root, lists)
    for part in parts:
        above, level = None, 1
        if part is not root and _shows(part, parts, lists):
            above = Placed(part, [], 1, False, is_advice(part.para.text[:60]))
            yield above
            level = 2 if _is_area(part) else 1
        waiting = [(point, level, above) for point in reversed(lists.points_of(part))]
        if part is not root and not waiting:
            yield Placed(part, _lines(part), 1, True, is_advice(part.para.text[:60]))
        while waiting:
            node, depth, up = waiting.pop()
            if is_plan(node):
                continue
            points = lists.points_of(node)
            advice = bool(up and up.advice) or names_advice(node, bool(points))
            unmarked = None if points else _unmarked_item(node, habit)
            if not points and unmarked is None:
                yield Placed(node, _lines(node), depth, True, advice, up)
                continue
            section = Placed(node, [], depth, False, advice, up)
            yield section
            if unmarked is not None:
                yield Placed(
                    node, [para for para in _lines(node) if para.number >= unmarked], depth + 1, True, advice, section
                )
            below = depth if node.style == "plain" and _holds_areas(points) else depth + 1
            waiting.extend((point, below, section) for point in reversed(points))


def names_advice(node: Node, section: bool) -> bool:
    """Whether a heading, or the numbering of a point (建议1:), says that recommendations are answered here."""
    return node.style in _ADVICE_STYLES or (section and is_advice(node.para.text[:60]))


def _shows(part: Node, parts: list[Node], lists: Lists) -> bool:
    """Whether a part is a section of its own and not just the frame around the areas."""
    points = lists.points_of(part)
    if not points:
        return False
    title = part.para.text.rstrip("。.:; ")
    if title.endswith(("方面", "方面问题", "方面的问题")) or (
        ("整改" not in title) and (names_problem(title) or shortcoming_in(title))
    ):
        return True
    return len(parts) > 1 or not any(lists.points_of(point) for point in points)


def _is_area(part: Node) -> bool:
    return _area(part) not in ("other", "recommendations")


def _area(node: Node) -> str:
    """The area of a heading; one that only says that answers follow (问题整改落实情况) names none."""
    title = node.para.text
    below = [child.para.text[:60] for child in node.children if child.para] if node.para.marker else []
    area = area_of(title, below)
    if area == "oversight" and node.style in ("dun", "part", "plain") and any(word in title for word in _ACCOUNTS):
        return "other"
    return area


def _holds_areas(points: list[Node]) -> bool:
    return any(point.style in ("paren", "dun") for point in points)


def _lines(node: Node) -> list[Paragraph]:
    paras: list[Paragraph] = []
    for below in node.walk():
        if below.para:
            paras.append(below.para)
        paras.extend(below.body)
    return paras


def _habit_of_unmarked_items(root: Node, lists: Lists) -> set[tuple[str, str]]:
    """Kinds of headings that elsewhere in the document hold points: there an unnumbered problem is a point too."""
    counts: dict[tuple[str, str], list[int]] = {}
    for node in root.walk():
        if node.parent is not None and node.parent.parent is not None:
            count = counts.setdefault((node.style, node.parent.style), [0, 0])
            count[0] += bool(lists.points_of(node))
            count[1] += 1
    return {key for key, (with_points, total) in counts.items() if with_points / total >= _SHARE_WITH_POINTS}


def _unmarked_item(node: Node, habit: set[tuple[str, str]]) -> int | None:
    """The line of the unnumbered problem under a heading that, by the document's habit, is a group; or None."""
    if node.parent is None or (node.style, node.parent.style) not in habit or len(node.body) < 2:
        return None
    first = node.body[0]
    if first.labels or not any(para.says("measure", "status") for para in node.body[1:]):
        return None
    if own_answer(Node(node.para, node.style, None)):
        return None
    return first.number


def _read(placed: list[Placed], outline: Outline, reference: date | None) -> OutlineReading:
    reading = OutlineReading()
    doubts = Doubts(reading.doubts)
    whole = _whole_status(outline)
    merged = _merge_answered_together(placed)
    blocks: list[tuple[Placed, Block, Progress]] = []
    apart = _answers_stand_apart(merged)
    looks_ahead = any(
        is_summary(para)
        for place, after in zip(merged, merged[1:], strict=False)
        if place.item and after.item
        for para in place.paras
    )
    for place, following in zip_longest(merged, merged[1:]):
        if place.item:
            _trim(place, following, looks_ahead)
            steps = frozenset(para.number for para in place.paras if para.marker)
            block = read_block(place.paras, steps, apart)
            blocks.append((place, block, progress_of(block, reference)))
    merged, blocks = _without_repeats(merged, blocks)
    _share_group_statuses(blocks)
    by_place = {id(place): (block, progress) for place, block, progress in blocks}
    for place in merged:
        if place.item:
            block, progress = by_place[id(place)]
            progress = progress.or_inherited(_inherited(place), whole)
            _add_item(reading, doubts, place, block, progress)
        else:
            _add_section(reading, place)
        doubts.numbering(place.node)
    for para in outline.closing:
        reading.roles[para.number] = "contact"
    return reading


def _answers_stand_apart(placed: list[Placed]) -> bool:
    """Whether the document answers its points in labelled paragraphs of their own."""
    items = [place for place in placed if place.item]
    apart = sum(any(para.says("measure") for para in place.paras[1:]) for place in items)
    return apart * 2 > len(items)


def _inherited(place: Placed) -> Progress | None:
    above = place.above
    while above is not None:
        said = section_status(above.node)
        if said:
            return said
        above = above.above
    return None


def _whole_status(outline: Outline) -> Progress | None:
    for node in [outline.root, *outline.root.children]:
        for para in node.body[:30]:
            said = status_of_whole(para.plain[para.start : para.end])
            if said:
                return Progress(said.value, para.number, None, None, "whole")
    return None


Blocks = list[tuple[Placed, Block, Progress]]


def _without_repeats(placed: list[Placed], blocks: Blocks) -> tuple[list[Placed], Blocks]:
    """A later part that lists again what is still to be done says how far those points are; it adds none."""
    first: dict[str, Progress] = {}
    again: set[int] = set()
    for place, block, progress in blocks:
        name = _BARE_TITLE.sub("", block.title)
        top = _top(place)
        known = first.get(name)
        if known is None or not name or top is None or not _REPEATING.search(top.node.para.text[:60]):
            first.setdefault(name, progress)
            continue
        again.add(id(place))
        if known.value == "unstated" and progress.value != "unstated":
            known.value, known.line, known.how = progress.value, progress.line, "list"
            known.deadline, known.deadline_text = progress.deadline, progress.deadline_text
    if not again:
        return placed, blocks
    kept_items = [place for place in placed if place.item and id(place) not in again]
    needed = {id(above) for place in kept_items for above in _above(place)}
    tops = {id(top): top for place in kept_items if (top := _top(place))}
    if len(tops) == 1 and any(place.above is not None and place.level == 1 for place in placed if not place.item):
        needed -= {key for key, top in tops.items() if top.node.style in ("dun", "part")}
    kept = [place for place in placed if id(place) in needed or (place.item and id(place) not in again)]
    return kept, [entry for entry in blocks if id(entry[0]) not in again]


def _above(place: Placed) -> Iterator[Placed]:
    above = place.above
    while above is not None:
        yield above
        above = above.above


def _top(place: Placed) -> Placed | None:
    above = place.above
    while above is not None and above.above is not None:
        above = above.above
    return above


def _share_group_statuses(blocks: list[tuple[Placed, Block, Progress]]) -> None:
    """以上问题均已整改完成 behind the last point of a group speaks for all of them."""
    for index, (place, _block, _progress) in enumerate(blocks):
        last = place.paras[-1]
        said = status_of_group(last.plain[last.start : last.end]) if len(place.paras) > 1 else None
        if not said:
            continue
        at = index
        alone = index == len(blocks) - 1 and not any(progress.how == "group" for _, _, progress in blocks)
        while at >= 0 and (alone or blocks[at][0].above is place.above):
            progress = blocks[at][2]
            if at < index and progress.how == "group":
                break
            if progress.value == "unstated" or at == index:
                progress.value, progress.line, progress.how = said.value, last.number, "group"
            at -= 1


def _merge_answered_together(placed: list[Placed]) -> list[Placed]:
    """Points without a word of answer that stand right before an answered one are answered with it."""
    merged: list[Placed] = []
    pending: list[Placed] = []
    answered = sum(_has_answer(place) for place in placed if place.item)
    total = sum(place.item for place in placed)
    usual = total >= _MANY and answered / total >= 0.6
    for place in placed:
        if pending and (not place.item or place.node.parent is not pending[-1].node.parent):
            merged.extend(pending)
            pending = []
        if place.item and usual and len(place.paras) == 1 and not _has_answer(place):
            pending.append(place)
            continue
        if pending:
            place.paras = [para for other in pending for para in other.paras] + place.paras
            place.node = pending[0].node
            pending = []
        merged.append(place)
    return merged + pending


def _has_answer(place: Placed) -> bool:
    return (
        len(place.paras) > 1
        or any(label.role in ("measure", "status") for label in place.paras[0].labels)
        or _tells(place.paras[0])
    )


def _tells(para: Paragraph) -> bool:
    block = read_block([para], frozenset(), False)
    return bool(block.title_status) or any(run.text.strip(" 。;") for run in block.runs)


def _trim(place: Placed, following: Placed | None, looks_ahead: bool) -> None:
    """Drop what only looks back or ahead over the whole behind the last item of a part.

    `looks_ahead`: items of this document end in plans of their own, so only what follows a status is cut off.
    """
    if following is not None and following.above is not None and following.above is place.above:
        return
    labelled = (at for at, para in enumerate(place.paras) if para.says(*_OWN) or is_statement(para.text))
    last_label = max(labelled, default=0)
    said = any(para.says("status") for para in place.paras)
    for at, para in enumerate(place.paras):
        if at > max(last_label, 1 - said) and (said or not looks_ahead) and is_summary(para):
            del place.paras[at:]
            return


def _add_section(reading: OutlineReading, place: Placed) -> None:
    node = place.node
    para = node.para
    title = para.line[para.body : para.end]
    record: dict[str, Any] = {
        "record": "section",
        "line": para.number,
        "offset": para.body,
        "level": place.level,
        "marker": para.marker.text if para.marker and node.style not in ("plain", "point") else "",
        "title": title,
        "area": None,
    }
    if place.level == 1:
        record["area"] = _area(node)
    reading.sections.append(record)
    reading.roles[para.number] = "area" if place.level == 1 else "group"
    for below in node.body:
        reading.roles.setdefault(below.number, "other")


def _add_item(reading: OutlineReading, doubts: Doubts, place: Placed, block: Block, progress: Progress) -> None:
    marker = block.para.marker
    advice = place.advice or _advises(block.para)
    record = item_record(block, place.paras[-1].number, marker.text if marker else "", advice, progress)
    reading.items.append(record)
    _item_roles(reading.roles, place, block)
    doubts.item(record, progress)


def item_record(block: Block, end_line: int, marker: str, advice: bool, progress: Progress) -> dict[str, Any]:
    """The record of an item."""
    return {
        "record": "item",
        "line": block.para.number,
        "offset": block.offset,
        "end_line": end_line,
        "marker": marker,
        "kind": "recommendation" if advice else "problem",
        "title": block.title,
        "status": progress.value,
        "status_line": progress.line,
        "deadline": progress.deadline,
        "deadline_text": progress.deadline_text,
        "declared_measures": declared_measures(block),
        "responsible": _responsible(block),
        "measures": [
            {"line": step.line, "offset": step.offset, "marker": step.marker, "title": step.title}
            for step in read_measures(block)
        ],
    }


def _advises(para: Paragraph) -> bool:
    return para.label is not None and para.label.role == "advice"


def _responsible(block: Block) -> list[str]:
    names: list[str] = []
    for run in block.of("responsible"):
        for name in (
            run.source.replace("，", "、").replace(",", "、").replace("；", "、").replace(";", "、").split("、")
        ):
            name = name.strip(" 。.\u3000")
            if name and name not in names and len(name) <= 40:
                names.append(name)
    return names


_ROLE_OF_RUN = {"deadline": "status", "responsible": "other", "result": "measure", "cause": "problem", "goal": "other"}


def _item_roles(roles: dict[int, str], place: Placed, block: Block) -> None:
    for run in block.runs:
        if run.role != "lead" and run.para is not block.para:
            roles.setdefault(run.para.number, _ROLE_OF_RUN.get(run.role, run.role))
    roles[block.para.number] = "problem"
    for para in place.paras:
        roles.setdefault(para.number, "measure" if para.label and para.label.role == "measure" else "other")
