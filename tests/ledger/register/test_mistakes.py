"""A wrong table changes nothing, and everything that is wrong with it is named: file, row, column, value, expectation."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rectify.ledger.models import Problem, Round, Unit
from tests.ledger.build import a_problem, an_inspection
from tests.ledger.register.tables import add, correct, load, rows_of, small_register, write_rows

pytestmark = pytest.mark.django_db

WRONG_CELLS = {
    "unknown status": ("problems", 3, "status", "快好了", "in_progress（正在整改）"),
    "unknown kind": ("problems", 3, "kind", "task", "recommendation（意见建议）"),
    "unknown area": ("sections", 2, "area", "politics", "discipline（全面从严治党）"),
    "unknown level of a round": ("rounds", 2, "level", "乡级", "county（县级）"),
    "unknown kind of unit": ("units", 2, "kind", "town", "township（乡镇街道）"),
    "unknown kind of claim": ("claims", 2, "what", "problems_open", "problems_total（反馈问题）"),
    "unknown completeness": ("reports", 2, "completeness", "一半", "excerpt（摘录）"),
    "level of a heading": ("sections", 2, "level", "4", "1 到 3 的整数"),
    "a date that is none": ("problems", 3, "deadline", "2024-02-30", "完整的日期"),
    "a deadline without its day": ("problems", 3, "deadline", "2024-12", "完整的日期"),
    "a partial date that is none": ("inspections", 2, "started", "去年三月", "2020-03"),
    "a number that is none": ("problems", 3, "declared_measures", "两项", "整数"),
    "a negative number": ("problems", 3, "number", "-1", "整数"),
    "a figure with its percent sign": ("claims", 4, "value", "66.7%", "不带百分号"),
    "text that is too long": ("problems", 3, "label", "长" * 201, "不超过 200 个字（现有 201 个）"),
    "an address that is none": ("units", 2, "slug", "蓝田", "英文字母、数字和连字符"),
    "a web address that is none": ("rounds", 2, "source_address", "example", "http"),
    "a required cell left empty": ("units", 2, "name", "", "必填的“名称”"),
    "a problem of an unknown unit": ("problems", 3, "unit", "lantain", "如 lantian"),
    "an inspection of an unknown round": ("inspections", 2, "round", "heshan-5-3", "如 heshan-5-2"),
    "an unknown heading": ("problems", 3, "section", "9", "sections 表（方面）"),
    "an unknown parent": ("sections", 3, "parent", "9", "sections 表（方面）"),
    "a heading above itself": ("sections", 3, "parent", "2", "层次高于本行"),
    "a measure of an unknown problem": ("measures", 4, "problem", "9", "problems 表（问题）"),
    "a claim of an unknown report": ("claims", 2, "report", "2", "reports 表（通报）"),
    "the same number twice": ("problems", 3, "number", "1", "第 2 行已经用过"),
    "the same claim twice": ("claims", 3, "what", "problems_total", ""),
    "neither label nor title": ("problems", 3, "label", "", "短标题"),
    "a status that no report states": ("problems", 3, "report", "", "通报序号"),
    "an unknown topic": ("problems", 3, "topics", "no-such-topic", "主题的网址名"),
    "a name that another unit has": ("units", 3, "name", "蓝田镇", "它属于 lantian"),
}


@pytest.mark.parametrize("case", WRONG_CELLS)
def test_names_file_row_column_value_and_what_was_expected(folder: Path, case: str) -> None:
    table, row, column, value, expected = WRONG_CELLS[case]
    correct(folder, table, row, **{column: value})
    if case == "the same claim twice":
        correct(folder, table, row, value="3")
        column, value = "value", "3"
    with pytest.raises(CommandError) as error:
        load(folder)
    message = str(error.value)
    assert f"{table}.csv 第 {row} 行 {column} 列：" in message
    assert value[:40] in message
    assert expected in message
    assert not Round.objects.exists()
    assert not Unit.objects.exists()


def test_headings_that_stand_above_each_other(folder: Path) -> None:
    correct(folder, "sections", 2, parent="3", level="2")
    with pytest.raises(CommandError, match="层次高于本行"):
        load(folder)


def test_all_mistakes_are_listed_at_once(folder: Path) -> None:
    correct(folder, "units", 2, kind="town")
    correct(folder, "problems", 3, status="快好了", deadline="明年")
    correct(folder, "measures", 4, number="")
    with pytest.raises(CommandError) as error:
        load(folder)
    assert str(error.value).startswith("表格有 4 处需要更正，没有载入任何内容：")
    assert len(str(error.value).splitlines()) == 5


def test_an_unknown_unit_is_one_mistake_a_row(folder: Path) -> None:
    correct(folder, "problems", 3, unit="nowhere")
    with pytest.raises(CommandError, match="有 1 处"):
        load(folder)


def test_no_more_than_fifty_are_listed(folder: Path) -> None:
    for number in range(100, 180):
        add(folder, "problems", round="heshan-5-2", unit="lantian", number=str(number), label="x", kind="?")
    with pytest.raises(CommandError) as error:
        load(folder)
    lines = str(error.value).splitlines()
    assert len(lines) == 52
    assert lines[-1] == "……另有 30 处。"


@pytest.mark.parametrize("table", ["problems", "units", "claims"])
def test_a_missing_column(folder: Path, table: str) -> None:
    rows = rows_of(folder, table)
    gone = list(rows[0])[-1]
    write_rows(folder, table, [{key: row[key] for key in row if key != gone} for row in rows])
    with pytest.raises(CommandError, match=rf"{table}\.csv 第 1 行：缺少列 {gone}"):
        load(folder)


def test_an_unknown_column(folder: Path) -> None:
    write_rows(folder, "problems", [row | {"进度": "50%"} for row in rows_of(folder, "problems")])
    with pytest.raises(CommandError, match=r"problems\.csv 第 1 行 进度 列"):
        load(folder)


def test_a_column_given_twice(folder: Path) -> None:
    write_rows(folder, "problems", [row | {"短标题": "x"} for row in rows_of(folder, "problems")])
    with pytest.raises(CommandError, match="只出现一次的列名"):
        load(folder)


def test_a_cell_beyond_the_columns(folder: Path) -> None:
    with (folder / "units.csv").open("a", encoding="utf-8") as file:
        file.write("heyuan,河源镇,,,,,township,鹤山市,多余\n")
    with pytest.raises(CommandError, match=r"units\.csv 第 4 行：单元格多于列名"):
        load(folder)


def test_a_table_in_another_encoding(folder: Path) -> None:
    text = (folder / "units.csv").read_text(encoding="utf-8-sig")
    (folder / "units.csv").write_bytes(text.encode("gb18030"))
    with pytest.raises(CommandError, match=r"units\.csv：第 2 行不是 UTF-8 编码。.*CSV UTF-8"):
        load(folder)


def test_quotes_that_do_not_close(folder: Path) -> None:
    (folder / "units.csv").write_text('slug,name\nx,"y\n', encoding="utf-8")
    with pytest.raises(CommandError, match="引号或分隔不成对"):
        load(folder)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n"])
def test_an_empty_table(folder: Path, content: bytes) -> None:
    (folder / "units.csv").write_bytes(content)
    with pytest.raises(CommandError, match=r"units\.csv：空文件；第一行应为列名：slug、name"):
        load(folder)


def test_a_table_that_nobody_knows(folder: Path) -> None:
    (folder / "problem.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"problem\.csv：不认识的表.*problems（问题）"):
        load(folder)


def test_a_table_given_twice(folder: Path) -> None:
    (folder / "单位.csv").write_bytes((folder / "units.csv").read_bytes())
    with pytest.raises(CommandError, match="units 表给了两次"):
        load(folder)


def test_a_path_that_holds_no_tables(tmp_path: Path) -> None:
    (tmp_path / "ledger.xls").write_bytes(b"")
    for path, expected in [
        (tmp_path / "nowhere", "没有这个文件或文件夹"),
        (tmp_path, "没有 .csv 文件"),
        (tmp_path / "ledger.xls", "一个 .xlsx 工作簿"),
    ]:
        with pytest.raises(CommandError, match=expected):
            load(path)


def test_a_name_in_the_ledger_keeps_its_address(loaded: Path) -> None:
    correct(loaded, "units", 3, slug="qinghe-bureau")
    with pytest.raises(CommandError, match="它属于 qinghe，网址名一经使用不再更改"):
        load(loaded)


def test_a_number_in_the_ledger_keeps_its_item(folder: Path) -> None:
    """The ledger read these items from a report and counts them otherwise than the table does."""
    there = a_problem(an_inspection("lantian", "蓝田镇", "heshan-5-2"), label="", title="另一项", marker="7.")
    with pytest.raises(CommandError, match=r"problems\.csv 第 2 行 marker 列：“\(1\)”.*“7\.另一项”"):
        load(folder)
    assert Problem.objects.get() == there


def test_a_row_may_refer_to_the_ledger(loaded: Path, tmp_path: Path) -> None:
    alone = small_register(tmp_path / "alone", "measures")
    add(
        alone, "measures", round="heshan-5-2", unit="lantian", problem="2", number="1", label="每季联系一次", report="1"
    )
    assert "1 行改动" in load(alone)


def test_exits_with_status_one_and_no_traceback(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from django.core.management import ManagementUtility

    correct(folder, "units", 2, kind="town")
    with pytest.raises(SystemExit) as end:
        ManagementUtility(["manage.py", "load_register", str(folder)]).execute()
    assert end.value.code == 1
    assert "Traceback" not in capsys.readouterr().err


def test_stays_quiet_when_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_register", str(folder), verbosity=0)
    assert capsys.readouterr() == ("", "")
