"""What a report claims to have achieved as a whole."""

import pytest

from rectify.reading.results import read_results
from rectify.reading.segments import Segment
from tests.reading.sample import document


def results(text: str) -> list[tuple]:
    made = document("巡察整改情况通报", text)
    found = read_results(made, Segment("report", 1, 2), [1, 2])
    for row in found:
        assert made.line(row["line"])[row["offset"] :].startswith(row["text"])
    return [(row["kind"], row["value"], row["unit"]) for row in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "新建制度12项，修订完善制度8项，废止3项。",
            [("systems_new", 12, "项"), ("systems_revised", 8, "项"), ("systems_abolished", 3, "项")],
        ),
        ("制定完善规章制度26项。", [("systems_new_or_revised", 26, "项")]),
        (
            "追缴资金132.5万元，清退津补贴45,300元。",
            [("money_recovered", 1_325_000, "元"), ("money_refunded", 45_300, "元")],
        ),
        (
            "上缴财政20万元，挽回经济损失3亿元。",
            [("money_treasury", 200_000, "元"), ("money_losses_made_good", 300_000_000, "元")],
        ),
        ("收缴违纪资金18.6万元，其中退还群众5万元。", [("money_recovered", 186_000, "元")]),
        ("30.8万元已全部追回。", [("money_recovered", 308_000, "元")]),
        (
            "问责23人次，其中党纪政务处分3人、诫勉谈话2人。",
            [("people_held_to_account", 23, "人次"), ("people_discipline", 3, "人"), ("people_admonished", 2, "人")],
        ),
        ("移送司法0人。", [("people_criminal", 0, "人")]),
        ("对6名责任人进行约谈。", [("people_talked_to", 6, "人")]),
    ],
)
def test_results(text, expected):
    assert results(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "发现违规发放补贴12万元。",
        "收取罚款3万元。",
        "清退质量保证金2亿元。",
        "对3名受处分人员进行回访。",
        "计划年底前修订制度5项。",
        "组织120人参加警示教育，通报约谈典型案例。",
        "学习制度8项。",
    ],
)
def test_what_is_no_result(text):
    assert results(text) == []


def test_items_are_not_added_up():
    made = document(
        "根据部署，2023年4月10日至6月20日，县委第三巡察组对县水利局开展了巡察。现将整改情况通报如下。",
        "1.关于违规发放补贴的问题。",
        "整改措施：清退补贴3万元，制定制度2项，诫勉谈话1人。",
    )
    assert read_results(made, Segment("report", 1, 3)) == []
