"""Items like one item, elsewhere and in the unit's earlier inspections."""

import pytest

from rectify.ledger.likeness import like_items
from rectify.ledger.models import Problem
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db


def names(found: list) -> list[str]:
    return [like.problem.name for like in found]


def test_the_most_alike_come_first_and_strangers_not_at_all() -> None:
    one = a_problem(an_inspection(), "公务用车管理不规范")
    other = an_inspection("baisha", "白沙区")
    for label in ("理论学习不系统", "公务用车维修不规范", "公务用车管理不规范", "会议记录管理缺失"):
        a_problem(other, label)
    elsewhere, earlier = like_items(one)
    assert names(elsewhere)[:2] == ["公务用车管理不规范", "公务用车维修不规范"]
    assert "理论学习不系统" not in names(elsewhere)
    assert earlier == []


def test_what_was_raised_before_in_the_same_unit_stands_apart() -> None:
    a_problem(an_inspection(round_slug="r0"), "干部档案管理粗放")
    one = a_problem(an_inspection(round_slug="r1"), "干部档案管理仍然粗放")
    elsewhere, earlier = like_items(one)
    assert elsewhere == []
    assert names(earlier) == ["干部档案管理粗放"]


def test_the_same_inspection_and_withdrawn_items_are_left_out(django_assert_num_queries: object) -> None:
    one = a_problem(an_inspection(), "干部档案管理粗放")
    a_problem(an_inspection(), "干部档案管理粗放")
    gone = a_problem(an_inspection("baisha", "白沙区"), "干部档案管理粗放")
    gone.withdrawn_at = "2026-01-01T00:00Z"
    gone.save()
    one = Problem.objects.select_related("inspection").get(pk=one.pk)
    with django_assert_num_queries(2):
        assert like_items(one) == ([], [])
