"""Lists go on from a row's key: every row once, in every order, forwards and back, whatever comes or goes."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from rectify.ledger.models import Problem
from rectify.pages.lists import paging
from rectify.pages.lists.problem_list import ORDERS, items
from tests.ledger.build import a_problem, an_inspection
from tests.pages.lists.conftest import SmallLedger
from tests.pages.lists.reading import listed, names_on, page_of


@pytest.fixture
def many(db: None) -> list[Problem]:
    """Twenty problems of two units with every kind of gap and tie in what lists sort by."""
    units = [an_inspection(), an_inspection("baishi", "白石市")]
    statuses = ["completed", "in_progress", "not_done", "unstated", "phased"]
    for n in range(20):
        deadline = date(2025, 1, 1) + timedelta(days=n // 3) if n % 5 in (1, 2) else None
        a_problem(units[n % 2], f"第{n}个问题", statuses[n % 5], deadline)
    Problem.objects.filter(number__lte=2).update(changed_at=None)
    Problem.objects.filter(number__in=[5, 6]).update(changed_at="2024-05-01T08:00:00Z")
    return list(Problem.objects.all())


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.code or "default")
@pytest.mark.parametrize("size", [1, 3, 7, 20, 50])
def test_pages_hold_every_row_once_and_lead_back(many: list[Problem], order: paging.Order, size: int) -> None:
    pages, after = [], ""
    while after is not None:
        page = paging.read_page(items(), order, after=after, size=size)
        pages.append(page)
        after = page.next
    ids = [pk for page in pages for pk in page.ids]
    assert sorted(ids) == sorted(problem.pk for problem in many)
    back = [pages[-1].ids]
    before = pages[-1].previous
    while before is not None:
        page = paging.read_page(items(), order, before=before, size=size)
        back.insert(0, page.ids)
        before = page.previous
    assert [pk for ids in back for pk in ids] == ids


def test_rows_come_in_the_order_that_was_asked_for(many: list[Problem]) -> None:
    def values(code: str, field: str) -> list[object]:
        order = next(order for order in ORDERS if order.code == code)
        rows = {problem.pk: problem for problem in Problem.objects.all()}
        return [getattr(rows[pk], field) for pk in paging.read_page(items(), order).ids]

    deadlines = values("deadline", "deadline")
    dated = [day for day in deadlines if day]
    assert dated == sorted(dated)
    assert deadlines[len(dated) :] == [None] * (20 - len(dated))
    changes = values("-changed", "changed_at")
    known = [moment for moment in changes if moment]
    assert known == sorted(known, reverse=True)
    assert changes[len(known) :] == [None] * 4
    statuses = list(dict.fromkeys(values("status", "status")))
    assert statuses == ["not_done", "in_progress", "phased", "completed", "unstated"]


def test_links_keep_the_place_and_what_was_chosen(client: Client, many: list[Problem], monkeypatch) -> None:
    monkeypatch.setattr("rectify.pages.lists.listing.PAGE_SIZE", 6)
    first = page_of(client, "/problems/?sort=deadline&kind=problem")
    following = unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])
    assert following.startswith("/problems/?sort=deadline&kind=problem&after=")
    second = page_of(client, following)
    assert not set(names_on(first)) & set(names_on(second))
    previous = unescape(re.search(r'rel="prev" href="([^"]+)"', second)[1])
    assert listed(client, previous) == names_on(first)
    assert 'value="deadline" selected' in second


def test_a_row_that_comes_meanwhile_shifts_nothing(many: list[Problem]) -> None:
    page = paging.read_page(items(), ORDERS[0], size=5)
    a_problem(an_inspection("heishi", "黑石县"), "新来的")
    following = paging.read_page(items(), ORDERS[0], after=page.next, size=5)
    assert not set(page.ids) & set(following.ids)


def test_an_unknown_order_or_place_is_said(client: Client, ledger: SmallLedger) -> None:
    page = page_of(client, "/problems/?sort=beauty&after=%00~x")
    assert "没有“beauty”这种排序" in page
    assert "看不懂列表的起点" in page
    assert len(names_on(page)) == 5


def test_past_the_end_there_is_a_way_back(client: Client, ledger: SmallLedger) -> None:
    page = page_of(client, "/problems/?status=completed&after=999999~1")
    assert "列表到此为止" in page
    assert 'href="/problems/?status=completed"' in page
