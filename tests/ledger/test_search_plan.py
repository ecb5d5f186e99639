"""A common word is looked for item by item, a rare one looked up: both find the same."""

import pytest

from rectify.ledger import search
from rectify.ledger.models import Problem
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db
WORDS = ["问题", "题", "资金 问题", "abc", "ab", "没有", "问题资金", "资金管理问题"]


@pytest.fixture
def problems() -> None:
    inspection = an_inspection()
    for label in ("资金管理问题", "问题不少", "问题资金", "ABC系统问题", "别的"):
        a_problem(inspection, label)


@pytest.mark.parametrize("words", WORDS)
def test_common_and_rare_words_find_the_same(problems: None, monkeypatch, words: str) -> None:
    rare = search.plan(Problem, words)
    assert not rare.is_cut
    expected = set(Problem.objects.filter(search.matching(Problem, words)).values_list("pk", flat=True))
    monkeypatch.setattr(search, "MOST_SORTED", 0)
    common = search.plan(Problem, words)
    assert common.is_cut == bool(expected)
    for plan in (rare, common):
        assert set(Problem.objects.filter(plan.listing).values_list("pk", flat=True)) == expected


def test_counting_stops_at_the_limit(problems: None, monkeypatch) -> None:
    monkeypatch.setattr(search, "MOST_SORTED", 2)
    plan = search.plan(Problem, "问题")
    assert plan.is_cut
    assert Problem.objects.filter(plan.counting).count() == 2


def test_words_without_letters_find_nothing(problems: None) -> None:
    assert not Problem.objects.filter(search.plan(Problem, "！？").listing).exists()
