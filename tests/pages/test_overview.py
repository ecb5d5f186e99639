"""The front page and a round's page: how far, as of when, whose word, and what leads where."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from rectify.ledger import status
from rectify.ledger.choices import ProblemKind, Speaker, Status
from rectify.ledger.models import Claim, Inspection, Round, StatusStatement, Topic
from rectify.pages.promises import Time
from tests.ledger.build import a_problem, a_report, an_inspection

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def text_of(client: Client, path: str) -> str:
    """The page as it is written, but for what only keeps words on one line."""
    response = client.get(path)
    assert response.status_code == 200
    text = re.sub("\u00a0(?=[个项条])", " ", response.content.decode())
    return re.sub(r'<span class="nowrap">(\d{4}年[^<]*)</span>', r"\1", text)


@pytest.fixture
def inspection() -> Inspection:
    """Four of five problems are done, one is promised for the end of 2024; one recommendation; another unit is bare."""
    inspection = an_inspection(team="省委第二巡视组")
    for _ in range(3):
        a_problem(inspection, status_=Status.COMPLETED, area="policy")
    a_problem(inspection, status_=Status.COMPLETED_ONGOING, area="discipline")
    a_problem(inspection, "修路拖延", Status.IN_PROGRESS, date(2024, 12, 31), area="discipline")
    a_problem(inspection, status_=Status.COMPLETED, kind=ProblemKind.RECOMMENDATION)
    an_inspection("baishi", "白石县")
    return inspection


def test_an_empty_ledger_says_so(client: Client) -> None:
    assert "台账中还没有内容" in text_of(client, "/")


def test_the_rate_stands_with_its_parts_its_n_and_its_date(client: Client, inspection: Inspection) -> None:
    page = text_of(client, "/")
    assert '<p class="headline">80.0%</p>' in page
    assert "（已完成 3 ＋ 已完成并长期坚持 1）÷ 注明进展的问题 5" in page
    assert "数据截至 2024年6月30日" in page
    assert 'href="/about/#rate"' in page


def test_listed_and_loaded_units_are_told_apart_neutrally(client: Client, inspection: Inspection) -> None:
    page = text_of(client, "/")
    assert "本轮列入 2 个被巡视党组织，本站已载入其中 1 个" in page
    assert "本站尚未载入通报的 1 个单位" in page
    assert "白石县" in page


def test_every_figure_leads_to_the_items_that_it_counts(client: Client, inspection: Inspection) -> None:
    page = text_of(client, "/")
    for query in (
        "unit=qingshi&amp;kind=problem&amp;status=completed_ongoing",
        "area=policy&amp;kind=problem&amp;status=completed",
        "kind=problem&amp;status=in_progress",
        "status=phased&amp;status=in_progress&amp;status=not_done&amp;deadline=2024-12",
    ):
        assert f"/problems/?round=r1&amp;{query}" in page


_FIGURE = re.compile(r'<a href="(/(?:problems|units|measures)/\?[^"]*)"[^>]*>(?:[^<]*<b>)?([\d,]+)<')


@pytest.mark.parametrize("path", ["/", "/units/qingshi/", "/topics/", "/compare/?unit=qingshi&unit=baishi"])
def test_the_list_that_a_figure_leads_to_has_as_many_items(
    client: Client, inspection: Inspection, writer, path: str
) -> None:
    """Also of a unit with recommendations alone, of a team that nobody names, and of what the office has found."""
    other = an_inspection("baishi", "白石县")
    a_problem(other, status_=Status.COMPLETED, kind=ProblemKind.RECOMMENDATION)
    a_problem(an_inspection("heishi", "黑石县"), status_=Status.NOT_DONE, deadline=date(2024, 12, 1), area="policy")
    for problem in inspection.problems.filter(status=Status.COMPLETED):
        problem.topics.add(Topic.objects.get_or_create(slug="funds", defaults={"name": "资金"})[0])
    found = inspection.problems.filter(kind=ProblemKind.PROBLEM).first()
    status.record([StatusStatement(problem=found, by=Speaker.OFFICE, status=Status.PHASED, made_by=writer)])
    figures = {(link.replace("&amp;", "&"), n) for link, n in _FIGURE.findall(text_of(client, path))}
    assert figures
    for link, n in figures:
        assert re.search(rf"共 {n} (?:项|个单位|条)", text_of(client, link)), (link, n)


def test_the_rows_of_every_table_add_up_to_its_total(client: Client, inspection: Inspection) -> None:
    """Also where an item has no area and a unit no team."""
    a_problem(an_inspection("baishi", "白石县"), status_=Status.COMPLETED)
    page = client.get("/")
    figures = page.context["figures"]
    for rows in (figures.by_unit, figures.by_area, figures.by_team):
        assert sum(row.progress.total for row in rows) == figures.progress.total == 6
    assert "未归入领域" in page.content.decode()
    assert "未注明巡视组" in page.content.decode()


def test_a_passed_promise_is_grey_and_red_only_when_an_office_follows(client: Client, inspection: Inspection) -> None:
    page = text_of(client, "/")
    assert '<span class="passed">期限已过，未见后续公开</span>' in page
    assert "逾期" not in page
    Inspection.objects.filter(pk=inspection.pk).update(followed=True)
    assert '<span class="overdue">1 项逾期</span>' in text_of(client, "/")


def test_an_item_that_a_later_word_still_calls_open_is_not_unknown(client: Client, inspection: Inspection) -> None:
    """The list and the overview say the same as the item's own page; a month or a year begins on its first day."""
    a_problem(inspection, "养护拖延", Status.IN_PROGRESS, date(2024, 12, 1), area="discipline")
    for as_of, outlived in {"2024-12-01": 0, "2024-12": 0, "2024": 0, "2024-12-02": 1, "2025": 2}.items():
        inspection.problems.filter(status=Status.IN_PROGRESS).update(status_as_of=as_of)
        month = client.get("/").context["figures"].months[0]
        assert [month.late[time] for time in (Time.PASSED, Time.STILL_OPEN)] == [2 - outlived, outlived], as_of
        rows = text_of(client, "/problems/?deadline=2024-12")
        assert rows.count("期限已过，此后仍称未完成") == outlived, as_of
    inspection.problems.filter(label="养护拖延").update(status_as_of="2024-06-30")
    page = text_of(client, "/")
    assert '<span class="passed">1 项期限已过，未见后续公开</span>' in page
    assert '<span class="passed">1 项期限已过，此后仍称未完成</span>' in page


def test_the_office_s_word_shows_at_once_without_its_writer(client: Client, inspection: Inspection, writer) -> None:
    problem = inspection.problems.get(label="修路拖延")
    status.record(
        [StatusStatement(problem=problem, by=Speaker.OFFICE, status=Status.COMPLETED, made_by=writer)],
        reason="现场看过",
    )
    page = text_of(client, "/")
    assert '<p class="headline">100%</p>' in page
    assert 'kind=problem&amp;by=office">1</a> 个的进展经巡视巡察机构认定' in page
    assert "修路拖延" in page
    assert "正在整改" in page
    assert writer.username not in page


def test_units_whose_figures_differ_are_named_with_the_difference(client: Client, inspection: Inspection) -> None:
    Claim.objects.create(report=inspection.reports.get(), what="problems_total", value=Decimal(7))
    page = text_of(client, "/")
    assert "反馈问题 7</span>，相差 2" in page
    assert 'href="/units/qingshi/#claims"' in page


def test_too_few_stated_gives_counts_instead_of_a_rate(client: Client) -> None:
    inspection = an_inspection()
    a_problem(inspection, status_=Status.COMPLETED)
    for _ in range(3):
        a_problem(inspection)
    page = text_of(client, "/")
    assert '<p class="headline">1<span class="of">/4</span></p>' in page
    assert "注明进展的不到八成" in page


def test_a_chart_is_the_table_drawn(client: Client, inspection: Inspection) -> None:
    response = client.get("/")
    chart, rows = response.context["charts"]["unit"], response.context["figures"].by_unit
    for trace in chart.figure["data"]:
        assert trace["x"] == [row.progress[trace["marker"]["color"]] for row in rows]
    assert chart.lines == [("青石县", "已完成 3，已完成并长期坚持 1，正在整改 1")]


def test_the_front_page_is_the_newest_round_with_anything_in_it(client: Client, inspection: Inspection) -> None:
    Round.objects.create(slug="r2", name="第r2轮", level="provincial")
    assert client.get("/").context["figures"].round.slug == "r1"
    assert "第r2轮" in text_of(client, "/")
    assert "本轮列入 0 个" in text_of(client, "/rounds/r2/")
    assert client.get("/rounds/none/").status_code == 404


def test_the_link_s_preview_says_how_far(client: Client, inspection: Inspection, settings) -> None:
    settings.PUBLIC_URL = "https://ledger.example"
    page = text_of(client, "/rounds/r1/")
    assert '<meta property="og:url" content="https://ledger.example/rounds/r1/">' in page
    assert '<meta property="og:title" content="第r1轮：整改总体进展">' in page
    assert "自报完成率 80.0%（4/5）" in page


def test_queries_stay_few_whatever_the_size(client: Client, django_assert_max_num_queries) -> None:
    for n in range(4):
        inspection = an_inspection(f"unit-{n}", f"青石{n}县", team=f"第{n}组")
        report = a_report(inspection)
        Claim.objects.create(report=report, what="problems_total", value=Decimal(n))
        for m in range(3):
            problem = a_problem(inspection, status_=Status.IN_PROGRESS, deadline=date(2024, m + 1, 1), area="policy")
            status.record([StatusStatement(problem=problem, by=Speaker.OFFICE, status=Status.PHASED)])
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/")
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/rounds/r1/")
