"""News of feedback and mobilisation meetings, and lists of units."""

from rectify.reading.notices import read_listing, read_notice
from rectify.reading.segments import Segment
from tests.reading.sample import document, only


def notice(*lines: str, **facts) -> dict:
    made = document(*lines, **facts)
    found = read_notice(made, Segment("notice", 1, len(made.lines)))
    for point in found["findings"] + found["recommendations"]:
        assert made.line(point["line"])[point["offset"] :].startswith(point["title"])
    return found


def titles(points: list[dict]) -> list[str]:
    return [point["title"] for point in points]


TITLE = "县委第二巡察组向县民政局党组反馈巡察情况"


def test_the_fields_of_a_feedback_notice():
    found = notice(
        TITLE, "时间：2023-08-02 来源：巡察办", "7月28日，九届县委第五轮巡察县委第二巡察组向县民政局党组反馈巡察情况。"
    )
    expected = {
        "kind": "feedback",
        "unit": "县民政局",
        "round": "九届县委第五轮",
        "feedback": "2023-07-28",
        "published": "2023-08-02",
    }
    assert {name: found[name] for name in expected} == expected
    assert found["aliases"] == ["县民政局党组"]


def test_findings_listed_in_a_sentence():
    found = notice(TITLE, "巡察发现的问题主要表现在理论学习不深入、殡葬监管不力、队伍建设薄弱等八个方面。")
    assert titles(found["findings"]) == ["理论学习不深入", "殡葬监管不力", "队伍建设薄弱"]
    assert found["declared_findings"] == 8


def test_findings_numbered_in_a_paragraph():
    found = notice(
        TITLE, "巡察也发现一些问题，主要是：一是理论学习不深入，阵地管理不严；二是殡葬监管不力。同时，收到问题线索。"
    )
    assert titles(found["findings"]) == ["理论学习不深入，阵地管理不严", "殡葬监管不力"]


def test_findings_in_paragraphs_of_their_own():
    found = notice(
        TITLE,
        "会上通报了巡察发现的3个方面11个主要问题：",
        "（一）学习不深入。课程薄弱。",
        "（二）监管不力。",
        "（三）基础不牢。",
    )
    assert titles(found["findings"]) == ["学习不深入", "监管不力", "基础不牢"]
    assert found["declared_findings"] == 3


def test_findings_that_exist():
    found = notice(TITLE, "巡察也发现存在学习贯彻不够深入、惠民资金监管不严、党建基础薄弱等问题。")
    assert len(found["findings"]) == 3


def test_recommendations_are_not_findings():
    found = notice(
        TITLE, "巡察组提出三项整改意见建议：", "", "  一要加强理论武装。", "  二要压实责任。", "  三要建强队伍。"
    )
    assert titles(found["recommendations"]) == ["加强理论武装", "压实责任", "建强队伍"]
    assert found["findings"] == []


def test_a_mobilisation_notice():
    found = notice(
        "县委第一巡察组巡察县卫生健康局公告",
        "县委第一巡察组于2024年3月11日至5月10日对县卫生健康局党组开展常规巡察。",
        "值班电话：0512-6655001（受理时间：8:30-17:30），邮政信箱：云岭县003号邮政专用信箱。主要受理反映领导班子成员问题的来信来电来访。",
    )
    expected = {
        "kind": "mobilisation",
        "unit": "县卫生健康局",
        "team": "县委第一巡察组",
        "inspection_kind": "常规巡察",
        "started": "2024-03-11",
        "ended": "2024-05-10",
        "phone": ["0512-6655001"],
        "hours": "8:30-17:30",
    }
    assert {name: found[name] for name in expected} == expected
    assert found["scope"].startswith("主要受理")


def test_dates_without_a_year_stay_as_text():
    found = notice("中央第九巡视组巡视云省工作动员会召开", "巡视期间（2月27日—4月28日）设专门值班电话：0371-65900001。")
    assert (found["started"], found["ended"]) == (None, None)
    assert (found["started_text"], found["ended_text"]) == ("2月27日", "4月28日")


def test_a_team_is_named_as_the_text_does():
    found = notice(
        "榆县县委第二巡察组动员会召开", "县委第二巡察组作动员讲话。县委第二巡察组将开展巡察。此次巡察是专项巡察。"
    )
    assert found["team"] == "县委第二巡察组"
    assert found["inspection_kind"] == "专项巡察"


def test_a_list_of_units():
    made, segment = only("listing", "八届县委第三轮巡察整改情况公布如下。", "县教育局、县司法局、青石镇。")
    assert read_listing(made, segment) == {
        "line": 2,
        "round": "八届县委第三轮",
        "units": ["县教育局", "县司法局", "青石镇"],
    }
