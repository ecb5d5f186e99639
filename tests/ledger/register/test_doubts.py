"""What is odd in the source goes in as it is, and becomes a doubt."""

from pathlib import Path

import pytest

from rectify.ledger.models import Doubt, Problem
from tests.ledger.register.tables import correct, load

pytestmark = pytest.mark.django_db


def doubts() -> list[tuple[str, str]]:
    return list(Doubt.objects.order_by("kind", "pk").values_list("kind", "reason"))


def test_the_small_register_has_none(loaded: Path) -> None:
    assert doubts() == []


def test_feedback_before_the_inspections_end(folder: Path) -> None:
    correct(folder, "inspections", 2, feedback="2024-04-01")
    load(folder)
    assert doubts() == [("dates_out_of_order", "反馈日期（2024-04-01）早于结束日期（2024-04-30）。")]


def test_signed_before_the_feedback(folder: Path) -> None:
    correct(folder, "reports", 2, published="2024-04")
    load(folder)
    assert doubts() == [("dates_out_of_order", "落款日期（2024-04）早于反馈日期（2024-05-20）。")]


def test_promised_for_a_day_before_it_was_signed(folder: Path) -> None:
    correct(folder, "problems", 3, deadline="2024-06-30")
    load(folder)
    assert doubts() == [("deadline_before_publication", "第 2 项的时限（2024-06-30）早于通报落款日期（2024-11-30）。")]
    assert Doubt.objects.get().problem == Problem.objects.get(number=2)


def test_a_number_that_repeats(folder: Path) -> None:
    correct(folder, "problems", 3, marker="'(1)")
    correct(folder, "sections", 4, marker="(一)")
    load(folder)
    assert [kind for kind, _reason in doubts()] == ["marker_repeated", "marker_repeated"]


def test_each_is_raised_once(folder: Path) -> None:
    correct(folder, "problems", 3, deadline="2024-06-30", marker="'(1)")
    load(folder)
    correct(folder, "problems", 3, label="联系实际不够")
    load(folder)
    assert Doubt.objects.count() == 2


def test_one_that_is_settled_stays_settled(folder: Path) -> None:
    correct(folder, "problems", 3, marker="'(1)")
    load(folder)
    Doubt.objects.update(settled_at="2025-01-01T00:00Z", settlement="原文如此")
    correct(folder, "problems", 3, label="联系实际不够")
    load(folder)
    assert Doubt.objects.get().settlement == "原文如此"
