"""When each required step was done, from a report's own words."""

import pytest

from rectify.reading.milestones import read_milestones
from rectify.reading.segments import Segment
from tests.reading.sample import document

HEAD = {"feedback": "2023-07-18", "published": "2023-12-05"}


def done(*paragraphs: str, head: dict = HEAD) -> dict[str, str]:
    made = document("巡察整改情况通报", *paragraphs)
    last = len(made.lines)
    return {
        row["event"]: row["date"] for row in read_milestones(made, Segment("report", 1, last), head, range(1, last + 1))
    }


@pytest.mark.parametrize(
    ("sentence", "event", "day"),
    [
        ("7月20日，局党组召开专题会议，传达反馈意见，研究整改工作。", "special_meeting", "2023-07-20"),
        ("8月1日，召开党组会议审议通过《巡察反馈意见整改落实方案》。", "plan_approved", "2023-08-01"),
        ("7月25日，召开全局整改动员部署会议。", "mobilisation", "2023-07-25"),
        ("9月6日，局党组召开巡察整改专题民主生活会。", "democratic_life", "2023-09-06"),
        ("10月9日，听取各科室整改进展情况汇报。", "progress_report", "2023-10-09"),
        ("10月20日，向县委巡察办报送整改情况报告。", "report", "2023-10-20"),
    ],
)
def test_a_step_and_its_day(sentence, event, day):
    assert done(sentence)[event] == day


def test_the_first_time_counts():
    assert done("9月6日，召开专题民主生活会。", "10月6日，又召开专题民主生活会。")["democratic_life"] == "2023-09-06"


def test_a_day_before_the_feedback_or_after_the_signature_is_not_it():
    assert "democratic_life" not in done("2023年2月3日，召开专题民主生活会。")
    assert "democratic_life" not in done("2024年2月3日，召开专题民主生活会。")


def test_a_plan_of_a_meeting_is_not_the_meeting():
    assert "democratic_life" not in done("8月12日，印发专题民主生活会方案。")


def test_publication_is_the_date_of_the_signature():
    assert done("欢迎监督。", "2023年12月5日")["publication"] == "2023-12-05"


def test_without_dates_nothing_is_said():
    assert done("7月20日，召开专题会议研究整改。", head={}) == {}
