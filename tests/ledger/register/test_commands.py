"""The commands that keep what is derived true: the search index and the summary rows."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from rectify.ledger import search
from rectify.ledger.models import Measure, Problem
from rectify.ledger.models.words import ProblemCount

pytestmark = pytest.mark.django_db


def test_rebuild_search_finds_everything_again(loaded: Path) -> None:
    with connection.cursor() as cursor:
        for table in search.TABLES.values():
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
    assert not Problem.objects.filter(search.matching(Problem, "公车")).exists()
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert Problem.objects.filter(search.matching(Problem, "公车")).count() == 1
    assert Measure.objects.filter(search.matching(Measure, "学习")).count() == 1
    assert "反馈问题：已索引 4 条。" in out.getvalue()


def test_rebuild_search_goes_chunk_by_chunk(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rectify.ledger.management.commands.rebuild_search._AT_A_TIME", 1)
    call_command("rebuild_search", verbosity=0)
    assert Problem.objects.filter(search.matching(Problem, "议事")).count() == 1


def test_check_counts_agrees_after_a_load(loaded: Path) -> None:
    out = StringIO()
    call_command("check_counts", stdout=out)
    assert "一致" in out.getvalue()


def test_check_counts_names_what_differs_and_mends_it(loaded: Path) -> None:
    ProblemCount.objects.filter(area="policy", status="completed").update(n=9)
    with pytest.raises(CommandError, match=r"蓝田镇[\s\S]*--fix"):
        call_command("check_counts")
    call_command("check_counts", "--fix", stdout=StringIO())
    assert ProblemCount.objects.get(area="policy", status="completed").n == 1
    call_command("check_counts", stdout=StringIO())
