"""Conventions met in published reports, one a test: how they are numbered, answered, concluded and repeated."""

import pytest

from rectify.reading.areas import area_of
from rectify.reading.status import status_of
from tests.reading.outlines import items_of, sections_of, statuses_of, steps_of, titles_of


def test_a_status_behind_the_last_step_speaks_of_the_point():
    text = """
一、整改情况
1.关于财务管理的问题
（1）账目不清。
针对该问题，共制定整改措施2条。
一是核对账目。
二是公开账目。
整改状态：已完成。
（2）报销拖延。
针对该问题，共制定整改措施1条。
限期报销。
整改状态：正在整改。
"""
    assert titles_of(text) == ["账目不清。", "报销拖延。"]
    assert [item["declared_measures"] for item in items_of(text)] == [2, 1]
    assert statuses_of(text) == ["completed", "in_progress"]


def test_steps_may_be_numbered_through_the_whole_document():
    text = (
        "一、整改情况\n1.账目不清。\n整改措施：\n1.核对账目。\n2.公开账目。\n整改结果：已完成。\n"
        "2.报销拖延。\n整改措施：\n3.限期报销。\n4.通报批评。\n整改结果：已完成。"
    )
    assert titles_of(text) == ["账目不清。", "报销拖延。"]
    assert [len(item["measures"]) for item in items_of(text)] == [2, 2]


def test_parts_in_formal_numerals_say_how_far_their_points_are():
    text = (
        "壹  已完成的整改事项\n1  账目不清\n  整改情况\n  ——核对账目。\n2  报销拖延\n  整改情况\n  ——限期报销。\n"
        "贰  基本完成、尚需巩固的整改事项\n3  公章管理松散\n  整改情况\n  ——剩余1枚公章计划2024年6月底前销毁。"
    )
    assert statuses_of(text) == ["completed", "completed", "phased"]
    assert items_of(text)[2]["deadline"] == "2024-06-30"
    assert [marker for _, marker, _ in sections_of(text)] == ["壹", "贰"]


def test_dashes_inside_a_paragraph_open_steps():
    text = (
        "一、关于财务管理的整改情况\n一是关于“账目不清”。——核对账目；——公开账目。\n"
        "二是关于“报销拖延”。——限期报销。\n三是关于“公章管理松散”。——专人保管；——登记使用。"
    )
    assert [[step["title"] for step in item["measures"]] for item in items_of(text)] == [
        ["核对账目；", "公开账目。"],
        ["限期报销。"],
        ["专人保管；", "登记使用。"],
    ]


def test_a_recommendation_and_its_answer_share_a_line():
    text = (
        "一、意见建议落实情况\n（1）关于“健全内控机制”的建议。全年核对账目4次。落实情况：已完成。\n"
        "（2）关于“加强人才培养”的建议。正在制定办法，2024年二季度出台。"
    )
    first, second = items_of(text)
    assert [step["title"] for step in first["measures"]] == ["全年核对账目4次。"]
    assert (second["kind"], second["status"]) == ("recommendation", "in_progress")


def test_a_later_list_of_what_remains_adds_no_items():
    text = (
        "一、问题整改情况\n1.账目不清。\n整改措施：核对账目。\n整改结果：已完成。\n"
        "2.闲置厂房处置缓慢。\n整改措施：已处置3处，其余厂房正在办理过户手续。\n整改结果：正在整改。\n"
        "二、尚未完成的整改任务\n以下事项仍在整改之中：\n1.厂房办理过户手续，2024年6月底前完成。"
    )
    assert titles_of(text) == ["账目不清。", "闲置厂房处置缓慢。"]


def test_a_small_table_of_what_remains_adds_no_items():
    text = (
        "一、财务管理方面\n（一）账目不清。\n整改措施：核对账目。\n整改结果：已完成。\n"
        "（二）报销拖延。\n整改措施：限期报销。\n整改结果：已完成。\n"
        "（三）厂房闲置。\n整改措施：逐处处置。\n整改结果：正在整改。\n"
        "二、尚未完成的整改事项\n序号\t问题\t下一步措施\t完成时限\n1\t厂房闲置\t加快处置\t2024年6月底前"
    )
    assert titles_of(text) == ["账目不清。", "报销拖延。", "厂房闲置。"]
    assert sections_of(text) == [(1, "一、", "财务管理方面")]


def test_a_list_of_problems_that_a_later_part_answers_adds_no_items():
    text = (
        "一、反馈问题清单\n1.账目核对不及时。\n2.公务用车管理不规范。\n"
        "二、整改情况\n1.针对“账目核对不及时”的问题\n整改措施：核对账目。\n整改结果：已完成。\n"
        "2.针对“公务用车管理不规范”的问题\n整改措施：清理车辆。\n整改结果：已完成。"
    )
    assert [item["line"] for item in items_of(text)] == [5, 8]


def test_headings_in_brackets_group_points_without_numbers():
    text = (
        "【财务管理方面】\n账目核对不及时\n逐笔核对账目38笔并公开，现已整改到位。\n报销拖延现象突出\n限期报销历年票据120张，现已整改到位。\n"
        "【作风建设方面】\n文山会海依然存在\n压减会议12个、文件30份，现已整改到位。"
    )
    assert [level for level, _, _ in sections_of(text)] == [1, 1]
    assert titles_of(text) == ["账目核对不及时", "报销拖延现象突出", "文山会海依然存在"]


def test_a_bracket_behind_the_title_may_promise_the_rest():
    text = (
        "一、整改情况\n1.账目不清【已完成】\n核对账目。\n"
        "2.校办企业改革迟缓【基本完成，剩余3户2024年9月底前处置完毕】\n清理关闭12户。"
    )
    assert statuses_of(text) == ["completed", "phased"]
    assert items_of(text)[1]["deadline"] == "2024-09-30"


def test_a_statement_that_opens_the_answer_is_no_measure():
    text = (
        "一、整改情况\n1.关于账目不清的问题\n已完成整改。核对账目38笔。\n"
        "2.关于数据不通的问题\n正在整改，2025年6月底前全面推开。一是统一标准；二是打通接口。"
    )
    assert statuses_of(text) == ["completed", "in_progress"]
    assert [steps_of(item) for item in items_of(text)] == [["核对账目38笔。"], ["一是统一标准；", "二是打通接口。"]]


def test_numbers_that_point_back_open_no_step():
    text = (
        "一、整改情况\n（1）账目不清。\n（2）报销拖延。\n针对上述（1）（2）两个问题，整改措施：①核对账目；②限期报销。\n整改结果：均已完成。\n"
        "（3）公章管理松散。\n整改措施：①专人保管。\n整改结果：已完成。\n（4）合同管理混乱。\n整改措施：①清理合同。\n整改结果：已完成。"
        "\n（5）车辆管理松散。\n整改措施：①清理车辆。\n整改结果：已完成。"
    )
    assert [step["marker"] for step in items_of(text)[0]["measures"]] == ["①", "②"]


def test_steps_out_of_order_are_steps_all_the_same():
    text = "一、整改情况\n1.关于账目不清的问题\n（1）核对账目。\n（3）公开账目。\n（2）追究责任。\n2.关于报销拖延的问题\n（1）限期报销。"
    assert [len(item["measures"]) for item in items_of(text)] == [3, 1]


def test_an_excuse_is_no_measure():
    text = (
        "一、整改情况\n1.账目不清。\n整改情况：因审计尚未结束，该项整改尚未启动。\n整改结果：未完成。\n"
        "2.报销拖延。\n整改情况：限期报销。\n整改结果：已完成。"
    )
    assert [len(item["measures"]) for item in items_of(text)] == [0, 1]


def test_what_is_set_for_good_is_kept_up():
    text = "一、整改情况\n1.账目不清。\n整改措施：核对账目。\n整改时限：长期坚持。\n整改结果：已整改。"
    assert statuses_of(text) == ["completed_ongoing"]


def test_a_part_named_after_decisions_is_no_preface():
    text = "一、在落实决策部署方面\n1.关于账目不清的问题\n核对账目。\n二、在落实主体责任方面\n2.关于报销拖延的问题\n限期报销。"
    assert [title for _, _, title in sections_of(text)] == ["在落实决策部署方面", "在落实主体责任方面"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("基本完成,剩余2户预计2024年6月底前办结", "phased"),
        ("取得阶段性成效,正在推进", "in_progress"),
        ("部分项目结算尚未办结,预计4月底前完成", "phased"),
        ("已完成3项,正在推进1项", "phased"),
        ("已完成并坚持", "completed_ongoing"),
    ],
)
def test_the_first_word_of_a_statement_weighs(said: str, status: str):
    assert status_of(said) == status


@pytest.mark.parametrize(
    ("heading", "area"),
    [
        ("服务区域发展能力不强", "policy"),
        ("党组织领导的校长负责制落实不到位", "organization"),
        ("全面从严治检仍有差距", "discipline"),
        ("违反中央八项规定精神问题仍有发生", "discipline"),
        ("反馈问题整改进展情况", "other"),
    ],
)
def test_areas_named_in_passing(heading: str, area: str):
    assert area_of(heading) == area


def test_a_later_list_gives_a_status_to_what_said_none():
    text = (
        "一、整改情况\n1.关于制度滞后的问题。一是印发意见。二是起草条例。\n2.关于账目不清的问题。一是核对账目。二是公开账目。\n"
        "二、持续推进的整改事项\n1.关于制度滞后的问题。下一步，配合审议，力争2024年12月底前出台条例。"
    )
    assert [(item["status"], item["deadline"]) for item in items_of(text)] == [
        ("in_progress", "2024-12-31"),
        ("unstated", None),
    ]


def test_results_tell_what_is_left_to_do():
    text = "一、整改情况\n1.出让金征缴不到位。\n整改措施：发出催缴通知。\n整改成效：已追缴七成，剩余部分正在诉讼追缴。"
    assert statuses_of(text) == ["in_progress"]


@pytest.mark.parametrize(
    ("above", "inside"),
    [
        (("1 ", "2 "), ("1-1 ", "1-2 ", "2-1 ")),
        (("1 ", "2 "), ("1－1 ", "1－2 ", "2－1 ")),
        (("A．", "B．"), ("A1．", "A2．", "B1．")),
    ],
)
def test_points_carry_the_number_of_their_area(above: tuple[str, str], inside: tuple[str, str, str]):
    answer = "\n整改措施：\n（1）核对账目；\n（2）公开账目。\n整改状态：已完成\n"
    text = (
        f"{above[0]}管党治党方面\n{inside[0]}账目不清{answer}{inside[1]}报销拖延{answer}"
        f"{above[1]}队伍建设方面\n{inside[2]}公章管理松散{answer}"
    )
    assert titles_of(text) == ["账目不清", "报销拖延", "公章管理松散"]
    assert [item["marker"] for item in items_of(text)] == [marker.strip(" ．") for marker in inside]
    assert [title for _, _, title in sections_of(text)] == ["管党治党方面", "队伍建设方面"]


@pytest.mark.parametrize("rule", ["——————", "＊＊＊", "＞＞＞", "----------------"])
def test_a_line_of_ornaments_only_parts_others(rule: str):
    answer = "\n整改措施：\n（1）核对账目；\n（2）公开账目。\n＞＞ 整改状态 Status：已完成\n"
    text = (
        f"一、管党治党方面\n1．账目不清{answer}{rule}\n2．报销拖延{answer}{rule}\n二、队伍建设方面\n1．公章松散{answer}"
    )
    assert titles_of(text) == ["账目不清", "报销拖延", "公章松散"]
    assert statuses_of(text) == ["completed"] * 3
    assert [len(item["measures"]) for item in items_of(text)] == [2, 2, 2]


def test_points_and_steps_are_told_off_in_words():
    text = (
        "一、管党治党方面\n问题之一，账目不清。\n我乡采取的措施是：（甲）核对账目；（乙）公开账目。本问题已整改完成。\n"
        "问题之二，报销拖延。\n我乡采取的措施是：限期报销。本问题正在整改。"
    )
    assert [item["marker"] for item in items_of(text)] == ["问题之一", "问题之二"]
    assert [len(item["measures"]) for item in items_of(text)] == [2, 1]
    assert statuses_of(text) == ["completed", "in_progress"]
