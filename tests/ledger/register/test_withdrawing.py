"""Rows that a table no longer has."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from rectify.ledger.models import Change, Measure, Problem
from rectify.ledger.models.words import ProblemCount
from tests.ledger.build import a_problem, an_inspection
from tests.ledger.register.tables import add, load, remove

pytestmark = pytest.mark.django_db


def test_are_kept_unless_it_is_asked_for(loaded: Path) -> None:
    remove(loaded, "problems", 4)
    assert "0 行改动" in load(loaded)
    assert Problem.objects.public().count() == 4


def test_are_listed_and_not_withdrawn_without_a_yes(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remove(loaded, "measures", 4)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(CommandError, match="--yes"):
        load(loaded, "--withdraw-missing")
    assert not Measure.objects.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize(("answer", "is_withdrawn"), [("y", True), ("n", False), ("", False)])
def test_people_are_asked(loaded: Path, monkeypatch: pytest.MonkeyPatch, answer: str, is_withdrawn: bool) -> None:
    remove(loaded, "measures", 4)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    if is_withdrawn:
        load(loaded, "--withdraw-missing")
    else:
        with pytest.raises(CommandError, match="没有载入"):
            load(loaded, "--withdraw-missing")
    assert Measure.objects.exclude(withdrawn_at=None).exists() == is_withdrawn


def test_are_withdrawn_with_their_record(loaded: Path) -> None:
    remove(loaded, "measures", 4)
    remove(loaded, "problems", 4)
    printed = load(loaded, "--withdraw-missing", "--yes")
    assert "problems heshan-5-2/lantian/3 公车管理不严" in printed
    assert [p.number for p in Problem.objects.public()] == [1, 2, 4]
    assert [(c.field, c.new) for c in Change.objects.all()] == [("withdrawn", "withdrawn")]
    assert not ProblemCount.objects.filter(area="discipline").exists()
    assert "0 行改动" in load(loaded, "--withdraw-missing", "--yes")


def test_are_shown_again_when_they_come_back(loaded: Path) -> None:
    measure, problem = remove(loaded, "measures", 4), remove(loaded, "problems", 4)
    load(loaded, "--withdraw-missing", "--yes")
    add(loaded, "problems", **problem)
    add(loaded, "measures", **measure)
    assert "2 行改动" in load(loaded)
    assert Problem.objects.public().count() == 4
    assert ProblemCount.objects.get(area="discipline").n == 1
    assert "0 行改动" in load(loaded)


def test_other_rounds_are_left_alone(loaded: Path) -> None:
    a_problem(an_inspection("lantian", "蓝田镇", "heshan-5-1"))
    load(loaded, "--withdraw-missing", "--yes")
    assert Problem.objects.public().count() == 5


def test_a_table_that_is_not_given_misses_nothing(loaded: Path) -> None:
    (loaded / "measures.csv").unlink()
    (loaded / "claims.csv").unlink()
    assert "0 行改动" in load(loaded, "--withdraw-missing", "--yes")


def test_nothing_may_refer_to_them(loaded: Path) -> None:
    remove(loaded, "sections", 4)
    with pytest.raises(CommandError, match=r"problems\.csv 第 4 行 section 列：“3”"):
        load(loaded, "--withdraw-missing", "--yes")


def test_a_dry_run_lists_them_and_withdraws_nothing(loaded: Path) -> None:
    remove(loaded, "measures", 4)
    printed = load(loaded, "--withdraw-missing", "--dry-run")
    assert "measures heshan-5-2/lantian/3/1 公布派车单" in printed
    assert not Measure.objects.exclude(withdrawn_at=None).exists()
