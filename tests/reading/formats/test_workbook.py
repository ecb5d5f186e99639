"""Workbooks: sheets and rows, dates, merged cells, hidden sheets."""

from datetime import date, datetime

import pytest

from rectify.reading.formats import Limits, ReadingError, extract
from tests.reading.formats.documents import package, saved, workbook

HEAD = ["序号", "问题", "进展"]


def test_the_sheet_name_and_its_rows():
    book = workbook(
        [HEAD, [1, "台账不清\n登记不全", "已完成"], [None, None, None], [2.0, "巡护\t缺项", None], [3.5, True, None]]
    )
    document = extract(saved(book), "a.xlsx")
    assert document.lines == [
        "整改台账",
        "序号\t问题\t进展",
        "1\t台账不清 登记不全\t已完成",
        "2\t巡护 缺项",
        "3.5\tTRUE",
    ]
    assert document.form == "xlsx"


def test_a_default_name_is_no_line():
    assert extract(saved(workbook([HEAD], "Sheet1")), "a.xlsx").lines == ["序号\t问题\t进展"]


def test_dates_are_iso_and_no_more_exact_than_shown():
    book = workbook([[date(2023, 5, 6), datetime(2023, 5, 6, 9, 30), date(2023, 6, 1), date(2023, 1, 1), 0.833]], "表")
    sheet = book.active
    sheet["C1"].number_format = 'yyyy"年"m"月"'
    sheet["D1"].number_format = 'yyyy"年"'
    sheet["E1"].number_format = "0.0%"
    assert extract(saved(book), "a.xlsx").lines == ["2023-05-06\t2023-05-06 09:30\t2023-06\t2023\t83.3%"]


def test_cells_merged_downwards_are_repeated_and_across_said_once():
    book = workbook(
        [["一、党建方面", None, None], [1, "甲问题", "一是"], [None, None, "二是"], [2, "乙问题", "补课"]], "表"
    )
    for area in ("A1:C1", "A2:A3", "B2:B3"):
        book.active.merge_cells(area)
    assert extract(saved(book), "a.xlsx").lines == [
        "一、党建方面",
        "1\t甲问题\t一是",
        "1\t甲问题\t二是",
        "2\t乙问题\t补课",
    ]


def test_hidden_sheets_are_left_out_and_noted():
    book = workbook([HEAD])
    book.create_sheet("底稿").append(["不公开"])
    book["底稿"].sheet_state = "hidden"
    book.create_sheet("空表")
    document = extract(saved(book), "a.xlsx")
    assert document.lines == ["整改台账", "序号\t问题\t进展"]
    assert document.notes == ("hidden sheets left out: 底稿",)


def test_too_many_cells_are_named():
    with pytest.raises(ReadingError, match="工作表“整改台账”超过5个单元格"):
        extract(saved(workbook([HEAD, HEAD])), "a.xlsx", Limits(cells=5))


def test_a_cell_far_away_costs_no_memory():
    book = workbook([HEAD])
    book.active["XFD1048576"] = "远"
    book.active.merge_cells("A1:XFD1")
    with pytest.raises(ReadingError, match="超过100,000个单元格"):
        extract(saved(book), "a.xlsx", Limits(cells=100_000))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"),
            r"\.xls）.*另存为 \.xlsx",
        ),
        (
            package({"[Content_Types].xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml"}),
            r"宏（\.xlsm）",
        ),
        (package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), r"OpenDocument.*\.xlsx"),
    ],
)
def test_other_workbooks_are_named(data, message):
    with pytest.raises(ReadingError, match=message):
        extract(data, "a.xlsx")
