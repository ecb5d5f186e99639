"""Tables that list problems row by row (序号, 问题, 措施, 责任单位, 完成时限, 进展), as many bodies publish instead of prose.

A row is a line whose cells are joined by a tab. Columns are understood by their headings, in any order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .items import Block, Run
from .labels import Label, role_of
from .markers import leading_marker
from .paragraphs import Paragraph
from .status import is_statement
from .text import last_ink, skip_blank
from .vocabulary import LABELS

_COLUMNS: dict[str, list[str]] = LABELS["columns"]
_TOTALS = ("合计", "总计", "小计", "共计", "累计")
_HEADING_CELL = 16
_FEWEST_COLUMNS = 2
_RUNS = ("measure", "result", "status", "responsible", "deadline", "next")
_NEEDED = frozenset({"problem", "advice"})


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell: line[start:end], white space left out."""

    para: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.para.plain[self.start : self.end]


@dataclass
class RowItem:
    """An item read from one row, or from several that share its problem."""

    block: Block
    paras: list[Paragraph]
    marker: str
    advice: bool
    group: "RowSection | None"


@dataclass
class RowSection:
    """A heading inside a table: a row with one cell, or a new value in the column of areas."""

    cell: Cell
    offset: int
    marker: str
    level: int
    advice: bool = False


@dataclass
class TableReading:
    """What the tables among some paragraphs hold, in order, and which lines they take."""

    found: list[RowItem | RowSection] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)


def is_row(para: Paragraph) -> bool:
    """Whether a line is a row of a table."""
    return "\t" in para.line


def cells(para: Paragraph) -> list[Cell]:
    """The cells of a row, empty ones kept."""
    found, at = [], 0
    for part in para.line.split("\t"):
        start = skip_blank(para.plain, at, at + len(part))
        found.append(Cell(para, start, last_ink(para.plain, start, at + len(part))))
        at += len(part) + 1
    return found


def read_tables(paras: list[Paragraph]) -> TableReading:
    """Read the tables whose headings name problems; other tables are left alone."""
    reading = TableReading()
    columns: list[str | None] = []
    for run in _tables(paras):
        rows = [cells(para) for para in run]
        heading = _heading(rows)
        if heading is not None:
            columns = heading[1]
            reading.lines.update(row[0].para.number for row in rows[: heading[0] + 1])
            rows = rows[heading[0] + 1 :]
        elif not columns or max(map(len, rows)) != len(columns):
            continue
        _Rows(columns, reading).read(rows)
    return reading


def _tables(paras: list[Paragraph]) -> Iterator[list[Paragraph]]:
    run: list[Paragraph] = []
    for para in paras:
        if para.blank:
            continue
        if is_row(para):
            run.append(para)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _heading(rows: list[list[Cell]]) -> tuple[int, list[str | None]] | None:
    """The place of the heading row among the first rows and what each column holds."""
    for place, row in enumerate(rows[:4]):
        columns = [_column(cell.text) for cell in row]
        known = [column for column in columns if column]
        if (
            len(known) >= _FEWEST_COLUMNS
            and _NEEDED.intersection(known)
            and all(len(cell.text) <= _HEADING_CELL for cell in row)
        ):
            return place, _told_once(_one_problem_column(columns), row)
    return None


def _column(text: str) -> str | None:
    text = "".join(text.split()).strip(":()")
    for role, words in _COLUMNS.items():
        if text in words:
            return role
    return role_of(text)


def _one_problem_column(columns: list[str | None]) -> list[str | None]:
    """Of two columns of problems the first names the group and the second the point."""
    places = [at for at, column in enumerate(columns) if column == "problem"]
    for at in places[:-1]:
        columns[at] = "group"
    return columns


def _told_once(columns: list[str | None], row: list[Cell]) -> list[str | None]:
    """Where a column of measures stands before one of 整改情况, the latter says how far they are."""
    places = [at for at, column in enumerate(columns) if column == "measure"]
    for at in places[1:] if "status" not in columns else []:
        if row[at].text.endswith(("情况", "结果")):
            columns[at] = "status"
    return columns


class _Rows:
    """Reads the rows of one table, joining those that go on with the problem above."""

    def __init__(self, columns: list[str | None], reading: TableReading) -> None:
        self.columns = columns
        self.reading = reading
        self.item: RowItem | None = None
        self.said: dict[str, str] = {}
        self.section: RowSection | None = None

    def read(self, rows: list[list[Cell]]) -> None:
        for row in rows:
            self.reading.lines.add(row[0].para.number)
            inked = [cell for cell in row if cell.text]
            if not inked or inked[0].text in _TOTALS:
                continue
            if len(inked) == 1 and len(row) > 1 and self._is_heading(row, inked[0]):
                self._open_section(inked[0], 1)
            elif len(inked) == 2 and self._numbers_heading(row, inked[0]):
                self._open_section(inked[1], 1)
            else:
                self._row(row)

    def _is_heading(self, row: list[Cell], cell: Cell) -> bool:
        place = row.index(cell)
        column = self.columns[place] if place < len(self.columns) else None
        return place == 0 or column not in ("measure", "status", "result", "responsible", "deadline")

    def _numbers_heading(self, row: list[Cell], cell: Cell) -> bool:
        """Whether the one cell beside another numbers a heading and not a point: 一, 甲, (二)."""
        place = row.index(cell)
        numbers = place < len(self.columns) and self.columns[place] == "number"
        return numbers and not cell.text.strip(".、 ").isdigit()

    def _open_section(self, cell: Cell, level: int) -> None:
        marker = leading_marker(cell.para.plain, cell.para.line, cell.start)
        offset = skip_blank(cell.para.plain, marker.end, cell.end) if marker else cell.start
        section = RowSection(cell, offset, marker.text if marker else "", level)
        section.advice = "建议" in cell.text
        self.reading.found.append(section)
        self.section, self.item = section, None

    def _row(self, row: list[Cell]) -> None:
        values: dict[str, list[Cell]] = {}
        for column, cell in zip(self.columns, row, strict=False):
            if column and cell.text:
                values.setdefault(column, []).append(cell)
        for level, column in enumerate(("area", "group"), 1):
            for cell in values.get(column, []):
                if self.said.get(column) != cell.text:
                    self.said[column] = cell.text
                    self._open_section(cell, level if "area" in self.columns else 1)
        problem = next(iter(values.get("problem") or values.get("advice") or []), None)
        if problem is not None and not (self.item and self.said.get("problem") == problem.text):
            self.said["problem"] = problem.text
            self._open_item(problem, values)
        if self.item:
            self._add_runs(self.item, values)

    def _open_item(self, cell: Cell, values: dict[str, list[Cell]]) -> None:
        para = cell.para
        own = leading_marker(para.plain, para.line, cell.start)
        offset = skip_blank(para.plain, own.end, cell.end) if own and own.end < cell.end else cell.start
        numbered = values.get("number", [])
        marker = para.line[numbered[0].start : numbered[0].end] if numbered else own.text if own else ""
        block = Block(para, offset, cell.end, None)
        advice = "advice" in values and "problem" not in values
        self.item = RowItem(block, [], marker, advice or bool(self.section and self.section.advice), self.section)
        self.reading.found.append(self.item)

    def _add_runs(self, item: RowItem, values: dict[str, list[Cell]]) -> None:
        para = next(iter(values.values()))[0].para
        if para not in item.paras[-1:]:
            item.paras.append(para)
        for role in _RUNS:
            for cell in values.get(role, []):
                account = role in ("result", "status") and "measure" not in self.columns and not is_statement(cell.text)
                label = Label(role, cell.start, cell.start, role)
                item.block.runs.append(Run(para, cell.start, cell.end, "measure" if account else role, label))
