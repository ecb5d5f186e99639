"""What a publication consists of, and where each part begins and ends."""

from rectify.reading.segments import split
from tests.reading.sample import PREFACE, document

ITEM = ("一、整改情况", "1.关于学风不实的问题。", "整改措施：加强学习。", "整改进展：已完成。")


def kinds(*lines: str) -> list[tuple[str, int, int]]:
    return [(segment.kind, segment.first, segment.last) for segment in split(document(*lines))]


def test_a_report_without_a_title_begins_with_its_preface():
    assert kinds(PREFACE, *ITEM) == [("report", 1, 5)]


def test_a_report_begins_with_its_title_below_the_page_navigation():
    lines = (
        "首页 > 党务公开 > 巡察整改",
        "中共云岭县水利局党组关于巡察整改情况的通报",
        "发布时间：2023-12-08　来源：水利局",
        "",
        PREFACE,
        *ITEM,
    )
    assert kinds(*lines) == [("other", 1, 1), ("report", 2, 9)]


def test_a_title_in_two_lines_is_one_title():
    assert kinds("中共云岭县水利局党组", "关于县委巡察整改情况的公告", PREFACE, *ITEM)[0] == ("report", 1, 7)


def test_a_title_and_its_preface_are_one_report_even_with_a_date_between():
    assert kinds("中共云岭县水利局党组关于巡察整改情况的通报", "（2023年12月5日）", "", PREFACE, *ITEM) == [
        ("report", 1, 8)
    ]


def test_reports_follow_each_other_after_signatures():
    first = ("中共云岭县司法局党组关于巡察整改情况的通报", PREFACE, *ITEM, "中共云岭县司法局党组", "2023年12月1日")
    second = ("中共青石镇委员会关于巡察整改情况的通报", PREFACE, *ITEM, "中共青石镇委员会", "2023年12月2日")
    assert kinds(*first, *second) == [("report", 1, 8), ("report", 9, 16)]


def test_reports_follow_each_other_without_titles_after_a_contact_line():
    first = (PREFACE, *ITEM, "联系电话：0512-66321100")
    assert kinds(*first, PREFACE, *ITEM) == [("report", 1, 6), ("report", 7, 11)]


def test_an_announcement_in_the_middle_of_a_report_does_not_split_it():
    lines = (
        PREFACE,
        *ITEM,
        "按照要求，现将整改落实情况汇总公布，接受监督。",
        "2.关于作风不实的问题。",
        "整改措施：改。",
    )
    assert len(kinds(*lines)) == 1


def test_a_list_of_units_in_one_paragraph():
    lines = ("现公布九届县委第五轮巡察的单位，名单如下。", "县教育局、县司法局、青石镇、白水街道。", PREFACE, *ITEM)
    assert kinds(*lines)[:3] == [("other", 1, 1), ("listing", 2, 2), ("report", 3, 7)]


def test_a_list_of_units_one_a_line():
    lines = ("九届县委第五轮巡察整改情况公布单位如下：", "1.县教育局", "2.县司法局", "3.青石镇", PREFACE, *ITEM)
    assert ("listing", 2, 4) in kinds(*lines)


def test_credits_of_the_page_are_not_the_report():
    lines = (PREFACE, *ITEM, "中共云岭县水利局党组", "2023年12月5日", "上一篇：公示", "版权所有 云岭县水利局")
    assert kinds(*lines) == [("report", 1, 7), ("other", 8, 9)]


def test_news_of_a_feedback_meeting_is_a_notice():
    lines = (
        "县委第二巡察组向县民政局党组反馈巡察情况",
        "7月28日，县委第二巡察组反馈巡察意见，指出主要问题是学习不深、监管不严。",
    )
    assert [kind for kind, *_ in kinds(*lines)] == ["notice"]


def test_an_announcement_of_an_inspection_is_a_notice():
    lines = ("县委第一巡察组巡察县卫生健康局公告", "巡察期间设专门值班电话：0512-6655001。")
    assert [kind for kind, *_ in kinds(*lines)] == ["notice"]


def test_a_speech_with_time_limits_states_requirements():
    lines = (
        "同志们：",
        "要在反馈后5个工作日内召开专题会议研究整改工作，15日内制定整改方案，3个月内报送整改情况报告。巡察整改是政治任务。",
    )
    assert [kind for kind, *_ in kinds(*lines)] == ["requirements"]


def test_a_table_alone_is_a_report():
    rows = ("序号\t反馈问题\t整改措施\t进展", "1\t学习不深入\t制定计划\t已完成", "2\t台账缺失\t补建台账\t正在整改")
    assert kinds("市交通局巡察整改台账", *rows)[-1][0] == "report"


def test_other_texts_are_left_alone():
    assert {kind for kind, *_ in kinds("关于举办春季运动会的通知", "各科室：", "定于4月举办运动会。")} == {"other"}
    assert kinds("", " ") == []
