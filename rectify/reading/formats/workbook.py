"""A workbook to lines: each visible sheet's name and its rows, read as a stream."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from lxml import etree

from .extracted import Extracted, row_line
from .limits import Limits
from .packages import open_package
from .refusals import Refusal

_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.I)
_MERGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def extract(data: bytes, limits: Limits) -> Extracted:
    """Return the rows of a workbook's visible sheets."""
    package = open_package(data, limits)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    lines: list[str] = []
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    cells_left = limits.cells
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows = []
        # The streamed sheet does not know its merged cells, so they are read from its part.
        for row in _rows(sheet, _merged_down(package, sheet._worksheet_path)):
            cells_left -= max(1, len(row))
            if cells_left < 0:
                raise Refusal("too_many_cells", where=f"工作表“{sheet.title}”", limit=limits.cells)
            line = row_line(row)
            if line.strip():
                rows.append(line)
        if rows and not _DEFAULT_NAME.fullmatch(sheet.title.strip()):
            lines.append(sheet.title.strip())
        lines += rows
    notes = (f"hidden sheets left out: {', '.join(hidden)}",) if hidden else ()
    return Extracted("xlsx", lines, notes=notes)


def _rows(sheet: Any, merges: dict[int, list[tuple[int, int]]]) -> Iterator[list[str]]:
    """Yield each row's texts without trailing empty ones; `merges`: first row → (column, last row) of merged cells."""
    sheet.reset_dimensions()  # the stated size may be wrong, and rows would be padded to it
    covering: dict[int, tuple[str, int]] = {}  # column → text, last row
    for number, row in enumerate(sheet.iter_rows(), 1):
        texts = [_shown(cell) for cell in row]
        covering = {column: (text, last) for column, (text, last) in covering.items() if last >= number}
        for column, (text, _) in covering.items():
            texts += [""] * (column - len(texts) + 1)
            texts[column] = texts[column] or text
        for column, last in merges.get(number, ()):
            if column < len(texts) and texts[column]:
                covering[column] = (texts[column], last)
        while texts and not texts[-1].strip():
            texts.pop()
        yield texts


def _merged_down(package: Any, path: str) -> dict[int, list[tuple[int, int]]]:
    """First row → (column from 0, last row) of each cell that is merged over several rows."""
    found: dict[int, list[tuple[int, int]]] = {}
    with package.open(path.lstrip("/")) as part:
        parser = etree.iterparse(
            part, events=("end",), tag=(f"{_MAIN}row", f"{_MAIN}mergeCell"), resolve_entities=False, no_network=True
        )
        for _, element in parser:
            merge = _MERGE.fullmatch(element.get("ref") or "") if element.tag.endswith("mergeCell") else None
            if merge and int(merge[4]) > int(merge[2]):
                found.setdefault(int(merge[2]), []).append((_column(merge[1]), int(merge[4])))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return found


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _shown(cell: Any) -> str:
    """A cell's value as text: dates ISO and no more exact than shown, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return _date(value, cell.number_format or "")
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    return str(value)


def _date(value: datetime | date, number_format: str) -> str:
    letters = _QUOTED.sub("", number_format).lower()
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.strftime("%Y-%m-%d %H:%M")
    if "y" in letters and "d" not in letters:
        return value.strftime("%Y-%m") if "m" in letters else value.strftime("%Y")
    return value.strftime("%Y-%m-%d")


def _number(value: float, number_format: str) -> str:
    plain = _QUOTED.sub("", number_format).split(";")[0]
    if "%" in plain:
        decimals = len(re.sub(r"[^0#]", "", plain.partition(".")[2]))
        return f"{value * 100:.{decimals}f}%"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"
