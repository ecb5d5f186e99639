"""What only the whole reading can tell: whose parts know of each other."""

import pytest

from rectify.reading.document import Document
from rectify.reading.reader import read

BRIEF = """关于{title}的通报

2021年5月10日至6月10日，县委第一巡察组对柳河镇党委进行了巡察，7月2日反馈意见。
一、基层治理方面
1、网格化管理空转（已整改）
（1）重新划分网格。（2）每月通报。
2、信访积案化解缓慢（整改中）
（1）领导包案5件。（2）正在协商。
中共柳河镇委员会
2021年9月15日"""
SUMMED_UP = """中共柳河镇委员会关于巡察整改情况的通报
2021年5月10日至6月10日，县委第一巡察组对柳河镇党委进行了巡察，7月2日反馈意见。现将整改情况通报如下。
一、基层治理方面
1.关于网格化管理空转的问题。
整改措施：重新划分网格；每月通报。
完成情况：已完成。
2.关于信访积案化解缓慢的问题。
整改措施：领导包案5件。
完成情况：正在推进。

综上，截至2021年8月31日，巡察反馈的2个问题，完成1个，持续推进1个。

中共柳河镇委员会
2021年9月15日"""


def records(text: str, kind: str) -> list[dict]:
    return [record for record in read(Document(text)).records() if record["record"] == kind]


@pytest.mark.parametrize("title", ["巡察整改情况", "落实县委第一巡察组反馈意见整改情况"])
def test_a_short_report_with_its_statuses_in_brackets_is_no_notice(title: str) -> None:
    text = BRIEF.format(title=title)
    assert not records(text, "notice")
    assert [item["status"] for item in records(text, "item")] == ["completed", "in_progress"]


def test_a_notice_that_lists_findings_stays_one() -> None:
    text = BRIEF.format(title="反馈巡察情况").replace("（已整改）", "").replace("（整改中）", "")
    assert records(text, "notice")
    assert not records(text, "report")


def test_a_summary_after_the_last_item_says_what_day_its_figures_are_of() -> None:
    (report,) = records(SUMMED_UP, "report")
    assert (report["as_of"], report["published"]) == ("2021-08-31", "2021-09-15")
    assert {claim["line"] for claim in report["claims"]} == {11}
