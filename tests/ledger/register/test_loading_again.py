"""A register is loaded again: the same changes nothing, a corrected one changes what it corrects."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from rectify.ledger import search
from rectify.ledger.edits import set_office_label, set_office_word
from rectify.ledger.models import Change, Claim, Doubt, Inspection, Measure, Problem, Section, StatusStatement, Unit
from rectify.ledger.models.words import ProblemCount
from tests.ledger.register.tables import add, correct, load

pytestmark = pytest.mark.django_db


def state() -> list:
    """Everything that a load could change."""
    models = (Unit, Inspection, Section, Problem, Measure, Claim, StatusStatement, Change, Doubt, ProblemCount)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_the_same_tables_change_nothing(loaded: Path) -> None:
    before = state()
    assert "0 行改动" in load(loaded)
    assert state() == before


def test_one_corrected_label_changes_one_row(loaded: Path) -> None:
    correct(loaded, "problems", 4, label="公务用车管理不严")
    assert "1 行改动" in load(loaded)
    problem = Problem.objects.get(number=3)
    assert problem.label == "公务用车管理不严"
    assert [(c.problem, c.field, c.old, c.new) for c in Change.objects.all()] == [
        (problem, "label", "公车管理不严", "公务用车管理不严")
    ]
    assert Problem.objects.filter(search.matching(Problem, "公务用车")).get() == problem
    assert "0 行改动" in load(loaded)


def test_a_corrected_status_is_a_new_statement_beside_the_old(loaded: Path) -> None:
    correct(loaded, "problems", 3, status="completed", deadline="", deadline_text="")
    assert "1 行改动" in load(loaded)
    problem = Problem.objects.get(number=2)
    assert (problem.status, problem.deadline) == ("completed", None)
    assert problem.statements.count() == 2
    assert {(c.field, c.old, c.new) for c in Change.objects.all()} == {
        ("status", "in_progress", "completed"),
        ("deadline", "2024-12-31", ""),
    }
    assert ProblemCount.objects.get(area="policy", status="completed").n == 2


def test_a_status_can_be_taken_back(loaded: Path) -> None:
    correct(loaded, "problems", 3, status="", deadline="", deadline_text="")
    load(loaded)
    problem = Problem.objects.get(number=2)
    assert (problem.status, problem.deadline) == ("unstated", None)


def test_a_corrected_report_date_dates_its_statements(loaded: Path) -> None:
    correct(loaded, "reports", 2, as_of="2024-09-30")
    assert "1 行改动" in load(loaded)
    assert set(Problem.objects.values_list("status_as_of", flat=True)) == {"2024-09-30"}
    assert not Change.objects.exists()
    assert "0 行改动" in load(loaded)


def test_a_corrected_area_moves_its_problems(loaded: Path) -> None:
    correct(loaded, "sections", 2, area="organization")
    load(loaded)
    assert Problem.objects.get(number=1).area == "organization"
    assert not ProblemCount.objects.filter(area="policy").exists()


def test_a_problem_moves_to_another_heading(loaded: Path) -> None:
    correct(loaded, "problems", 2, section="3")
    load(loaded)
    problem = Problem.objects.get(number=1)
    assert (problem.section.number, problem.area) == (3, "discipline")
    assert {c.field for c in Change.objects.all()} == {"section", "area"}


def test_a_corrected_figure_is_the_same_claim(loaded: Path) -> None:
    claim = Claim.objects.get(what="problems_total")
    correct(loaded, "claims", 2, value="4")
    assert "1 行改动" in load(loaded, "--withdraw-missing", "--yes")
    claim.refresh_from_db()
    assert (claim.value, claim.withdrawn_at, Claim.objects.count()) == (4, None, 3)
    assert "0 行改动" in load(loaded)


def test_new_rows_join_those_that_are_there(loaded: Path) -> None:
    place = {"round": "heshan-5-2", "unit": "lantian", "report": "1"}
    add(loaded, "sections", **place, number="5", parent="3", level="2", label="作风不实")
    add(loaded, "problems", **place, number="5", kind="problem", section="5", label="下访次数少", status="phased")
    add(loaded, "measures", **place, problem="5", number="1", label="每周下访")
    assert "3 行改动" in load(loaded)
    problem = Problem.objects.get(number=5)
    assert (problem.area, problem.status, problem.measures.get().label) == ("discipline", "phased", "每周下访")
    assert problem.inspection.next_number == 6


def test_two_units_exchange_names(loaded: Path) -> None:
    correct(loaded, "units", 2, name="清河局")
    correct(loaded, "units", 3, name="蓝田镇")
    load(loaded)
    assert Unit.objects.get(slug="qinghe").sort_key == "lan tian zhen"


def test_one_table_alone_corrects_its_rows(loaded: Path) -> None:
    correct(loaded, "problems", 2, label="学习走过场")
    for table in loaded.iterdir():
        if table.stem != "problems":
            table.unlink()
    assert "1 行改动" in load(loaded)
    assert Problem.objects.get(number=1).label == "学习走过场"
    assert Measure.objects.filter(withdrawn_at=None).count() == 3


def test_a_dry_run_says_what_would_change_and_changes_nothing(loaded: Path) -> None:
    before = state()
    correct(loaded, "problems", 2, label="学习走过场")
    assert "将有 1 行改动" in load(loaded, "--dry-run")
    assert state() == before


class TestWhatPeopleEntered:
    @pytest.fixture
    def officer(self) -> object:
        return get_user_model().objects.create_superuser("officer")

    def test_the_offices_word_and_label_stand(self, loaded: Path, officer: object) -> None:
        problem = Problem.objects.get(number=2)
        set_office_word([problem], officer, status_="completed", deadline=date(2025, 1, 31), note="已现场核实")
        set_office_label(problem, "理论联系实际不紧密", officer)
        correct(loaded, "problems", 3, status="phased", label="联系实际不够")
        load(loaded)
        problem.refresh_from_db()
        assert (problem.status, problem.status_by, problem.name) == ("completed", "office", "理论联系实际不紧密")
        assert problem.deadline == date(2025, 1, 31)

    def test_the_same_tables_do_not_undo_what_was_changed_since(self, loaded: Path) -> None:
        Unit.objects.filter(slug="lantian").update(place="鹤山市蓝田")
        Inspection.objects.update(followed=True)
        correct(loaded, "units", 2, short_name="蓝田")
        load(loaded)
        lantian = Unit.objects.get(slug="lantian")
        assert (lantian.place, lantian.short_name) == ("鹤山市蓝田", "蓝田")
        assert Inspection.objects.filter(followed=True).count() == 2

    def test_a_problem_that_the_office_withdrew_stays_withdrawn(self, loaded: Path, officer: object) -> None:
        from rectify.ledger.edits import withdraw

        withdraw([Problem.objects.get(number=1)], officer, "重复")
        correct(loaded, "problems", 2, label="学习走过场")
        load(loaded)
        assert Problem.objects.get(number=1).withdrawn_at


class TestRowsThatADocumentBrought:
    def test_titles_and_places_stay(self, loaded: Path) -> None:
        Problem.objects.filter(number=1).update(title="学习流于形式的原文标题", line=20, offset=3, end_line=24)
        correct(loaded, "problems", 2, label="学习走过场")
        load(loaded)
        problem = Problem.objects.get(number=1)
        assert (problem.title, problem.line, problem.label) == ("学习流于形式的原文标题", 20, "学习走过场")

    def test_a_register_joins_rows_that_are_there_already(self, folder: Path) -> None:
        from tests.ledger.build import a_problem, an_inspection

        inspection = an_inspection("lantian", "蓝田镇", "heshan-5-2", team="市委第一巡察组（原文）")
        there = a_problem(inspection, label="", title="学习流于形式", marker="（1）", line=20, declared_measures=2)
        load(folder)
        there.refresh_from_db()
        assert (there.label, there.title, there.line) == ("学习流于形式", "学习流于形式", 20)
        assert (there.status, Problem.objects.count()) == ("completed", 4)
        assert "0 行改动" in load(folder)
