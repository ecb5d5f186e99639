"""From paragraphs to sections and items: the outline is built, its lists are understood, and each point is read."""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, zip_longest
from typing import Any

from .areas import area_of
from .document import Document
from .doubts import Doubts
from .items import Block, read_block
from .nodes import Node
from .numbered_parts import join_parts_by_number
from .paragraphs import Paragraph, is_summary, paragraph
from .parts import is_plan
from .placing import Placed, find_places
from .points import decide, is_advice, own_answer
from .progress import Progress, progress_of, section_status
from .records import item_record, row_section_record, section_record
from .status import is_statement, opening_statement, status_of_following
from .tables import RowItem, RowSection, TableReading, read_tables
from .text import normal
from .together import (
    Blocks,
    inherited,
    merge_answered_together,
    remains,
    share_group_statuses,
    tells_answer,
    whole_status,
    without_bare_list,
    without_repeats,
)
from .tree import Outline, build

_OWN = ("measure", "status", "result", "deadline", "responsible")
_CONCLUDING = ("status", "deadline", "responsible")
_FEWEST_ALIKE = 3
_ROLE_OF_RUN = {"deadline": "status", "responsible": "other", "result": "measure", "cause": "problem", "goal": "other"}


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
        """The lines from `first` to `last` before the first item and behind the last: they speak of the whole.

        Headings do not, but for those that tell how far the points below them are (以下7个问题已完成整改:).
        """
        records = self.records()
        if not records:
            return list(range(first, last + 1))
        end = max(record.get("end_line", record["line"]) for record in records)
        begin = min(record["line"] for record in self.items or records)
        telling = {section["line"] for section in self.sections if status_of_following(normal(section["title"]))}
        headings = {section["line"] for section in self.sections} - telling
        around = {*range(first, begin), *range(end + 1, last + 1)} - headings
        return sorted(around | telling)


def read_outline(document: Document, first: int, last: int, reference: date | None = None) -> OutlineReading:
    """Sections, items, roles and doubts of the report in lines `first` to `last` (from 1, both counted)."""
    paragraphs = [paragraph(number, document.lines[number - 1]) for number in range(first, last + 1)]
    tables = read_tables(paragraphs)
    outline = build([para for para in paragraphs if para.number not in tables.lines])
    join_parts_by_number(outline.root)
    lists = decide(list(outline.root.walk()))
    holders = _above_tables(outline.root, tables)
    placed = list(find_places(outline.root, lists))
    rows_alone = True
    if tables.found:
        answered = [
            place for place in placed if place.item and id(place.node) not in holders and own_answer(place.node)
        ]
        rows_alone = len(answered) < max(_FEWEST_ALIKE, sum(isinstance(found, RowItem) for found in tables.found))
        placed = answered if rows_alone else [place for place in placed if id(place.node) not in holders]
    reading = _read(placed, outline, reference)
    for number in tables.lines:
        reading.roles[number] = "table"
    if tables.found and (rows_alone or not _only_remain(tables, holders)):
        _read_rows(reading, tables, holders, reference)
    if reading.items:
        end = max(item["end_line"] for item in reading.items)
        reading.roles = dict.fromkeys(range(end + 1, last + 1), "next") | reading.roles
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
    for found in tables.found:
        heading = next((node for node in reversed(above) if node.line < _line_of(found)), None)
        if isinstance(found, RowSection):
            under_area = heading is not None and area_of(heading.para.text) not in ("other", "recommendations")
            reading.sections.append(row_section_record(found, found.level + under_area))
            continue
        advice = found.advice or bool(heading and is_advice(heading.para.text[:60]))
        progress = progress_of(found.block, reference)
        if heading and (said := section_status(heading)):
            progress = progress.orinherited(said, None)
        record = item_record(found.block, found.paras[-1].number, found.marker, advice, progress)
        reading.items.append(record)
        doubts.item(record, progress)


def _only_remain(tables: TableReading, holders: dict[int, Node]) -> bool:
    """Whether tables beside items in running text only list again what is still to be done about them."""
    headed = all(is_plan(node) or remains(node) for node in holders.values()) if holders else False
    answered = any(
        found.block.of("measure", "status", "result") for found in tables.found if isinstance(found, RowItem)
    )
    return headed or not answered


def _line_of(found: RowItem | RowSection) -> int:
    return found.cell.para.number if isinstance(found, RowSection) else found.block.para.number


def _heads_table(node: Node, holders: int) -> bool:
    return holders > 1 or area_of(node.para.text) != "other"


def _read(placed: list[Placed], outline: Outline, reference: date | None) -> OutlineReading:
    reading = OutlineReading()
    doubts = Doubts(reading.doubts)
    whole = whole_status(outline)
    merged = merge_answered_together(without_bare_list(placed))
    merged, blocks = without_repeats(merged, _read_blocks(merged, reference))
    share_group_statuses(blocks)
    read = {id(found): (block, progress) for found, block, progress in blocks}
    for found in merged:
        if found.item:
            block, progress = read[id(found)]
            _add_item(reading, doubts, found, block, progress.or_inherited(inherited(found), whole))
        else:
            _add_section(reading, found)
        doubts.numbering(found.node)
    begin = min((item["line"] for item in reading.items), default=0)
    for para in outline.closing:
        if para.number > begin:
            reading.roles[para.number] = "contact"
    return reading


def _read_blocks(placed: list[Placed], reference: date | None) -> Blocks:
    """Each item with what its own lines say."""
    blocks: Blocks = []
    apart = _answers_stand_apart(placed)
    looks_ahead = any(
        any(map(is_summary, found.paras)) for found, after in pairwise(placed) if found.item and after.item
    )
    concluding = _statements_conclude(placed)
    for found, following in zip_longest(placed, placed[1:]):
        if found.item:
            if concluding and (following is None or following.above is not found.above):
                _end_at_statement(found)
            _trim(found, following, looks_ahead)
            steps = frozenset(para.number for para in found.paras if para.marker)
            block = read_block(found.paras, steps, apart)
            blocks.append((found, block, progress_of(block, reference)))
    return blocks


def _answers_stand_apart(placed: list[Placed]) -> bool:
    """Whether the document answers its points in labelled paragraphs of their own."""
    items = [place for place in placed if place.item]
    apart = sum(any(para.says("measure") for para in place.paras[1:]) for place in items)
    return apart * 2 > len(items)


def _statements_conclude(placed: list[Placed]) -> bool:
    """Whether the items of this document end with their statements of progress, by those that another one follows."""
    inner = [found for found, after in pairwise(placed) if found.item and after.item and after.above is found.above]
    return len(inner) >= _FEWEST_ALIKE and all(_concludes(found.paras[-1]) for found in inner)


def _concludes(para: Paragraph) -> bool:
    return para.says(*_CONCLUDING) or opening_statement(para.text) >= len(para.text) > 0


def _end_at_statement(place: Placed) -> None:
    last = max((at for at, para in enumerate(place.paras) if _concludes(para)), default=0)
    if last:
        del place.paras[last + 1 :]


def _trim(place: Placed, following: Placed | None, looks_ahead: bool) -> None:
    """Drop what only looks back or ahead over the whole behind the last item of a part.

    `looks_ahead`: items of this document end in plans of their own, so only what follows a status is cut off.
    """
    if following is not None and following.above is not None and following.above is place.above:
        return
    labelled = (at for at, para in enumerate(place.paras) if para.says(*_OWN) or is_statement(para.text))
    last_label = max(labelled, default=0)
    said = any(para.says("status") for para in place.paras)
    answered = said or tells_answer(place.paras[0])
    for at, para in enumerate(place.paras):
        if at > max(last_label, 1 - answered) and (said or not looks_ahead) and is_summary(para):
            del place.paras[at:]
            return


def _add_section(reading: OutlineReading, found: Placed) -> None:
    record = section_record(found)
    reading.sections.append(record)
    reading.roles[record["line"]] = "area" if found.level == 1 else "group"
    for below in found.node.body:
        reading.roles.setdefault(below.number, "other")


def _add_item(reading: OutlineReading, doubts: Doubts, place: Placed, block: Block, progress: Progress) -> None:
    marker = block.para.marker
    advice = place.advice or _advises(block.para)
    record = item_record(block, place.paras[-1].number, marker.text if marker else "", advice, progress)
    reading.items.append(record)
    _item_roles(reading.roles, place, block)
    doubts.item(record, progress)


def _advises(para: Paragraph) -> bool:
    return para.label is not None and para.label.role == "advice"


def _item_roles(roles: dict[int, str], place: Placed, block: Block) -> None:
    for run in block.runs:
        if run.role != "lead" and run.para is not block.para:
            roles.setdefault(run.para.number, _ROLE_OF_RUN.get(run.role, run.role))
    roles[block.para.number] = "problem"
    for para in place.paras:
        roles.setdefault(para.number, "measure" if para.label and para.label.role == "measure" else "other")
