"""Which themes a round's units share."""

import pytest
from django.test import Client
from lxml import html

from rectify.ledger.models import Problem, Topic
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db


def with_topics(problem: Problem, *slugs: str) -> None:
    for slug in slugs:
        problem.topics.add(Topic.objects.get_or_create(slug=slug, defaults={"name": f"主题{slug}"})[0])


def test_topics_that_more_units_share_come_first(client: Client) -> None:
    one, other = an_inspection(), an_inspection("baisha", "白沙区")
    with_topics(a_problem(one, status_="completed"), "cars", "study")
    with_topics(a_problem(one, status_="in_progress"), "cars")
    with_topics(a_problem(other, status_="completed"), "study")
    a_problem(other)
    page = client.get("/topics/")
    rows = page.context["rows"]
    assert [(row.topic.slug, row.n_units, row.progress.total) for row in rows] == [("study", 2, 2), ("cars", 1, 2)]
    assert page.context["n_without"] == 1
    cell = rows[1].cells[1]
    assert (cell.n, cell.link) == (2, "/problems/?round=r1&unit=qingshi&topic=cars&kind=problem")


def test_recommendations_and_withdrawn_items_are_not_shared_problems(client: Client) -> None:
    with_topics(a_problem(an_inspection(), kind="recommendation"), "cars")
    assert client.get("/topics/").context["rows"] == []


def test_an_unknown_round_is_not_found_and_an_empty_ledger_says_so(client: Client) -> None:
    assert client.get("/topics/?round=nowhere").status_code == 404
    assert client.get("/topics/").status_code == 200


def test_a_bounded_number_of_queries(client: Client, django_assert_max_num_queries: object) -> None:
    for n in range(5):
        with_topics(a_problem(an_inspection(f"unit-{n}", f"第{n}镇")), "cars", "study")
    with django_assert_max_num_queries(8):
        client.get("/topics/")


def test_every_count_of_a_topic_leads_to_its_items(client: Client) -> None:
    inspection = an_inspection()
    with_topics(a_problem(inspection, status_="completed"), "cars")
    with_topics(a_problem(inspection, status_="in_progress"), "cars")
    page = html.fromstring(client.get("/topics/").content)
    assert page.xpath("//table[contains(@class, 'table-topics')]//td/a/@href") == [
        "#topic-cars",
        "/problems/?round=r1&topic=cars&kind=problem",
        "/problems/?round=r1&topic=cars&kind=problem&status=phased&status=in_progress&status=not_done",
    ]
    assert page.get_element_by_id("topic-cars").tag == "tr"


def test_a_number_stays_with_its_measure_word(client: Client) -> None:
    with_topics(a_problem(an_inspection()), "cars")
    assert "1\u00a0个单位" in client.get("/topics/").content.decode()
