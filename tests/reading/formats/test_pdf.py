"""PDF: lines back into paragraphs, tables over pages, and what has no text to read."""

import pytest

from rectify.reading.formats import Limits, ReadingError, extract
from rectify.reading.formats.pdf.lines import joined
from rectify.reading.formats.pdf.radicals import unified
from tests.reading.formats.documents import LEFT, REPORT, TITLE, Page, report_pdf


def test_a_report_over_several_pages_gives_its_paragraphs():
    document = extract(report_pdf(), "a.pdf")
    assert document.lines == REPORT
    assert document.title == TITLE
    assert document.form == "pdf"


def test_paragraphs_without_indentation():
    page = Page()
    for text in REPORT[1:]:
        page.paragraph(text, indent=0)
    assert extract(page.bytes(), "a.pdf").lines == REPORT[1:]


def test_page_numbers_go_and_other_numbers_stay():
    page = Page()
    for _ in range(40):
        page.paragraph("整改进展情况：已完成。")
    page.paragraph("2023")
    assert extract(page.bytes(), "a.pdf").lines == ["整改进展情况：已完成。"] * 40 + ["2023"]


def test_a_ruled_table_gives_its_rows():
    page = Page()
    page.paragraph("整改台账如下。")
    page.grid([["序号", "问题", "进展"], ["1", "台账不清", "已完成"], ["2", "巡护缺项", ""]], [60, 200, 120])
    page.paragraph("监督电话：000-8123456。")
    lines = extract(page.bytes(), "a.pdf").lines
    assert lines == [
        "整改台账如下。",
        "序号\t问题\t进展",
        "1\t台账不清\t已完成",
        "2\t巡护缺项\t",
        "监督电话：000-8123456。",
    ]


def test_a_table_goes_on_over_a_page_without_its_repeated_heading():
    page = Page()
    head, rows = ["序号", "问题", "进展"], [[str(number), "台账不清", "已完成"] for number in range(1, 41)]
    page.grid([head, *rows[:20]], [60, 200, 120])
    page.turn()
    page.grid([head, *rows[20:]], [60, 200, 120])
    assert extract(page.bytes(), "a.pdf").lines == ["\t".join(row) for row in [head, *rows]]


def test_a_row_parted_by_the_page_is_put_together():
    page = Page()
    page.grid([["序号", "问题", "进展"], ["1", "台账登记", "已完成"]], [60, 200, 120])
    page.turn()
    page.grid([["", "不全的问题。", ""], ["2", "巡护缺项。", "已完成"]], [60, 200, 120])
    assert extract(page.bytes(), "a.pdf").lines == [
        "序号\t问题\t进展",
        "1\t台账登记不全的问题。\t已完成",
        "2\t巡护缺项。\t已完成",
    ]


def test_a_line_cut_early_because_the_next_word_did_not_fit_goes_on():
    page = Page()
    page.write("一是加强与有关部门沟通联系，主动争取政策支持，推", LEFT + 2 * 16)
    page.write("动“放管服”改革向基层延伸。")
    page.paragraph("二是逐项销号。")
    page.paragraph("三是压实各级责任，完善考核评价办法，切实巩固整改成果，防止问题反弹回潮。")
    lines = extract(page.bytes(), "a.pdf").lines
    assert lines[0] == "一是加强与有关部门沟通联系，主动争取政策支持，推动“放管服”改革向基层延伸。"
    assert lines[1] == "二是逐项销号。"


def test_columns_far_apart_are_not_run_together():
    page = Page()
    page.write("联系人：巡察办")
    page.canvas.drawString(LEFT + 220, page.canvas._pagesize[1] - 92, "电话：000")
    assert extract(page.bytes(), "a.pdf").lines[0] == "联系人：巡察办 电话：000"


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("整改", "情况", "整改情况"),
        ("第3", "项", "第3项"),
        ("Party", "school", "Party school"),
        ("re-", "read", "reread"),
        ("2", "0", "20"),
    ],
)
def test_lines_are_joined_with_a_space_only_between_latin_words(before, after, whole):
    assert joined(before, after) == whole


def test_radicals_become_the_characters_that_were_meant():
    assert unified("⻘岚市⽔务局⼀⼾⻓") == "青岚市水务局一户长"


def test_a_scan_is_named(tmp_path):
    from PIL import Image

    picture = tmp_path / "scan.png"
    Image.new("L", (60, 80), 255).save(picture)
    page = Page()
    page.numbered = False
    page.canvas.drawImage(str(picture), 0, 0, 500, 700)
    page.turn()
    page.canvas.drawImage(str(picture), 0, 0, 500, 700)
    with pytest.raises(ReadingError, match=r"a\.pdf：共2页，.*OCR"):
        extract(page.bytes(), "a.pdf")


def test_a_scanned_page_among_others_is_noted(tmp_path):
    from PIL import Image

    picture = tmp_path / "scan.png"
    Image.new("L", (60, 80), 255).save(picture)
    page = Page()
    page.paragraph("整改情况通报如下。")
    page.turn()
    page.numbered = False
    page.canvas.drawImage(str(picture), 0, 0, 500, 700)
    assert extract(page.bytes(), "a.pdf").notes == ("pages without text, pictures only: 2",)


def test_a_password_is_named():
    with pytest.raises(ReadingError, match="密码"):
        extract(report_pdf(encrypt="geheim"), "a.pdf")


def test_too_many_pages_are_named():
    page = Page()
    for _ in range(5):
        page.paragraph("整改情况通报如下。")
        page.turn()
    with pytest.raises(ReadingError, match=r"a\.pdf：超过3页的上限：请拆分"):
        extract(page.bytes(), "a.pdf", Limits(pages=3))


def test_a_pdf_is_known_by_its_content():
    assert extract(report_pdf(), "a.txt").form == "pdf"
