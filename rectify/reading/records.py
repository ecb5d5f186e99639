"""The records of sections and items, as READING describes them."""

from typing import Any

from .areas import area_of
from .items import Block
from .measures import declared_measures, read_measures
from .placing import Placed, area_in_outline
from .progress import Progress
from .tables import RowSection

Record = dict[str, Any]
_SEPARATORS = str.maketrans("，,；;", "、、、、")


def section_record(place: Placed) -> Record:
    """The record of a heading; only level 1 has an area."""
    node, para = place.node, place.node.para
    return {
        "record": "section",
        "line": para.number,
        "offset": para.body,
        "level": place.level,
        "marker": para.marker.text if para.marker and node.style not in ("plain", "point") else "",
        "title": para.line[para.body : para.end],
        "area": area_in_outline(node) if place.level == 1 else None,
    }


def row_section_record(found: RowSection, level: int) -> Record:
    """The record of a heading inside a table."""
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


def item_record(block: Block, end_line: int, marker: str, advice: bool, progress: Progress) -> Record:
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


def _responsible(block: Block) -> list[str]:
    names: list[str] = []
    for run in block.of("responsible"):
        for part in run.source.translate(_SEPARATORS).split("、"):
            name = part.strip(" 。.\u3000")
            if name and name not in names and len(name) <= 40:
                names.append(name)
    return names
