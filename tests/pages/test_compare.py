"""Units side by side."""

import pytest
from django.test import Client

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
