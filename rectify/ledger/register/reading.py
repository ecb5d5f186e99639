"""A folder of tables or a workbook, read as typed rows that remember their places. Nothing here asks the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from rectify.ledger.register.cells import Unreadable, clean
from rectify.ledger.register.files import Refused, Sheet, sheets_of
from rectify.ledger.register.guard import unguard
from rectify.ledger.register.mistakes import Mistake, Mistakes
from rectify.ledger.register.tables import TABLES, Column, Table, Values


@dataclass(frozen=True)
class Row:
    """One row: its file, its number as a spreadsheet counts, and its values; a cell that is wrong counts as empty."""

    file: str
    number: int
    values: Values

    def mistake(self, column: str, expected: str, value: Any = None) -> Mistake:
        shown = self.values.get(column) if value is None else value
        return Mistake(self.file, expected, self.number, column, "" if shown is None else str(shown))


@dataclass
class Register:
    """The rows of each table that was given, by its code; a table that was not given has no entry."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    mistakes: Mistakes = field(default_factory=Mistakes)

    def of(self, table: Table) -> list[Row]:
        return self.rows.get(table.code, [])


def read_register(path: Path) -> Register:
    """Read every table at this path. What is wrong is in ``mistakes``; nothing is raised for a bad file."""
    register = Register()
    for sheet in sheets_of(path, register.mistakes):
        table = next((table for table in TABLES if sheet.name.strip().lower() in (table.code, table.heading)), None)
        if table is None:
            names = "、".join(f"{table.code}（{table.heading}）" for table in TABLES)
            register.mistakes.add(Mistake(sheet.file, _("不认识的表；应为以下之一：%s") % names))
        elif table.code in register.rows:
            register.mistakes.add(Mistake(sheet.file, _("%s 表给了两次。") % table.code))
        else:
            register.rows[table.code] = list(_rows_of(sheet, table, register.mistakes))
    return register


def _rows_of(sheet: Sheet, table: Table, mistakes: Mistakes) -> list[Row]:
    if not sheet.rows:
        mistakes.add(Mistake(sheet.file, _("空文件；第一行应为列名：%s") % _codes(table)))
        return []
    number, header = sheet.rows[0]
    columns = _columns_of(sheet.file, number, header, table, mistakes)
    # A column that is missing is a mistake already; later checks find it empty.
    blank = {column.code: column.type.empty for column in table.columns if not column.extra}
    rows = []
    for number, cells in sheet.rows[1:]:
        texts = [text if isinstance(text, Refused) else unguard(clean(text)) for text in cells]
        if any(texts):
            rows.append(_row(Row(sheet.file, number, dict(blank)), texts, columns, mistakes))
    return rows


def _columns_of(
    file: str, number: int, header: Sequence[str | Refused], table: Table, mistakes: Mistakes
) -> list[Column | None]:
    """The column of each cell of the header, None where there is none, with what is wrong noted."""
    by_name = {name: column for column in table.columns for name in (column.code, column.heading)}
    found: list[Column | None] = []
    names = [str(cell) if isinstance(cell, Refused) else clean(cell) for cell in header]
    while names and not names[-1]:
        names.pop()
    for name in names:
        column = by_name.get(name.lower())
        if column is None:
            mistakes.add(Mistake(file, _("本表的列名：%s") % _codes(table), number, name or _("未命名"), name))
        elif column in found:
            mistakes.add(Mistake(file, _("只出现一次的列名"), number, column.code, name))
        found.append(column)
    for column in table.columns:
        if column not in found and not column.extra:
            words = {"code": column.code, "heading": column.heading}
            mistakes.add(Mistake(file, _("缺少列 %(code)s（%(heading)s）；没有内容也请保留这一列。") % words, number))
    return found


def _row(row: Row, texts: Sequence[str | Refused], columns: Sequence[Column | None], mistakes: Mistakes) -> Row:
    for column, text in zip_longest(columns, texts, fillvalue=""):
        if isinstance(column, Column):
            row.values[column.code] = _value(row, column, text, mistakes)
    if any(texts[len(columns) :]):
        mistakes.add(Mistake(row.file, _("单元格多于列名：第 %d 格起没有列名。") % (len(columns) + 1), row.number))
    return row


def _value(row: Row, column: Column, text: str | Refused, mistakes: Mistakes) -> Any:
    if isinstance(text, Refused):
        mistakes.add(row.mistake(column.code, text.expected, text.value))
    elif text:
        try:
            return column.type.read(text)
        except Unreadable as error:
            mistakes.add(row.mistake(column.code, str(error), text))
    elif column.required:
        mistakes.add(row.mistake(column.code, _("必填的“%s”") % column.heading, ""))
    return column.type.empty


def _codes(table: Table) -> str:
    return "、".join(column.code for column in table.columns if not column.extra)
