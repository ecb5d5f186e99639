"""Only the parts that answer the problems hold items."""

from tests.reading.outlines import outline_of, sections_of, titles_of

REPORT = """
一、组织领导情况
（一）提高站位。召开会议3次。
（二）压实责任。成立领导小组。
二、整改落实情况
（一）账目不清的问题
整改措施：核对账目。
整改结果：已完成。
（二）报销拖延的问题
整改措施：限期报销。
整改结果：已完成。
三、下一步打算
（一）持续整改。
（二）建立长效机制。
"""


def test_neither_preface_nor_plans_hold_items():
    assert titles_of(REPORT) == ["账目不清的问题", "报销拖延的问题"]


def test_the_lines_behind_the_items_are_plans():
    assert outline_of(REPORT).roles[12] == "next"


def test_a_part_around_areas_is_no_section():
    text = (
        "一、主要做法\n"
        "召开会议。\n"
        "二、整改落实情况\n"
        "（一）党的建设方面\n"
        "1.支部换届拖延。\n"
        "整改措施：督促换届。\n"
        "（二）廉政建设方面\n"
        "2.报销拖延。\n"
        "整改措施：限期报销。"
    )
    assert [title for _, _, title in sections_of(text)] == ["党的建设方面", "廉政建设方面"]


def test_a_later_list_of_open_points_adds_none():
    text = """
一、反馈问题整改落实情况
（一）账目不清的问题
整改措施：核对账目。
（二）厂房闲置的问题
整改措施：公开招租。
二、需要长期整改的问题
（一）厂房闲置的问题
正在招租，预计2030年底前完成。
"""
    items = outline_of(text).items
    assert [item["title"] for item in items] == ["账目不清的问题", "厂房闲置的问题"]
    assert (items[1]["status"], items[1]["deadline"]) == ("in_progress", "2030-12-31")


def test_advice_is_told_from_problems():
    text = (
        "一、问题整改情况\n"
        "1.账目不清。\n"
        "整改措施：核对账目。\n"
        "二、意见建议落实情况\n"
        "1.加强财务培训。\n"
        "落实措施：举办培训。"
    )
    assert [item["kind"] for item in outline_of(text).items] == ["problem", "recommendation"]


def test_what_stands_before_the_account_is_preface():
    text = (
        "局党组主要做了以下工作：\n一是提高站位。召开会议3次。\n二是压实责任。成立领导小组。\n"
        "现将整改情况通报如下：\n（一）账目不清问题\n整改措施：核对账目。\n（二）报销拖延问题\n整改措施：限期报销。"
    )
    assert titles_of(text) == ["账目不清问题", "报销拖延问题"]


def test_figures_of_the_whole_are_no_status():
    text = (
        "一、总体情况\n"
        "共反馈问题12个，已完成10个，正在推进2个。\n"
        "二、整改落实情况\n"
        "1.账目不清。\n"
        "一是核对账目。\n"
        "二是公开账目。\n"
        "2.报销拖延。\n"
        "一是限期报销。"
    )
    assert titles_of(text) == ["账目不清。", "报销拖延。"]
