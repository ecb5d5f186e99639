"""Units side by side."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from lxml import html

from rectify.ledger.models import Unit
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _units() -> None:
    one, other = an_inspection(), an_inspection("baisha", "白沙区")
    for status in ("completed", "completed", "in_progress"):
        a_problem(one, "学习不深入", status, area="policy")
    a_problem(other, "会议记录不全", "completed_ongoing", area="discipline")


def test_two_units_stand_in_the_order_asked_for(client: Client) -> None:
    page = client.get("/compare/?unit=baisha&unit=qingshi")
    assert [column.name for column in page.context["columns"]] == ["白沙区", "青石县"]
    assert [column.progress.rate for column in page.context["columns"]] == [1.0, pytest.approx(2 / 3)]
    assert "66.7%" in page.content.decode()


def test_without_units_there_is_a_form_to_choose(client: Client) -> None:
    assert 'value="baisha"' in client.get("/compare/").content.decode()


@pytest.mark.parametrize("query", ["unit=nowhere", "unit=&unit=%00", "unit=" + "x" * 5000, "unit=qingshi&unit=qingshi"])
def test_strange_choices_get_a_message_and_the_form(client: Client, query: str) -> None:
    page = client.get(f"/compare/?{query}")
    assert page.status_code == 200
    assert 'value="baisha"' in page.content.decode()


def test_a_unit_that_was_not_inspected_yet_is_not_called_unknown(client: Client) -> None:
    Unit.objects.create(slug="heishi", name="黑石县", kind="county")
    page = client.get("/compare/?unit=heishi&unit=nowhere").content.decode()
    assert "本站没有黑石县的巡视巡察记录，不能比较。" in page
    assert "没有“nowhere”这个单位。" in page
    assert "heishi”" not in page


def test_more_than_six_are_cut_and_said(client: Client) -> None:
    for n in range(7):
        an_inspection(f"unit-{n}", f"第{n}镇")
    page = client.get("/compare/?" + "&".join(f"unit=unit-{n}" for n in range(7)))
    assert len(page.context["columns"]) == 6
    assert "最多比较 6 个单位" in page.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_units(
    client: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(12):
        client.get("/compare/?unit=baisha&unit=qingshi")


def cells(page: HttpResponse, heading: str) -> list[html.HtmlElement]:
    """What stands in the row with this heading, one cell a unit."""
    rows = html.fromstring(page.content).xpath("//tr[th]")
    return next(row.findall("td") for row in rows if row.find("th").text_content().strip() == heading)


def test_a_unit_of_which_nothing_is_known_has_no_counts(client: Client) -> None:
    an_inspection("heishan", "黑山区")
    page = client.get("/compare/?unit=qingshi&unit=heishan")
    for heading in ("反馈问题", "尚未完成的问题", "意见建议", "整改措施", "贯彻决策部署"):
        known, unknown = cells(page, heading)
        assert known.text_content().strip() != "—"
        assert unknown.text_content().strip() == "—"
        assert not unknown.xpath(".//a")
    choice = html.fromstring(page.content).xpath("//label[input[@value='heishan']]")[0]
    assert "尚未载入通报" in choice.text_content()


def test_of_problems_with_a_time_limit_there_are_no_more_than_problems(client: Client) -> None:
    one = an_inspection()
    a_problem(one, "预算执行不严", "in_progress", deadline=date(2030, 1, 1))
    a_problem(one, "建议完善制度", "in_progress", deadline=date(2030, 1, 1), kind="recommendation")
    page = client.get("/compare/?unit=qingshi&unit=baisha")
    assert cells(page, "尚未完成的问题")[0].text_content().split() == ["2", "其中写明时限", "1", "个"]


def test_one_unit_asks_for_another(client: Client) -> None:
    page = client.get("/compare/?unit=qingshi").content.decode()
    assert "再选一个单位，与青石县对比" in page
    assert "table-compare" not in page


def test_the_list_of_units_and_the_page_of_a_unit_lead_here(client: Client) -> None:
    form = html.fromstring(client.get("/units/").content).get_element_by_id("compare")
    assert form.get("action") == "/compare/"
    rows = html.fromstring(client.get("/units/").content)
    boxes = rows.xpath("//input[@form='compare'][@name='unit']/@value")
    assert sorted(boxes) == ["baisha", "qingshi"]
    assert rows.xpath("//button[@form='compare']")
    assert html.fromstring(client.get("/units/qingshi/").content).xpath("//a[@href='/compare/?unit=qingshi']")
