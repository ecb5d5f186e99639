"""What opens a numbered line."""

import pytest

from rectify.reading.markers import inline_markers, leading_marker, number_of
from rectify.reading.text import normal, quoted_spans


@pytest.mark.parametrize(
    ("line", "style", "number", "text", "rest"),
    [
        ("一、总体情况", "dun", 1, "一、", "总体情况"),
        ("（十二）干部管理", "paren", 12, "（十二）", "干部管理"),
        ("3．会议记录", "dot", 3, "3．", "会议记录"),
        ("3、会议记录", "dot", 3, "3、", "会议记录"),
        ("1.2019年的账目", "dot", 1, "1.", "2019年的账目"),
        ("(4)、补齐档案", "arparen", 4, "(4)", "补齐档案"),
        ("⑵补齐档案", "arparen", 2, "⑵", "补齐档案"),
        ("2）补齐档案", "rparen", 2, "2）", "补齐档案"),
        ("⑪公开账目", "circle", 11, "⑪", "公开账目"),
        ("二十一是漏报", "shi", 21, "二十一是", "漏报"),
        ("第三，漏报", "di", 3, "第三", "漏报"),
        ("其二，漏报", "qi", 2, "其二", "漏报"),
        ("问题5：漏报", "noun:问题", 5, "问题5", "漏报"),
        ("【问题五】漏报", "noun:问题", 5, "问题五", "漏报"),
        ("整改措施1：约谈", "noun:整改措施", 1, "整改措施1", "约谈"),
        ("2.1 漏报", "multi1", 1, "2.1", "漏报"),
        ("——约谈", "bullet:—", None, "——", "约谈"),
        ("第二部分 整改情况", "part", 2, "第二部分", "整改情况"),
    ],
)
def test_a_marker_has_a_style_a_number_and_its_own_text(line, style, number, text, rest):
    marker = leading_marker(normal(line), line)
    assert marker is not None
    assert (marker.style, marker.number, marker.text) == (style, number, text)
    assert line[marker.end :].strip() == rest


@pytest.mark.parametrize(
    "line", ["2020年9月14日", "3.5亿元", "第一时间约谈", "一是否公开", "其中两家", "10%", "5月开始", "问题突出"]
)
def test_what_only_looks_like_a_marker_is_none(line):
    assert leading_marker(normal(line), line) is None


@pytest.mark.parametrize(("digits", "value"), [("十", 10), ("三十", 30), ("四十七", 47), ("一百零二", 102), ("12", 12)])
def test_numbers(digits, value):
    assert number_of(digits) == value


def test_markers_inside_a_line_begin_a_clause_and_stand_outside_quotations():
    line = "落实“一是一、二是二”的要求。一是约谈，二是公示；第一季度三是公开。"
    plain = normal(line)
    found = [marker.text for marker in inline_markers(plain, line, 0, len(line), quoted_spans(plain))]
    assert found == ["一是", "二是"]
