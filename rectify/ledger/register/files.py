"""Files of tables as rows of text: CSV files of a folder, or the sheets of one workbook."""

import csv
import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from rectify.ledger.register.mistakes import Mistake, Mistakes

_MEGABYTE = 1024 * 1024
LARGEST_FILE = 200 * _MEGABYTE
#: A small workbook can hold a very large one; this bounds what comes out of it.
LARGEST_UNPACKED = 1000 * _MEGABYTE
_WIDEST = 200
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True)
class Refused:
    """A cell that is no text, number or date: what it holds and what was expected."""

    value: str
    expected: str


@dataclass(frozen=True)
class Sheet:
    """``name`` is what should name a table; rows are (number as a spreadsheet counts, cells), blank ones left out."""

    file: str
    name: str
    rows: list[tuple[int, list[str | Refused]]]


def sheets_of(path: Path, mistakes: Mistakes) -> list[Sheet]:
    """The tables in a folder of CSV files or in an .xlsx workbook, with what cannot be read noted as mistakes."""
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv" and file.name[0] != ".")
        if not files:
            mistakes.add(Mistake(str(path), _("文件夹里没有 .csv 文件。")))
        return [sheet for file in files if (sheet := _csv_sheet(file, mistakes))]
    if not path.exists():
        mistakes.add(Mistake(str(path), _("没有这个文件或文件夹。")))
    elif path.suffix.lower() != ".xlsx":
        mistakes.add(Mistake(str(path), _("请给出存放 .csv 表格的文件夹，或一个 .xlsx 工作簿。")))
    elif not _is_too_large(path, mistakes):
        return _workbook_sheets(path, mistakes)
    return []


def _is_too_large(path: Path, mistakes: Mistakes) -> bool:
    if path.stat().st_size <= LARGEST_FILE:
        return False
    mistakes.add(Mistake(path.name, _("文件超过 %d MB，请分开载入。") % (LARGEST_FILE // _MEGABYTE)))
    return True


def _csv_sheet(path: Path, mistakes: Mistakes) -> Sheet | None:
    if _is_too_large(path, mistakes):
        return None
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        advice = _("第 %d 行不是 UTF-8 编码。请在电子表格软件中另存为“CSV UTF-8（逗号分隔）”。") % line
        mistakes.add(Mistake(path.name, advice))
        return None
    reader, rows = csv.reader(io.StringIO(text, newline=""), strict=True), []
    try:
        for number, cells in enumerate(reader, 1):
            if any(cells):
                rows.append((number, cells))
    except csv.Error as error:
        advice = _("第 %(line)d 行附近的引号或分隔不成对（%(error)s）。") % {"line": reader.line_num, "error": error}
        mistakes.add(Mistake(path.name, advice))
        return None
    return Sheet(path.name, path.stem, rows)


def _workbook_sheets(path: Path, mistakes: Mistakes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                mistakes.add(Mistake(path.name, _("工作簿展开后过大，请分开载入。")))
                return []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that hold no data
            book = load_workbook(path, read_only=True)
            try:
                return [sheet for page in book.worksheets if (sheet := _sheet_of(path.name, page)).rows]
            finally:
                book.close()
    except OSError as error:
        mistakes.add(Mistake(path.name, _("无法打开文件（%s）。") % error.strerror))
    except Exception:  # a damaged or hostile workbook fails in more ways than its parsers document
        mistakes.add(Mistake(path.name, _("不是有效的 .xlsx 工作簿，或已加密、损坏。请重新另存为 .xlsx 后再试。")))
    return []


def _sheet_of(file: str, page: Any) -> Sheet:
    page.reset_dimensions()  # what a file says of its own size need not be true
    rows = []
    for number, cells in enumerate(page.iter_rows(max_col=_WIDEST), 1):
        texts = [_text_of(cell) for cell in cells]
        if any(texts):
            rows.append((number, texts))
    return Sheet(f"{file}[{page.title}]", page.title, rows)


def _text_of(cell: Any) -> str | Refused:
    """A workbook's cell as the text that a CSV file would hold."""
    value = cell.value
    match cell.data_type:
        case "f":
            return Refused(str(getattr(value, "text", value)), _("值，而不是公式。请“选择性粘贴”为数值。"))
        case "e" | "b":
            return Refused(str(value), _("文字、数字或日期"))
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, datetime | date):
        return _date_of(value, cell.number_format or "")
    if isinstance(value, int | float):
        if "%" in (cell.number_format or ""):
            return Refused(f"{value:%}", _("不带百分号的数字：83.3% 写成 83.3"))
        return f"{Decimal(repr(value)):f}"
    return Refused(str(value), _("文字、数字或日期"))


def _date_of(value: date, number_format: str) -> str | Refused:
    """A date as precise as the cell shows it: a cell that shows 2020年3月 says no more than that."""
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) != (0, 0, 0):
        return Refused(str(value), _("不带时刻的日期"))
    shown = _LITERALS.sub("", number_format).lower()
    if "d" in shown or "y" not in shown:
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
