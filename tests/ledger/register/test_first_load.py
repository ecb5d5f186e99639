"""A register goes into an empty ledger."""

from datetime import date
from pathlib import Path

import pytest

from rectify.ledger import search
from rectify.ledger.choices import ProblemKind
from rectify.ledger.models import Change, Claim, Inspection, Measure, Problem, Report, Section, StatusStatement, Unit
from rectify.ledger.models.words import ProblemCount
from rectify.ledger.progress import progress
from tests.ledger.register.tables import load

pytestmark = pytest.mark.django_db


def test_says_how_many_rows_of_each_table_went_in(folder: Path) -> None:
    printed = load(folder)
    lines = {line.split()[0]: line.split()[1:] for line in printed.splitlines()}
    assert lines["problems"] == ["4", "4", "0", "0", "0"]
    assert lines["measures"] == ["3", "3", "0", "0", "0"]
    assert "20 行改动" in printed


def test_units_keep_their_names_and_sort_by_pinyin(loaded: Path) -> None:
    qinghe = Unit.objects.get(slug="qinghe")
    assert (qinghe.name, qinghe.aliases, qinghe.former_names) == ("清河局", ["清河管理局", "清河所"], [])
    assert qinghe.sort_key == "qing he ju"


def test_dates_keep_their_precision(loaded: Path) -> None:
    assert Inspection.objects.get(unit__slug="qinghe").started == "2024-03"
    report = Report.objects.get()
    assert (report.published, report.contact_until, report.phone) == (
        "2024-11-30",
        "2024-12",
        ["0123-5550101", "5550102"],
    )


def test_the_outline_stands_as_in_the_table(loaded: Path) -> None:
    problem = Problem.objects.get(number=2)
    assert (problem.section.name, problem.section.parent.name) == ("学习不够", "决策部署落实不够")
    assert (problem.marker, problem.area, problem.position, problem.kind) == ("(2)", "policy", 2, ProblemKind.PROBLEM)
    assert Section.objects.count() == 4


def test_progress_is_the_reports_word_as_of_its_date(loaded: Path) -> None:
    problem = Problem.objects.get(number=2)
    assert (problem.status, problem.deadline, problem.status_by) == ("in_progress", date(2024, 12, 31), "report")
    assert problem.status_as_of == "2024-10-31"
    assert StatusStatement.objects.get(problem=problem).deadline_text == "12月底前"
    assert not Change.objects.exists()


def test_counts_and_search_follow(loaded: Path) -> None:
    assert progress(ProblemCount.objects.all()).rows()[:2] == [("completed", 1), ("completed_ongoing", 1)]
    assert [p.number for p in Problem.objects.filter(search.matching(Problem, "公车"))] == [3]
    assert Measure.objects.filter(search.matching(Measure, "派车单")).exists()


def test_the_next_public_number_is_free(loaded: Path) -> None:
    assert Inspection.objects.get(unit__slug="lantian").next_number == 5


def test_claims_keep_their_figures(loaded: Path) -> None:
    assert [str(claim) for claim in Claim.objects.filter(what="problems_rate")] == ["反馈问题：完成率 66.7"]
