"""The register as one workbook: written for people, and read as they leave it."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError
from openpyxl import Workbook, load_workbook

from rectify.ledger.models import Claim, Inspection, Problem, Report
from tests.ledger.register.tables import correct, export, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(loaded: Path, tmp_path: Path) -> Path:
    return export(tmp_path / "register.xlsx")


def edit(path: Path, sheet: str, cell: str, value: object, number_format: str | None = None) -> None:
    """Change one cell as a person would."""
    book = load_workbook(path)
    book[sheet][cell].value = value
    if number_format:
        book[sheet][cell].number_format = number_format
    book.save(path)


def test_has_chinese_headings_words_and_frozen_panes(book: Path) -> None:
    sheets = load_workbook(book)
    assert sheets.sheetnames == ["轮次", "单位", "巡视巡察", "通报", "方面", "问题", "措施", "自报数字"]
    problems = sheets["问题"]
    assert [cell.value for cell in problems[1]][:4] == ["轮次", "单位", "编号", "类别"]
    assert problems["H3"].value == "正在整改"
    assert problems.freeze_panes == "A2"
    assert problems["A1"].font.bold
    assert any("正在整改" in choice.formula1 for choice in problems.data_validations.dataValidation)


def test_cells_are_typed(book: Path) -> None:
    problems, reports = load_workbook(book)["问题"], load_workbook(book)["通报"]
    assert (problems["C3"].value, problems["C3"].data_type) == (2, "n")
    assert (problems["F3"].value, problems["F3"].data_type, problems["F3"].number_format) == ("(2)", "s", "@")
    assert (problems["I3"].value, problems["I3"].number_format) == (datetime(2024, 12, 31), "yyyy-mm-dd")
    assert reports["J2"].value == "0123-5550101;5550102"
    assert reports["N2"].value == "2024-12"


def test_a_text_is_never_a_formula(loaded: Path, tmp_path: Path) -> None:
    correct(loaded, "problems", 2, label="=HYPERLINK(1)")
    load(loaded)
    book = export(tmp_path / "register.xlsx")
    cell = load_workbook(book)["问题"]["G2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert "0 行改动" in load(book)


def test_loads_again_with_nothing_changed(book: Path) -> None:
    assert "0 行改动" in load(book)


def test_a_corrected_cell_is_taken_over(book: Path) -> None:
    edit(book, "问题", "H3", "已完成并长期坚持")
    assert "1 行改动" in load(book)
    assert Problem.objects.get(number=2).status == "completed_ongoing"


def test_numbers_and_dates_may_be_text_and_text_a_number(book: Path) -> None:
    edit(book, "问题", "C3", "2")
    edit(book, "问题", "I3", "2024/12/31")
    edit(book, "通报", "J2", 5550101)
    load(book)
    assert Report.objects.get().phone == ["5550101"]


@pytest.mark.parametrize(
    ("number_format", "expected"), [("yyyy-mm-dd", "2024-04-01"), ('yyyy"年"m"月"', "2024-04"), ("yyyy", "2024")]
)
def test_a_date_says_no_more_than_its_cell_shows(book: Path, number_format: str, expected: str) -> None:
    edit(book, "巡视巡察", "E2", date(2024, 4, 1), number_format)
    load(book)
    assert Inspection.objects.get(unit__slug="lantian").started == expected


REFUSED = {
    "formula": ("问题", "C3", "=1+1", None, "而不是公式"),
    "error": ("问题", "C3", "#REF!", None, "文字、数字或日期"),
    "percent": ("自报数字", "E4", 0.667, "0.0%", "83.3% 写成 83.3"),
    "time of day": ("问题", "I3", datetime(2024, 12, 31, 8, 30), "yyyy-mm-dd", "不带时刻"),
    "yes or no": ("问题", "C3", True, None, "文字、数字或日期"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(book: Path, case: str) -> None:
    sheet, cell, value, number_format, expected = REFUSED[case]
    edit(book, sheet, cell, value, number_format)
    with pytest.raises(CommandError) as error:
        load(book)
    assert f"register.xlsx[{sheet}] 第 {cell[1:]} 行" in str(error.value)
    assert expected in str(error.value)


def test_a_note_for_people_in_an_empty_sheet_does_no_harm_but_an_unknown_table_does(book: Path) -> None:
    sheets = load_workbook(book)
    sheets.create_sheet("Sheet1")
    sheets.save(book)
    assert "0 行改动" in load(book)
    edit(book, "Sheet1", "A1", "备注")
    with pytest.raises(CommandError, match="不认识的表"):
        load(book)


def test_columns_may_stand_in_any_order(loaded: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "claims"
    sheet.append(["数值", "口径", "通报序号", "单位", "轮次"])
    sheet.append([4, "反馈问题", 1, "lantian", "heshan-5-2"])
    book.save(tmp_path / "claims.xlsx")
    load(tmp_path / "claims.xlsx")
    assert Claim.objects.filter(what="problems_total", value=4).exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 encrypted", "文字".encode()])
def test_a_damaged_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "register.xlsx").write_bytes(content)
    with pytest.raises(CommandError, match=r"register\.xlsx：不是有效的 \.xlsx 工作簿"):
        load(tmp_path / "register.xlsx")


def test_a_workbook_that_unpacks_to_very_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rectify.ledger.register.files.LARGEST_UNPACKED", 1000)
    with zipfile.ZipFile(tmp_path / "register.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 2000)
    with pytest.raises(CommandError, match="展开后过大"):
        load(tmp_path / "register.xlsx")
