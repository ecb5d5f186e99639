"""Word documents: paragraphs, numbers, tables, tracked changes, and what is left out."""

import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from rectify.reading.formats import ReadingError, extract
from tests.reading.formats.documents import add_item, add_list, add_xml, package, raw_word, saved, word


def lines(document) -> list[str]:
    return extract(saved(document), "a.docx").lines


def test_each_paragraph_is_a_line_blank_ones_too():
    assert lines(word("整改情况通报", "", "　　已完成。  ", "")) == ["整改情况通报", "", "已完成。", ""]


def test_the_title_is_the_paragraph_styled_so():
    document = word()
    document.add_heading("关于整改情况的通报", 0)
    document.add_paragraph("正文。")
    assert extract(saved(document), "a.docx").title == "关于整改情况的通报"


def test_automatic_numbers_are_written_out_level_by_level():
    document = word()
    add_list(document, 1)
    for text, level in (
        ("总体情况", 0), ("学习方面", 1), ("学习不深", 2), ("制定计划", 3), ("开展检查", 3), ("2019年遗留", 2),
        ("监督方面", 1), ("监督不力", 2), ("下一步", 0), ("新的方面", 1),
    ):  # fmt: skip
        add_item(document, text, level)
    assert lines(document) == [
        "一、总体情况", "（一）学习方面", "1.学习不深", "①制定计划", "②开展检查", "2. 2019年遗留",
        "（二）监督方面", "1.监督不力", "二、下一步", "（一）新的方面",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "third"),
    [
        ("decimal", "%1.", "3.甲"),
        ("decimal", "(%1)", "(3)甲"),
        ("decimalZero", "%1.", "03.甲"),
        ("decimalFullWidth", "%1．", "３．甲"),
        ("decimalEnclosedCircle", "%1", "③甲"),
        ("chineseCounting", "第%1，", "第三，甲"),
        ("chineseCounting", "%1是", "三是 甲"),
        ("japaneseCounting", "（%1）", "（三）甲"),
        ("ideographTraditional", "%1、", "丙、甲"),
        ("ideographEnclosedCircle", "%1", "㊂甲"),
        ("chineseLegalSimplified", "%1、", "叁、甲"),
        ("upperRoman", "%1.", "III.甲"),
        ("lowerLetter", "%1)", "c)甲"),
        ("none", "●", "●甲"),
        ("bullet", "\uf06c", "●甲"),
        ("bullet", "—", "—甲"),
    ],
)
def test_number_formats(form, text, third):
    document = word()
    add_list(document, 1, levels=((form, text),))
    for _ in range(3):
        add_item(document, "甲")
    assert lines(document)[2] == third


def test_numbers_start_anew_where_the_list_says_so():
    document = word()
    add_list(document, 1, levels=(("decimal", "%1."),))
    add_list(document, 2, restart=True)
    for number in (1, 1, 2, 2, 1):
        add_item(document, "甲", number=number)
    assert lines(document) == ["1.甲", "2.甲", "1.甲", "2.甲", "3.甲"]


def test_numbers_that_come_from_a_style():
    document = word()
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("丙", style="List Bullet")
    assert lines(document) == ["1.甲", "2.乙", "●丙"]


def test_a_manual_line_break_starts_a_line_and_a_page_break_does_not():
    document = word()
    paragraph = document.add_paragraph("上")
    paragraph.add_run().add_break()
    paragraph.add_run("下\t右")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    assert lines(document) == ["上", "下 右"]


def test_insertions_stay_and_deletions_go():
    document = word()
    paragraph = document.add_paragraph("原文")
    add_xml(paragraph, '<w:ins w:id="1" w:author="x"><w:r><w:t>加</w:t></w:r></w:ins>')
    add_xml(paragraph, '<w:del w:id="2" w:author="x"><w:r><w:delText>删</w:delText></w:r></w:del>')
    add_xml(paragraph, '<w:moveFrom w:id="3" w:author="x"><w:r><w:t>移走</w:t></w:r></w:moveFrom>')
    add_xml(paragraph, '<w:moveTo w:id="4" w:author="x"><w:r><w:t>移来</w:t></w:r></w:moveTo>')
    add_xml(paragraph, "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>")
    add_xml(paragraph, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>")
    assert lines(document) == ["原文加移来链接"]


def test_a_paragraph_whose_end_was_deleted_runs_on():
    document = word("前半", "后半")
    properties = document.paragraphs[0]._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="x"/></w:rPr>'))
    assert lines(document) == ["前半后半"]


def test_table_rows_in_their_place():
    document = word("表前")
    table = document.add_table(rows=3, cols=3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "甲"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "合并"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "横跨"
    table.cell(1, 1).text = "一是\n二是"
    table.cell(2, 2).text = ""
    document.add_paragraph("表后")
    assert lines(document) == ["表前", "甲\t横跨\t", "合并\t一是 二是\t甲", "合并\t甲\t", "表后"]


def test_a_frame_of_one_column_is_no_table():
    document = word()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "第一段\n第二段"
    assert lines(document) == ["第一段", "第二段"]


def test_headers_notes_and_contents_are_left_out():
    document = word("正文")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.styles.add_style("TOC 1", 1)
    document.add_paragraph("目录一行\t3", style="TOC 1")
    add_xml(document.paragraphs[0], '<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert lines(document) == ["正文"]


def test_a_text_box_follows_its_paragraph_and_is_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent>"
    alternate = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    body = f"<w:p><w:r><w:t>正文</w:t></w:r><w:r>{alternate}</w:r></w:p><w:p><w:r><w:t>后文</w:t></w:r></w:p>"
    assert extract(raw_word(body), "a.docx").lines == ["正文", "框中", "后文"]


def test_content_controls_and_fields_show_their_text():
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        '<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>2023年5月</w:t></w:r></w:fldSimple>'
        '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>'
    )
    assert extract(raw_word(body), "a.docx").lines == ["控件", "2023年5月☑"]


def test_the_name_does_not_matter():
    assert extract(saved(word("正文")), "a.pdf").form == "docx"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
            r"\.doc）.*另存为 \.docx",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"{\\rtf1 abc}", "RTF"),
        (
            package({"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}),
            r"宏（\.docm）",
        ),
        (package({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (package({"OFD.xml": "<OFD/>"}), "OFD"),
        (package({"a.txt": "x"}), "不是 .docx 或 .xlsx"),
    ],
)
def test_other_office_files_are_named(data, message):
    with pytest.raises(ReadingError, match=message):
        extract(data, "a.docx")
