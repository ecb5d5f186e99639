"""CSV and JSON, written row by row as they are sent."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from rectify.ledger.reporting.cells import Value, plain_text
from rectify.pages.lists.columns import DataColumn

#: Excel takes a CSV for UTF-8 only if it begins with this.
BYTE_ORDER_MARK = "\ufeff"
#: A cell that begins with one of these runs as a formula when a spreadsheet opens the file.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_lines(columns: Sequence[DataColumn], batches: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow([column.heading for column in columns])
    for rows in batches:
        yield "".join(writer.writerow([csv_cell(column.value(row)) for column in columns]) for row in rows)


def csv_cell(value: Value) -> str | int | float:
    """A value as a CSV holds it. Text that a spreadsheet would run is marked as text with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return value
    text = plain_text(value)
    return f"'{text}" if text.startswith(_RUNS) else text


def json_parts(columns: Sequence[DataColumn], batches: Iterable[Sequence[Any]], about: dict[str, str]) -> Iterator[str]:
    """``{"about": {…}, "items": […]}``, an item a line."""
    yield f'{{"about": {json.dumps(about, ensure_ascii=False)},\n"items": ['
    between = "\n"
    for rows in batches:
        parts = []
        for row in rows:
            item = {column.key: _plain(column.value(row)) for column in columns}
            parts.append(between + json.dumps(item, ensure_ascii=False))
            between = ",\n"
        yield "".join(parts)
    yield "\n]}\n"


def _plain(value: Value) -> Any:
    return value.isoformat() if isinstance(value, date) else value


class _Echo:
    """A file for the csv writer that gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line
