"""反馈问题台账: each filter leaves what it says, several values of one widen, several filters narrow."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from tests.ledger.build import a_problem
from tests.pages.lists.conftest import SmallLedger
from tests.pages.lists.reading import listed, page_of

ROADS, STUDY, FUNDS, ADVICE, PARTY = (
    "乡村道路养护拖延", "理论学习问题较多", "专项资金管理问题", "加强班子建设", "党建工作ABC平台闲置",
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [ROADS, STUDY, FUNDS, ADVICE, PARTY]),
        ("unit=baishi", [PARTY]),
        ("unit=baishi&unit=qingshi&status=not_done", [PARTY]),
        ("unit_kind=city", [PARTY]),
        ("place=青州&area=policy", [ROADS]),
        ("round=r2", [PARTY]),
        ("team=省委第一巡视组&kind=recommendation", [ADVICE]),
        ("area=discipline", [STUDY, FUNDS]),
        ("status=completed&status=completed_ongoing&kind=problem", [STUDY, FUNDS]),
        ("topic=funds", [FUNDS]),
        ("deadline=2024-12", [ROADS]),
        ("deadline=2025-Q1", [PARTY]),
        ("deadline=2024&deadline=2025", [ROADS, PARTY]),
        ("deadline=passed", [ROADS, PARTY]),
        ("deadline=overdue", [PARTY]),
        ("deadline=none", []),
        ("deadline=dated", [ROADS, PARTY]),
        ("deadline_from=2025", [PARTY]),
        ("deadline_from=2024-12-01&deadline_to=2024-12", [ROADS]),
        ("doubts=yes", [STUDY]),
        ("doubts=no&area=discipline", [FUNDS]),
        ("doubts=no&doubts=yes&area=discipline", [STUDY, FUNDS]),
        ("evidence=yes", [ROADS]),
        ("evidence=no", [STUDY]),
        ("evidence=unknown", [FUNDS, ADVICE, PARTY]),
        ("by=report", [ROADS, STUDY, FUNDS, ADVICE, PARTY]),
        ("by=office", []),
        ("q=问题", [STUDY, FUNDS]),
        ("q=资", [FUNDS]),
        ("q=道路 养护", [ROADS]),
        ("q=abc", [PARTY]),
        ("q=问题&status=completed", [STUDY]),
    ],
)
def test_a_filter_leaves_what_it_says(client: Client, ledger: SmallLedger, query: str, expected: list[str]) -> None:
    assert listed(client, f"/problems/?{query}") == expected


def test_a_date_still_to_come_has_not_passed(client: Client, ledger: SmallLedger) -> None:
    a_problem(ledger.qingshi, "明年才到期", "in_progress", date(timezone.localdate().year + 1, 6, 30))
    assert "明年才到期" not in listed(client, "/problems/?deadline=passed")
    assert "明年才到期" in listed(client, f"/problems/?deadline={timezone.localdate().year + 1}")


def test_withdrawn_problems_are_not_listed(client: Client, ledger: SmallLedger) -> None:
    ledger.roads.withdrawn_at = timezone.now()
    ledger.roads.save()
    assert ROADS not in listed(client, "/problems/")


def test_the_office_alone_calls_an_item_overdue(client: Client, ledger: SmallLedger) -> None:
    followed = page_of(client, "/problems/?unit=baishi")
    assert 'class="overdue"' in followed
    assert "期限已过" not in followed.split('class="results"')[1]
    other = page_of(client, "/problems/?unit=qingshi&deadline=2024-12")
    assert "期限已过，未见后续公开" in other
    assert 'class="overdue"' not in other


def test_what_cannot_be_understood_is_said_and_the_rest_is_listed(client: Client, ledger: SmallLedger) -> None:
    page = page_of(client, "/problems/?status=phased&status=nonsense&status=completed&unit=nobody&area=discipline")
    assert "进展：没有“nonsense”这一项，已略去。" in page
    assert "单位：没有“nobody”这一项，已略去。" in page
    assert listed(client, "/problems/?status=nonsense&status=completed&unit=nobody&area=discipline") == [STUDY]


def test_each_filter_in_use_can_be_taken_off(client: Client, ledger: SmallLedger) -> None:
    page = page_of(client, "/problems/?status=completed&status=phased&unit=qingshi&q=学习")
    assert 'href="/problems/?status=completed&amp;unit=qingshi&amp;q=%E5%AD%A6%E4%B9%A0"' in page
    assert 'href="/problems/?status=completed&amp;status=phased&amp;unit=qingshi"' in page


def test_nothing_found_names_the_filters_to_drop(client: Client, ledger: SmallLedger) -> None:
    page = page_of(client, "/problems/?status=not_done&unit=qingshi&q=道路")
    ways_out = page.split("去掉其中一个条件就有结果")[1]
    assert "进展：未完成" in ways_out
    assert "搜索：道路" not in ways_out
    assert 'href="/problems/?unit=qingshi&amp;q=%E9%81%93%E8%B7%AF"' in ways_out
    page = page_of(client, "/problems/?status=phased&unit=baishi&area=discipline&by=office")
    assert "清除全部条件" in page


@pytest.mark.parametrize("others", ["", "status=not_done&unit=qingshi&"])
def test_a_word_that_nothing_has_is_said_and_can_be_taken_off(client: Client, ledger: SmallLedger, others: str) -> None:
    page = page_of(client, f"/problems/?{others}q=大熊猫")
    assert "没有条目含“大熊猫”，换个词试试。" in page
    chips = html.fromstring(page).find_class("nothing")[0].find_class("chip")
    assert [(chip.text_content(), chip.get("href")) for chip in chips] == [
        ("去掉 搜索：大熊猫", f"/problems/?{others}".rstrip("&?"))
    ]


def test_a_form_without_script_leaves_a_clean_address(client: Client, ledger: SmallLedger) -> None:
    response = client.get("/problems/?q=&status=completed&sort=&deadline_from=")
    assert response.status_code == 302
    assert response["Location"] == "/problems/?status=completed"
