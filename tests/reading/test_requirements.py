"""Requirements: rules with their sources, due dates, documents that state them."""

from datetime import date

import pytest

from rectify.reading.calendar_cn import months_after, workdays_after
from rectify.reading.requirements import Rule, due, due_dates, events, read_requirements, rules
from rectify.reading.segments import Segment
from tests.reading.sample import document


def rule(number: int | None, unit: str) -> Rule:
    return Rule("report", "feedback", number, unit, "巡察", "某办法", "", None, None, None)


def test_working_days_know_the_public_holidays():
    assert workdays_after(date(2020, 9, 28), 5).day == date(2020, 10, 12)
    assert workdays_after(date(2020, 9, 28), 5).exact


def test_made_up_working_days_count():
    assert workdays_after(date(2020, 10, 9), 1).day == date(2020, 10, 10)


def test_beyond_the_calendar_weekdays_stand_in_and_it_says_so():
    found = due(rule(5, "workdays"), date(2035, 3, 1))
    assert found.day == date(2035, 3, 8)
    assert found.note


def test_months_end_on_their_last_day():
    assert months_after(date(2023, 12, 31), 2) == date(2024, 2, 29)
    assert months_after(date(2023, 11, 30), 1) == date(2023, 12, 30)


def test_no_figure_no_due_date():
    with pytest.raises(ValueError, match="no figure"):
        due(rule(None, "months"), date(2023, 1, 1))


def test_rules_hold_in_their_time():
    assert due_dates("巡视", date(2020, 3, 2))["report"].day == date(2020, 5, 2)
    assert "report" not in due_dates("巡视", date(2024, 3, 2))
    assert due_dates("巡察", date(2020, 3, 2)) == {}


def test_every_rule_cites_a_source_and_names_a_known_step():
    steps = {event.slug for event in events()}
    assert all(row.event in steps and row.basis and row.unit in ("workdays", "days", "months") for row in rules())


def stated(text: str) -> dict[str, tuple]:
    made = document("同志们：", text)
    return {
        row["event"]: (row["number"], row["unit"]) for row in read_requirements(made, Segment("requirements", 1, 2))
    }


def test_what_a_speech_states():
    found = stated(
        "按照《整改工作办法》要求，要在反馈后5个工作日内召开专题会议研究整改工作，15日内制定巡察整改方案；2个月内召开专题民主生活会。"
    )
    assert found == {"special_meeting": (5, "workdays"), "plan_drafted": (15, "days"), "democratic_life": (2, "months")}


def test_a_blanked_figure_stays_blank():
    assert stated("反馈之日起*个月内，要将整改进展情况报告报送市监委。")["report"] == (None, "months")


def test_recipients_and_source():
    made = document("同志们：", "按照《整改工作办法》要求，3个月内，要将整改情况报告报送市监委，并抄送组织部。")
    (row, *_) = read_requirements(made, Segment("requirements", 1, 2))
    assert row["recipients"] == ["市监委", "组织部"]
    assert row["basis"] == "《整改工作办法》"
