"""XLSX: workbooks written row by row into a temporary file, so that their size is not the memory's.

Every cell has its type: text stays text even where it reads "(1)", a telephone number or a formula.
"""

import math
import re
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rectify.ledger.choices import Status
from rectify.ledger.reporting.cells import Value, plain_text

#: Excel's own limits.
MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767

_HEAD_FILL = PatternFill("solid", fgColor="1F3A4D")
_HEAD_FONT = Font(bold=True, color="FFFFFF")
_LINE = Side(style="thin", color="C9CED3")
_BORDER = Border(bottom=_LINE)
_TOP = Alignment(vertical="top", wrap_text=True)
_CENTER = Alignment(vertical="top", horizontal="center")
#: Points, of a line and of the tallest row that Excel knows.
_LINE_HEIGHT, _MOST_HEIGHT = 15.5, 409
#: The status scale of the pages, in tints that print.
_TINTS = {
    Status.COMPLETED.label: "E2F1E7",
    Status.COMPLETED_ONGOING.label: "E0EBF7",
    Status.PHASED.label: "DDF1EF",
    Status.IN_PROGRESS.label: "FBF0CC",
    Status.NOT_DONE.label: "FCE3D3",
    Status.UNSTATED.label: "ECEDEE",
}
_FILLS = {str(label): PatternFill("solid", fgColor=tint) for label, tint in _TINTS.items()}


class Sheet:
    """One sheet with a coloured head that stays in view. Goes on in a second sheet where Excel's rows end."""

    def __init__(
        self, book: Workbook, title: str, headings: Sequence[str], widths: Sequence[int], *, is_large: bool = False
    ) -> None:
        """``widths`` are in characters; ``is_large`` prints on A3 instead of A4."""
        self.book, self.title, self.headings, self.widths = book, title, headings, widths
        self.paper = Worksheet.PAPERSIZE_A3 if is_large else Worksheet.PAPERSIZE_A4
        self.n_sheets = 0
        self._begin()

    def _begin(self) -> None:
        self.n_sheets += 1
        self.sheet = self.book.create_sheet(self.title if self.n_sheets == 1 else f"{self.title}{self.n_sheets}")
        self.sheet.freeze_panes = "A2"
        for i, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(i)].width = width
        self.sheet.page_setup.orientation, self.sheet.page_setup.paperSize = "landscape", self.paper
        self.sheet.page_setup.fitToWidth, self.sheet.page_setup.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.print_title_rows = "1:1"
        head = []
        for heading in self.headings:
            cell = WriteOnlyCell(self.sheet, heading)
            cell.fill, cell.font, cell.alignment = _HEAD_FILL, _HEAD_FONT, Alignment(vertical="center", wrap_text=True)
            head.append(cell)
        self.sheet.append(head)
        self.n_rows = 1

    def append(self, values: Iterable[Value]) -> None:
        if self.n_rows == MOST_ROWS:
            self._begin()
        cells = [self._cell(value) for value in values]
        self.n_rows += 1
        # Not every program fits rows to wrapped text when it opens a workbook.
        lines = max(map(_lines, (cell.value for cell in cells), self.widths), default=1)
        if lines > 1:
            self.sheet.row_dimensions[self.n_rows].height = min(_LINE_HEIGHT * lines + 3, _MOST_HEIGHT)
        self.sheet.append(cells)
        # It is written now; a million rows' heights need not be kept.
        self.sheet.row_dimensions.pop(self.n_rows, None)

    def _cell(self, value: Value) -> WriteOnlyCell:
        if isinstance(value, str | list):
            text = ILLEGAL_CHARACTERS_RE.sub("", plain_text(value))[:MOST_LETTERS]
            cell = WriteOnlyCell(self.sheet, text)
            # openpyxl takes "=…" for a formula; here it never is one.
            cell.data_type = "s"
            cell.number_format = "@"
            if text in _FILLS:
                cell.fill = _FILLS[text]
        else:
            cell = WriteOnlyCell(self.sheet, value)
            if isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
        cell.alignment, cell.border = _CENTER if isinstance(value, int) else _TOP, _BORDER
        return cell


def _lines(value: object, width: int) -> int:
    """How many lines a text takes in a column of this width; a Chinese character is as wide as two digits."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, math.ceil((len(part) + len(part.encode())) / 2 / (width - 1))) for part in value.split("\n"))


def saved(book: Workbook) -> IO[bytes]:
    """The workbook in a temporary file, from its beginning; the file is gone when it is closed."""
    file = tempfile.TemporaryFile(prefix="rectify-")  # noqa: SIM115 - the response closes it
    with suppress(AttributeError):
        book.properties.creator = "整改台账"
    book.save(file)
    file.seek(0)
    return file


def safe_title(name: str) -> str:
    """A name as Excel accepts it for a sheet."""
    return re.sub(r"[\\/*?:\[\]]", " ", name)[:28] or "Sheet"
