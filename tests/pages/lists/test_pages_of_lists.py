"""A list as a page: what htmx swaps, what a bookmark says, what search engines may keep, what it costs."""

from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rectify.pages.templatetags.lists import highlight
from tests.ledger.build import a_problem, an_inspection
from tests.pages.lists.conftest import SmallLedger, a_measure
from tests.pages.lists.reading import page_of

MOST_QUERIES = 12
EVERYTHING = {
    "problems": (
        "unit=qingshi&unit=baishi&unit_kind=county&place=青州&round=r1&team=省委第一巡视组&area=policy&kind=problem"
        "&status=in_progress&topic=funds&deadline=2024&deadline_from=2020&by=report&evidence=yes&doubts=no&q=养护"
    ),
    "measures": "unit=qingshi&unit_kind=county&place=青州&round=r1&team=省委第一巡视组&area=policy&kind=problem"
    "&status=in_progress&topic=funds&evidence=yes&q=养护",
    "units": "unit_kind=county&place=青州&round=r1&team=省委第一巡视组&report=loaded&q=青",
}


@pytest.mark.parametrize("name", EVERYTHING)
def test_no_page_costs_more_queries_than_twelve(client: Client, ledger: SmallLedger, name: str) -> None:
    for n in range(30):
        inspection = an_inspection(f"more-{n}", f"第{n}县", f"r{n}")
        a_measure(a_problem(inspection, f"养护问题{n}", "in_progress", area="policy"), "养护办法", names_evidence=True)
    filtered = ("", EVERYTHING[name], EVERYTHING[name].replace("topic=funds&", ""), "q=养护", "evidence=yes")
    for sort, query in product(("", "deadline", "-changed", "status", "-problems", "-rate"), filtered):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{name}/?{query}&sort={sort}" if sort else f"/{name}/?{query}")
        assert len(queries) <= MOST_QUERIES, (sort, query, len(queries))


def test_htmx_gets_only_what_changes_and_a_clean_address(client: Client, ledger: SmallLedger) -> None:
    response = client.get("/problems/?q=&status=completed", headers={"HX-Request": "true"})
    body = response.content.decode()
    assert response.status_code == 200
    assert response["HX-Push-Url"] == "/problems/?status=completed"
    assert "HX-Request" in response["Vary"]
    assert "<html" not in body
    assert 'id="facets" hx-swap-oob="true"' in body
    assert 'id="list-status" hx-swap-oob="innerHTML"' in body
    assert "共 2 项" in body
    whole = client.get(
        "/problems/?status=completed", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert "<html" in whole.content.decode()


def test_a_title_works_as_a_bookmark(client: Client, ledger: SmallLedger) -> None:
    page = page_of(client, "/problems/?unit=qingshi&status=in_progress")
    assert "<title>反馈问题台账：青石县、正在整改 · 整改台账</title>" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "noindex" not in page_of(client, "/problems/")


def test_downloads_keep_the_filters_and_not_the_place(client: Client, ledger: SmallLedger) -> None:
    page = page_of(client, "/problems/?status=completed&sort=deadline&after=~0")
    assert 'href="/problems.csv?status=completed&amp;sort=deadline"' in page


def test_an_empty_ledger_has_empty_lists(client: Client, db: None) -> None:
    for name in EVERYTHING:
        assert "还没有载入任何条目" in page_of(client, f"/{name}/")


def test_an_older_inspections_problem_is_linked_where_it_stands(client: Client, ledger: SmallLedger) -> None:
    ledger.baishi.feedback = "2020-01-01"
    ledger.baishi.save()
    a_problem(an_inspection("baishi", "白石市", "r0", feedback="2015-01-01"), "旧问题", "completed")
    page = page_of(client, "/problems/?unit=baishi")
    assert 'href="/units/baishi/r0/problems/1/"' in page
    assert 'href="/units/baishi/problems/1/"' in page


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("资金管理问题", "问题", "资金管理<mark>问题</mark>"),
        ("资金管理问题", "问题 资", "<mark>资</mark>金管理<mark>问题</mark>"),
        ("推进ABC平台", "abc", "推进<mark>ABC</mark>平台"),
        ("推进ＡＢＣ平台", "abc", "推进<mark>ＡＢＣ</mark>平台"),
        ("“三重一大”决策", "三重一大决策", "“三重一大”决策"),
        ("<b>问题</b>", "问题", "&lt;b&gt;<mark>问题</mark>&lt;/b&gt;"),
        ("㈱问题", "问题", "㈱<mark>问题</mark>"),
        ("问题", "", "问题"),
        ("问题", "！", "问题"),
        ("a.b", ".", "a.b"),
    ],
)
def test_what_was_found_is_marked(text: str, query: str, expected: str) -> None:
    assert highlight(text, query) == expected


def test_marks_stand_in_the_list(client: Client, ledger: SmallLedger) -> None:
    assert "乡村<mark>道路</mark>养护拖延" in page_of(client, "/problems/?q=道路")
