"""The least finished of several things said wins."""

import pytest

from rectify.reading.status import is_statement, status_of, status_of_group, status_of_whole
from tests.reading.outlines import items_of, statuses_of


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("已完成", "completed"),
        ("已办结。", "completed"),
        ("整改到位", "completed"),
        ("已完成,长期坚持", "completed_ongoing"),
        ("已整改完成并将长期推进", "completed_ongoing"),
        ("基本完成", "phased"),
        ("已完成阶段性任务,长期推进", "phased"),
        ("部分整改,长期推进", "phased"),
        ("2条措施已完成,其余正在推进", "phased"),
        ("正在整改,已取得阶段性成效", "in_progress"),
        ("长期坚持", "in_progress"),
        ("持续推进", "in_progress"),
        ("预计12月底前完成", "in_progress"),
        ("2024年6月底前取得阶段性成效,长期坚持", "in_progress"),
        ("尚未启动", "not_done"),
        ("未完成", "not_done"),
        ("已于2023年6月底前完成", "completed"),
        ("已销号", None),
        ("立行立改", None),
    ],
)
def test_scale(said, status):
    assert status_of(said) == status


@pytest.mark.parametrize("text", ["已完成整改，并长期坚持。", "该问题已整改到位", "正在推进", "（基本完成）"])
def test_statements(text):
    assert is_statement(text.replace("，", ",").replace("（", "(").replace("）", ")"))


@pytest.mark.parametrize("text", ["整改完成情况", "落实不到位", "3家单位已全部整改完毕", "完成改厕120户"])
def test_what_is_no_statement_about_the_item(text):
    assert not is_statement(text)


def test_a_word_for_one_measure_is_not_the_items_status():
    text = (
        "一、整改情况\n"
        "（一）账目不清的问题。①核对账目，3家单位已全部整改完毕。②公开账目。\n"
        "（二）公章管理松散的问题。①清理公章。②专人保管。"
    )
    assert statuses_of(text) == ["unstated", "unstated"]


def test_running_text_may_say_it_of_the_problem():
    text = (
        "一、整改情况\n"
        "（一）账目不清的问题。\n"
        "一是核对账目。二是公开账目。该问题已整改到位。\n"
        "（二）公章管理松散的问题。\n"
        "专人保管公章。该问题正在整改。"
    )
    assert statuses_of(text) == ["completed", "in_progress"]


@pytest.mark.parametrize(
    "title", ["（一）账目不清的问题（已完成）", "（一）【已完成】账目不清的问题", "（一）账目不清的问题——已完成"]
)
def test_a_title_may_say_it(title):
    item = items_of(f"一、整改情况\n{title}\n1.核对账目。\n2.公开账目。")[0]
    assert (item["status"], item["title"]) == ("completed", "账目不清的问题")


def test_a_heading_may_say_it_for_all_below():
    text = (
        "一、已完成的整改事项\n"
        "1.账目不清问题。\n"
        "整改情况：核对账目。\n"
        "二、未完成的整改事项\n"
        "2.公章管理松散问题。\n"
        "整改情况：等待印章制发。"
    )
    assert statuses_of(text) == ["completed", "not_done"]


def test_a_last_line_may_say_it_for_the_group():
    text = (
        "一、整改情况\n"
        "1.账目不清问题。\n"
        "整改措施：核对账目。\n"
        "2.公章管理松散问题。\n"
        "整改措施：专人保管。\n"
        "以上问题均已整改完成。"
    )
    assert statuses_of(text) == ["completed", "completed"]


def test_groups_and_wholes():
    assert status_of_group("以上问题均已整改完成").value == "completed"
    assert status_of_whole("截至目前,20个问题已全部完成整改。").value == "completed"
    assert status_of_whole("18个问题已全部完成整改,其余正在推进。") is None


def test_steps_that_each_say_it_say_it_together():
    text = (
        "一、整改情况\n"
        "1.账目不清问题\n"
        "整改措施：\n"
        "（1）核对账目。（已完成）\n"
        "（2）公开账目。（长期坚持）\n"
        "2.公章管理松散问题\n"
        "整改措施：\n"
        "（1）清理公章。（已完成）\n"
        "（2）制发新章。（正在推进）"
    )
    assert statuses_of(text) == ["completed_ongoing", "in_progress"]
