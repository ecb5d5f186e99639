"""Paragraphs that are broken over lines of one width, and tables that are drawn with bars: places stay those of the text."""

from rectify.reading import Document, read
from rectify.reading.bars import bars_as_tabs
from rectify.reading.wrapping import unwrap

WRAPPED = """　　县委第一巡察组对我局党组开展了常规巡察，五月底
反馈了意见。现将巡察整改情况向社会各界和干部群众
通报如下。

　　（1）关于库房账目长期不清、物资出入没有登记的
问题。一是盘点库房物资并补齐登记；二是把库房钥匙
交由两人分管。已完成整改。
　　（2）关于办公用房清理不彻底、仍有超标情形的问
题。一是腾退超标用房三间；二是把腾出的房间改作群
众来访接待室。正在整改。
　　（3）关于干部夜间值班没有排班表、遇事找不到人
的问题。一是编排全年的值班表并张贴在门口；二是由
带班领导每晚点名。已完成整改。
"""


def items(text: str) -> list[dict]:
    return [record for record in read(Document(text)).records() if record["record"] == "item"]


def test_broken_paragraphs_are_read_whole_and_placed_where_they_stand():
    first, second, _ = items(WRAPPED)
    assert first["title"] == "关于库房账目长期不清、物资出入没有登记的问题。"
    assert (first["line"], first["end_line"], first["status"]) == (5, 7, "completed")
    assert [(step["line"], step["offset"]) for step in first["measures"]] == [(6, 5), (6, 19)]
    assert (second["line"], second["end_line"], second["status"]) == (8, 10, "in_progress")


def test_every_line_has_the_role_of_its_paragraph():
    reading = read(Document(WRAPPED))
    assert len(reading.roles) == len(reading.document.lines)
    assert reading.document.text == WRAPPED
    assert reading.roles[4:7] == ["problem"] * 3


def test_words_of_letters_are_parted_where_a_line_ended():
    unwrapped = unwrap(Document("a line of plain words that ends\nhere\n" * 12))
    assert unwrapped is not None
    assert "ends here" in unwrapped.document.text


def test_lines_that_are_paragraphs_stay_as_they_are():
    listed = "\n".join(f"{n}.关于第{n}件事的问题。整改措施：逐件核对。" for n in range(1, 30))
    assert unwrap(Document(listed)) is None
    assert unwrap(Document("短句。\n" * 40)) is None
    assert unwrap(Document("")) is None


TABLE = """县农机站党支部巡察反馈问题整改清单
| 序号 | 反馈问题 | 整改措施 | 整改进展 |
|------|----------|----------|----------|
| 一 | 资金管理方面 | | |
| 1 | 报销凭证不全 | ①补齐凭证；②集中培训 | 已完成 |
| 2 | 农机补贴公示不及时 | 按季公示 | 正在整改 |
| 合计 | 2项 | | 已完成1项 |
"""


def test_rows_drawn_with_bars_are_rows_of_a_table():
    first, second = items(TABLE)
    assert (first["line"], first["offset"], first["title"], first["status"]) == (5, 6, "报销凭证不全", "completed")
    assert [step["marker"] for step in first["measures"]] == ["①", "②"]
    assert (second["marker"], second["status"]) == ("2", "in_progress")


def test_a_numbered_cell_beside_one_other_heads_a_group_and_totals_are_no_item():
    sections = [record for record in read(Document(TABLE)).records() if record["record"] == "section"]
    assert [(section["line"], section["title"]) for section in sections] == [(4, "资金管理方面")]


def test_bars_in_running_text_are_left_alone():
    assert bars_as_tabs(["首页 | 公示 | 正文", "没有表格", "甲｜乙"]) is None
    assert bars_as_tabs(["a|b|c"] * 3) == ["a\tb\tc"] * 3
