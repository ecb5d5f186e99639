"""Ruled tables of PDF pages as rows of texts, put together again where a page's end parts them."""

from dataclasses import dataclass, field
from typing import Any

from .lines import Line, joined, lines_of

_SENTENCE_ENDS = "。；;！!？?）)"
_SAME_COLUMN = 6.0  # points between the edges of a column on two pages
_FULL = 1.6  # of the font size that a full line of a cell may leave empty at its right
_TOUCH = 1.0  # points
_GAP = 3.0  # points between two pieces of one upright rule
_PADDING = 6.0  # points between a cell's text and its rule


@dataclass
class Row:
    """The texts of a row by column; `merged` are the columns whose cell began in a row above."""

    texts: list[str]
    merged: set[int] = field(default_factory=set)


@dataclass
class Table:
    """The rows of one table.

    `page` is where it begins and `last_page` where it ends; `box` is its place on the first; `edges` are its columns' left edges.
    """

    page: int
    last_page: int
    box: tuple[float, float, float, float]
    edges: list[float]
    rows: list[Row] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.box[1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside of the table."""
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]


def ruled_tables(page: Any, characters: list[dict[str, Any]], number: int) -> list[Table]:
    """Return the ruled tables of a page with at least two columns and some text, from top to bottom."""
    found = []
    for ruled in page.find_tables({"explicit_horizontal_lines": _missing_rules(page)}):
        edges = sorted({round(cell[0], 1) for cell in ruled.cells})
        if len(edges) < 2:
            continue
        table = Table(number, number, ruled.bbox, edges)
        table.rows = _rows(ruled, [one for one in characters if table.holds(*middle(one))], number)
        if sum(1 for row in table.rows for text in row.texts if text) > 1:
            found.append(table)
    return sorted(found, key=lambda table: table.top)


def continued(before: Table, after: Table) -> bool:
    """Whether a table on the next page has the same columns, so that it goes on with the one before."""
    return (
        after.page == before.last_page + 1
        and len(before.edges) == len(after.edges)
        and all(abs(one - other) < _SAME_COLUMN for one, other in zip(before.edges, after.edges, strict=True))
    )


def append(before: Table, after: Table) -> None:
    """Add the rows of a table's continuation, without a repeated heading, a row parted by the page's end put together."""
    rows = after.rows[_repeated_heading(before.rows, after.rows) :]
    if rows and before.rows and not rows[0].texts[0]:
        last, first = before.rows[-1], rows[0]
        if _goes_on(last.texts, first.texts):
            last.texts = [joined(one, other) for one, other in zip(last.texts, first.texts, strict=True)]
            rows = rows[1:]
        else:  # the cells merged downwards are not said again after a page's end
            blanks = next((index for index, text in enumerate(first.texts) if text), 0)
            first.texts[:blanks] = last.texts[:blanks]
            first.merged.update(range(blanks))
    for row in rows:
        for column in row.merged if before.rows else ():
            row.texts[column] = before.rows[-1].texts[column]
        before.rows.append(row)
    before.last_page = after.last_page


def _repeated_heading(before: list[Row], after: list[Row]) -> int:
    """How many rows at the beginning of a continuation are those that the table itself begins with."""
    count = 0
    while (
        count < min(len(before), len(after)) and before[count].texts == after[count].texts and any(after[count].texts)
    ):
        count += 1
    return count


def _goes_on(last: list[str], row: list[str]) -> bool:
    """Whether the longest text of a row goes on with a sentence that the row before has not ended."""
    column = max(range(len(row)), key=lambda index: len(row[index]))
    return bool(last[column]) and last[column][-1] not in _SENTENCE_ENDS


def _missing_rules(page: Any) -> list[float]:
    """Heights at which the upright rules of a table end together, where some programs draw no rule across at a page's end."""
    upright = sorted((edge for edge in page.edges if edge["orientation"] == "v"), key=lambda edge: edge["top"])
    stretches: list[list[dict[str, Any]]] = []
    reach = 0.0
    for edge in upright:
        if not stretches or edge["top"] > reach + _GAP:
            stretches.append([])
            reach = edge["bottom"]
        stretches[-1].append(edge)
        reach = max(reach, edge["bottom"])
    heights: list[float] = []
    for stretch in stretches:
        top, bottom = min(edge["top"] for edge in stretch), max(edge["bottom"] for edge in stretch)
        for height, side in ((top, "top"), (bottom, "bottom")):
            if len({round(edge["x0"]) for edge in stretch if abs(edge[side] - height) < _TOUCH}) > 2:
                heights.append(height)
    return heights


def _rows(ruled: Any, characters: list[dict[str, Any]], number: int) -> list[Row]:
    texts = _cell_texts(ruled.cells, characters, number)
    rows: list[Row] = []
    above: list[tuple[float, ...] | None] = []
    for row in ruled.rows:
        cells, merged = list(row.cells), set()
        for column, cell in enumerate(cells):
            if cell is None and column < len(above) and above[column] and above[column][3] > row.bbox[1] + _TOUCH:
                cells[column] = above[column]
                merged.add(column)
        rows.append(Row([texts[cell] if cell else "" for cell in cells], merged))
        above = cells
    return rows


def _cell_texts(cells: list[tuple], characters: list[dict[str, Any]], number: int) -> dict[tuple, str]:
    by_cell: dict[tuple, list[dict[str, Any]]] = {cell: [] for cell in cells}
    ordered = sorted(by_cell, key=lambda cell: (cell[1], cell[0]))
    for character in characters:
        x, y = middle(character)
        cell = next((one for one in ordered if one[0] <= x <= one[2] and one[1] <= y <= one[3]), None)
        if cell is not None:
            by_cell[cell].append(character)
    return {cell: _cell_text(lines_of(inside, number), cell) for cell, inside in by_cell.items()}


def _cell_text(lines: list[Line], cell: tuple) -> str:
    """A cell's lines as one: a line that fills the cell runs on, a shorter one ends a paragraph of the cell."""
    text = ""
    for index, line in enumerate(lines):
        if index and lines[index - 1].right < cell[2] - _PADDING - _FULL * line.size:
            text = f"{text} {line.text}"
        else:
            text = joined(text, line.text)
    return text


def middle(character: dict[str, Any]) -> tuple[float, float]:
    """The centre of a character: horizontal, vertical."""
    return (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
