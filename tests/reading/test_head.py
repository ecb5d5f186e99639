"""A report's fields: whose, on which inspection, with what dates, signed how."""

import pytest

from rectify.reading.head import read_head
from tests.reading.sample import PREFACE, document, only

ITEM = ("一、整改情况", "1.关于学风不实的问题。", "整改措施：加强学习。", "整改进展：已完成。")


def head(*lines: str, **facts) -> dict:
    return read_head(*only("report", *lines, **facts))


def opening(sentence: str, *more: str, **facts) -> dict:
    return head(f"{sentence}现将整改情况通报如下。", *more, *ITEM, **facts)


def test_the_plain_case():
    fields = head(PREFACE, *ITEM, "中共云岭县水利局党组", "2023年12月5日")
    expected = {
        "unit": "云岭县水利局",
        "party_body": "中共云岭县水利局党组",
        "inspection_kind": "常规巡察",
        "team": "县委第三巡察组",
        "started": "2023-04-10",
        "ended": "2023-06-20",
        "feedback": "2023-07-18",
        "published": "2023-12-05",
        "as_of": None,
        "truncated": False,
    }
    assert {name: fields[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("sentence", "team", "kind"),
    [
        ("2023年3月1日至5月1日，市委第五巡察组对我公司党委开展了提级巡察。", "市委第五巡察组", "提级巡察"),
        ("2023年3月1日至5月1日，区委巡察二组对街道党工委进行了提级交叉巡察。", "区委巡察二组", "提级交叉巡察"),
        ("2023年3月1日至5月1日，中央第六巡视组对集团党组开展常规巡视。", "中央第六巡视组", "常规巡视"),
        (
            "2023年3月1日至5月1日，自治区党委第八巡视组对白云大学进行了巡视“回头看”。",
            "自治区党委第八巡视组",
            "巡视“回头看”",
        ),
        ("2023年3月1日至5月1日，校党委第二巡察组对文学院党总支进行了巡察。", "校党委第二巡察组", None),
        (
            "2023年3月1日至5月1日，市委第二巡察组对市粮食局党组进行了粮食购销领域专项巡察。",
            "市委第二巡察组",
            "专项巡察",
        ),
        ("2023年3月1日至5月1日，我局接受了县委第1巡察组的机动式巡察。", "县委第1巡察组", "机动巡察"),
    ],
)
def test_team_and_kind(sentence, team, kind):
    fields = opening(sentence)
    assert (fields["team"], fields["inspection_kind"]) == (team, kind)


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("2023年3月至5月，县委第三巡察组对县水利局开展巡察，6月9日反馈意见。", ("2023-03", "2023-05", "2023-06-09")),
        (
            "2022年11月20日至2023年1月10日，县委第三巡察组对县水利局开展巡察。3月3日，县委收到书面反馈意见。",
            ("2022-11-20", "2023-01-10", "2023-03-03"),
        ),
        (
            "2022年，县委第三巡察组于5月9日至6月24日对县水利局进行巡察，于8月2日反馈巡察意见。",
            ("2022-05-09", "2022-06-24", "2022-08-02"),
        ),
        (
            "2023.4.10-6.20，县委第三巡察组对县水利局开展巡察，2023.7.18反馈意见。",
            ("2023-04-10", "2023-06-20", "2023-07-18"),
        ),
    ],
)
def test_dates_of_the_inspection(sentence, dates):
    fields = opening(sentence)
    assert (fields["started"], fields["ended"], fields["feedback"]) == dates


def test_dates_without_any_year_stay_open():
    fields = opening(
        "3月12日至5月18日，市委第二巡察组对市粮食局党组进行巡察。6月30日反馈了意见。", "市粮食局党组", "10月9日"
    )
    assert [fields[name] for name in ("started", "ended", "feedback", "published")] == [None] * 4


def test_this_year_is_the_year_of_the_document():
    fields = opening("今年3月至5月，市委第四巡察组对市交通局开展巡察。7月12日反馈情况。", published="2022-11-15")
    assert (fields["started"], fields["ended"], fields["feedback"]) == ("2022-03", "2022-05", "2022-07-12")


@pytest.mark.parametrize(
    ("lines", "body", "published"),
    [
        (("中共清河大学委员会", "二〇二二年十二月三十日"), "中共清河大学委员会", "2022-12-30"),
        (("中共东岭建设有限公司委员会   2022年12月1日",), "中共东岭建设有限公司委员会", "2022-12-01"),
        (("红旗街道党工委（盖章）", "2022.12.1"), "红旗街道党工委", "2022-12-01"),
        ((), None, None),
    ],
)
def test_signatures(lines, body, published):
    fields = opening("2022年3月1日至5月1日，县委第三巡察组开展了巡察。", "整改工作有序推进。", *ITEM, *lines)
    assert (fields["party_body"], fields["published"]) == (body, published)


def test_the_signature_counts_more_than_the_page():
    lines = (
        "中共云岭县水利局党组关于巡察整改情况的通报",
        "发布日期：2023-12-08",
        PREFACE,
        *ITEM,
        "中共云岭县水利局党组",
        "2023年12月5日",
    )
    assert head(*lines)["published"] == "2023-12-05"
    assert head(*lines[:-2])["published"] == "2023-12-08"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("截至2023年11月底，已完成整改任务40项。", "2023-11-30"),
        ("截止9月份，整改问题8个。", "2023-09-30"),
        ("至2023年12月1日，已完成整改9个。", "2023-12-01"),
        ("截至目前，已完成整改任务40项。", None),
    ],
)
def test_as_of_when_the_figures_count(sentence, day):
    assert head(PREFACE, sentence, *ITEM, "中共云岭县水利局党组", "2023年12月5日")["as_of"] == day


def test_an_as_of_inside_an_item_is_not_the_reports():
    lines = (
        PREFACE,
        "一、整改情况",
        "1.关于台账缺失的问题。",
        "整改措施：截至2023年9月底，完成补录30份。",
        "中共云岭县水利局党组",
        "2023年12月5日",
    )
    assert head(*lines)["as_of"] is None


def test_a_unit_is_named_as_in_the_list():
    lines = (
        "九届县委第五轮巡察单位如下。",
        "县教育局、县水利局、青石镇。",
        PREFACE,
        *ITEM,
        "中共云岭县水利局党组",
        "2023年12月5日",
    )
    fields = head(*lines)
    assert fields["unit"] == "县水利局"
    assert "云岭县水利局" in fields["aliases"]


def test_a_unit_is_named_by_the_text_where_nothing_is_signed():
    assert opening("2022年3月1日至5月1日，省委第四巡视组对南屏市白塔区进行了巡视。")["unit"] == "南屏市白塔区"


def test_a_text_that_breaks_off():
    assert head(PREFACE, *ITEM[:-1], "整改措施：①制定计划。②定期调度巡察")["truncated"]
    assert not head(PREFACE, *ITEM)["truncated"]
    assert not head(PREFACE, *ITEM, "联系电话：0512-66321100")["truncated"]


def test_a_table_at_the_end_is_an_end():
    made = document(
        PREFACE, "序号\t问题\t整改措施\t进展", "1\t学习不深入\t制定计划\t已完成", "2\t台账缺失\t补建\t正在整改"
    )
    assert not head(*made.lines)["truncated"]
