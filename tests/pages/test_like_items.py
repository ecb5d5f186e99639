"""A problem's page shows like items elsewhere, and what the unit was told before."""

import pytest
from django.test import Client

from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Measure
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db


def test_like_items_of_others_and_of_earlier_inspections(client: Client) -> None:
    a_problem(an_inspection(round_slug="r0", feedback=PartialDate("2019-01-01")), "干部档案管理粗放")
    a_problem(an_inspection(feedback=PartialDate("2024-01-01")), "干部档案管理不严")
    a_problem(an_inspection("baisha", "白沙区"), "干部档案管理缺失")
    page = client.get("/units/qingshi/problems/1/")
    assert [like.problem.name for like in page.context["elsewhere"]] == ["干部档案管理缺失"]
    assert [like.problem.name for like in page.context["earlier"]] == ["干部档案管理粗放"]
    assert "此前也曾反馈" in page.content.decode()
    assert "/units/qingshi/r0/problems/1/" in page.content.decode()


def test_a_page_with_passages_asks_search_engines_to_leave_it(client: Client) -> None:
    problem = a_problem(an_inspection())
    assert 'content="noindex"' not in client.get("/units/qingshi/problems/1/").content.decode()
    text = "完善制度。某年某月召开会议，研究修订办法。"
    Measure.objects.create(problem=problem, inspection=problem.inspection, number=1, title=text)
    page = client.get("/units/qingshi/problems/1/").content.decode()
    assert 'content="noindex"' in page
    assert "完善制度" in page
    assert "召开会议" not in client.get("/measures/").content.decode()
