"""Rows of the register as files: a folder of CSV tables, or one workbook with a typed sheet for each."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from rectify.ledger.register.cells import Choice, Native, words_of
from rectify.ledger.register.guard import guard, is_at_risk
from rectify.ledger.register.tables import Column, Table, Values, cells_of

_HEADER_FONT = Font(bold=True, color="FFFFFF")
_HEADER_FILL = PatternFill("solid", start_color="1F4E79")
_HEADER_ALIGNMENT = Alignment(vertical="center", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)
#: Spreadsheets take no longer list of words in a cell's own choice.
_LONGEST_LIST = 255
_LAST_ROW = 1_048_576


class TooManyRows(ValueError):
    """The table has more rows than a sheet; its message is the table's heading."""


@dataclass(frozen=True)
class Content:
    """A table with the columns to write and its rows, in order; the rows are taken once, as they are written."""

    table: Table
    columns: Sequence[Column]
    rows: Iterable[Values]


def write_folder(folder: Path, contents: Iterable[Content]) -> dict[str, int]:
    """Write each table as ``<code>.csv``: UTF-8 with the mark that spreadsheets know it by, one row a line.

    Returns the number of rows of each table. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return {content.table.code: _write_csv(folder / f"{content.table.code}.csv", content) for content in contents}


def _write_csv(path: Path, content: Content) -> int:
    n = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.code for column in content.columns)
        for n, values in enumerate(content.rows, 1):  # noqa: B007 - the count is the result
            texts = cells_of(content.table, values)
            writer.writerow(_csv_cell(column, values, texts[column.code]) for column in content.columns)
    return n


def _csv_cell(column: Column, values: Values, text: str) -> str:
    is_text = bool(text) and isinstance(column.type.native(values[column.code]), str)
    return guard(text) if is_text else text


def write_workbook(path: Path, contents: Iterable[Content]) -> dict[str, int]:
    """Write each table as a sheet: Chinese headings and words, dates and numbers as such, all else as text.

    Returns the number of rows of each table. Raises OSError and TooManyRows.
    """
    book = Workbook(write_only=True)
    counts = {}
    for content in contents:
        sheet = book.create_sheet(content.table.heading)
        counts[content.table.code] = _write_sheet(sheet, content)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return counts


def _write_sheet(sheet: WriteOnlyWorksheet, content: Content) -> int:
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 24
    for n, column in enumerate(content.columns, 1):
        sheet.column_dimensions[get_column_letter(n)].width = column.width
        _offer_choices(sheet, column, get_column_letter(n))
    try:
        n = _append_rows(sheet, content)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(content.columns))}{n + 1}"
    finally:
        sheet.close()  # a sheet that is being written holds a file open
    return n


def _append_rows(sheet: WriteOnlyWorksheet, content: Content) -> int:
    sheet.append([_header_cell(sheet, column) for column in content.columns])
    n = 0
    for n, values in enumerate(content.rows, 1):
        if n >= _LAST_ROW:
            raise TooManyRows(content.table.heading)
        texts = cells_of(content.table, values)
        sheet.append([_sheet_cell(sheet, column, values, texts[column.code]) for column in content.columns])
    return n


def _header_cell(sheet: WriteOnlyWorksheet, column: Column) -> Cell:
    cell = WriteOnlyCell(sheet, column.heading)
    cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _HEADER_ALIGNMENT
    return cell


def _offer_choices(sheet: WriteOnlyWorksheet, column: Column, letter: str) -> None:
    """Let people choose from the column's words instead of typing them, where they fit."""
    if not isinstance(column.type, Choice):
        return
    words = ",".join(words_of(column.type.choices).values())
    if len(words) <= _LONGEST_LIST:
        choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=not column.required)
        choice.add(f"{letter}2:{letter}{_LAST_ROW}")
        sheet.data_validations.append(choice)


def _sheet_cell(sheet: WriteOnlyWorksheet, column: Column, values: Values, text: str) -> Cell | None:
    if not text:
        return None
    native = _word_or_native(column, values[column.code])
    if isinstance(native, str) and native.startswith("'") and is_at_risk(native):
        native = guard(native)  # it would lose its own apostrophe when it is read
    cell = WriteOnlyCell(sheet, native)
    cell.alignment = _TOP
    if isinstance(native, str):
        cell.data_type, cell.number_format = "s", "@"  # never a formula, whatever it begins with
    elif isinstance(native, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _word_or_native(column: Column, value: Any) -> Native:
    return words_of(column.type.choices)[value] if isinstance(column.type, Choice) else column.type.native(value)
