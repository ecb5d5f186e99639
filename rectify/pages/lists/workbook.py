"""XLSX of lists that are one table: the columns of the CSV."""

from collections.abc import Iterable, Sequence
from typing import IO, Any

from openpyxl import Workbook

from rectify.ledger.reporting.sheets import Sheet, saved
from rectify.pages.lists.columns import DataColumn

_WIDE, _NARROW = {"problem", "title", "measure", "link"}, {"number", "kind", "marker", "problem_number"}


def flat_workbook(title: str, columns: Sequence[DataColumn], batches: Iterable[Sequence[Any]]) -> IO[bytes]:
    """One sheet with the columns of the CSV."""
    book = Workbook(write_only=True)
    sheet = Sheet(book, title, [column.heading for column in columns], [_width_of(column) for column in columns])
    for rows in batches:
        for row in rows:
            sheet.append(column.value(row) for column in columns)
    return saved(book)


def _width_of(column: DataColumn) -> int:
    if column.key in _WIDE:
        return 48
    return 10 if column.key in _NARROW else 18
