"""The figures that a report gives about itself, by structure and not by one unit's wording."""

import pytest

from rectify.reading.claims import read_claims
from rectify.reading.segments import Segment
from tests.reading.sample import document


def claims(*paragraphs: str) -> dict[str, list[float]]:
    made = document("巡察整改情况通报", *paragraphs)
    found: dict[str, list[float]] = {}
    for claim in read_claims(made, Segment("report", 1, len(made.lines)), range(1, len(made.lines) + 1)):
        if claim["value"] not in found.setdefault(claim["what"], []):
            found[claim["what"]].append(claim["value"])
        line = made.line(claim["line"])
        assert line[claim["offset"] :].startswith(claim["text"])
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "针对反馈的4个方面18个问题，梳理出56条具体问题，制定整改措施132条。",
            {"areas_total": [4], "problems_total": [18], "tasks_total": [56], "measures_total": [132]},
        ),
        (
            "县委第二巡察组共反馈3大类12个问题，我局党组细化分解为35项整改任务。",
            {"categories_total": [3], "problems_total": [12], "tasks_total": [35]},
        ),
        (
            "将巡视反馈的3个方面、9类问题、27项具体问题分解为52项整改任务。",
            {"areas_total": [3], "categories_total": [9], "problems_total": [27], "tasks_total": [52]},
        ),
        ("反馈意见细化为13项40条问题，逐项推进整改。", {"categories_total": [13], "tasks_total": [40]}),
        (
            "巡视反馈20个方面31种具体表现的问题，集中表现在3个方面。",
            {"problems_total": [20], "tasks_total": [31], "areas_total": [3]},
        ),
        (
            "针对反馈的五个方面二十三个问题，制定了六十八条整改措施。",
            {"areas_total": [5], "problems_total": [23], "measures_total": [68]},
        ),
        (
            "区委巡察组反馈了4个方面19个问题和5条整改建议。",
            {"areas_total": [4], "problems_total": [19], "recommendations_total": [5]},
        ),
        ("将指出的问题分解为46项任务，将意见建议分解为21项任务，共67项任务，逐项整改。", {"tasks_total": [67]}),
        ("制定整改措施70条，其中立行立改措施54条，全年推进的16条。", {"measures_total": [70]}),
    ],
)
def test_totals(text, expected):
    assert claims(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "反馈的24个问题中，22个问题整改完成，还有2个问题正在整改，完成率91.7%。",
            {"completed": 22, "in_progress": 2, "rate": 91.7},
        ),
        ("反馈的21个问题已全部完成整改，完成率100%。", {"completed": 21, "rate": 100}),
        (
            "反馈问题30个，截至6月30日完成28个，未完成2个，完成率93.3%。",
            {"completed": 28, "in_progress": 2, "rate": 93.3},
        ),
        ("巡察反馈的十一个问题中已办结九个，其余两个正在按计划推进。", {"completed": 9, "in_progress": 2}),
        ("反馈问题30个，预计年底前30个问题将全部完成整改。", {}),
    ],
)
def test_what_is_done_of_the_problems(text, expected):
    assert {
        name: values[0] for what, values in claims(text).items() if (name := what.removeprefix("problems_")) != "total"
    } == expected


def test_parts_belong_to_the_list_that_they_add_up_to():
    found = claims("将反馈意见细化为56条，制定整改措施156条。截至目前，整改问题48个，整改率85.7%。正在整改8个。")
    assert found == {
        "tasks_total": [56],
        "measures_total": [156],
        "tasks_completed": [48],
        "tasks_rate": [85.7],
        "tasks_in_progress": [8],
    }


def test_measures_have_their_own_rate():
    found = claims("对反馈的9个问题，制定整改措施33条，完成整改7个，2个按时序推进，措施完成率93.9%。")
    assert (found["problems_completed"], found["problems_in_progress"], found["measures_rate"]) == ([7], [2], [93.9])


def test_a_total_said_again_stays_in_its_list():
    found = claims(
        "将反馈的3个方面9个问题细化成21个具体问题。", "截止目前，21个具体问题已整改完成21个，整改完成率100%。"
    )
    assert found["problems_total"] == [9]
    assert found["tasks_completed"] == [21]


@pytest.mark.parametrize(
    "text",
    [
        "整改期间建章立制18项，修订制度6项。",
        "民主生活会上，班子和个人共查摆问题96个，提出批评意见88条，推动整改。",
        "巡察移交问题线索2条均已办结。",
        "党委会专题研究整改，解决重点难点事项46项。",
        "边巡边改期间，自查出的95个问题立即整改。",
        "树牢“四个意识”、做到“两个维护”，把整改作为一项政治任务。",
    ],
)
def test_what_is_no_claim(text):
    assert claims(text) == {}


def test_counts_inside_items_are_not_the_reports():
    made = document(
        "根据部署，2023年4月10日至6月20日，县委第三巡察组对县水利局开展了巡察。现将整改情况通报如下。",
        "1.关于台账缺失的问题。",
        "整改措施：共制定整改措施6条，发现问题12个，已完成整改12个。",
    )
    assert read_claims(made, Segment("report", 1, 3)) == []
