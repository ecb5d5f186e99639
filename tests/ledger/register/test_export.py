"""The ledger is written as tables: what was read, nothing that people entered."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from rectify.ledger.dates import PartialDate
from rectify.ledger.edits import set_office_label, set_office_word, withdraw
from rectify.ledger.models import Problem, Section, StatusStatement, Unit
from rectify.ledger.status import record
from tests.ledger.build import a_problem, a_report, an_inspection
from tests.ledger.register.tables import export, load, rows_of

pytestmark = pytest.mark.django_db


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def empty_ledger() -> None:
    call_command("flush", interactive=False, verbosity=0)


def test_what_was_loaded_comes_out_byte_by_byte(loaded: Path, tmp_path: Path) -> None:
    assert bytes_of(export(tmp_path / "out")) == bytes_of(loaded)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", ["tables", "book.xlsx"])
def test_goes_into_an_empty_ledger_and_comes_out_the_same(tmp_path: Path, form: str) -> None:
    inspection = an_inspection("lantian", "=SUM(镇)", "r-1", team="'@组", started=PartialDate("2024"))
    a_report(inspection, phone=["+86 10", "'(010)", "1."], post="第一行\n第二行 ", published=PartialDate("2024-07"))
    for marker in ("(1)", "1.", "2024-03", "'1", "=1", "①", "一、"):
        a_problem(inspection, '标题，有“引号”和"英文引号"', "in_progress", date(2024, 12, 31), marker=marker)
    problem = Problem.objects.get(number=3)
    section = Section.objects.create(inspection=inspection, number=7, level=2, label="无上级", position=2, area="other")
    problem.section, problem.title, problem.position = section, "长" * 5000, 9
    problem.save()
    problem.measures.create(inspection=inspection, number=3, label="-措施", title="=原文")
    Unit.objects.create(slug="alone", name="没有巡察的单位", aliases=["别名"])
    first = bytes_of(export(tmp_path / "first"))
    book = export(tmp_path / form)
    empty_ledger()
    load(book)
    assert bytes_of(export(tmp_path / "second")) == first
    assert "0 行改动" in load(tmp_path / "second")


def test_what_people_entered_is_not_turned_into_something_read(loaded: Path, tmp_path: Path) -> None:
    before = bytes_of(export(tmp_path / "before"))
    officer = get_user_model().objects.create_superuser("officer")
    problem = Problem.objects.get(number=2)
    set_office_word([problem], officer, status_="completed", deadline=date(2025, 1, 1))
    set_office_label(problem, "本机构的说法", officer)
    assert bytes_of(export(tmp_path / "after")) == before


def test_withdrawn_rows_are_left_out(loaded: Path, tmp_path: Path) -> None:
    withdraw([Problem.objects.get(number=3)], get_user_model().objects.create_superuser("officer"), "重复")
    Section.objects.filter(number=4).update(withdrawn_at="2025-01-01T00:00Z")
    out = export(tmp_path / "out")
    assert [row["number"] for row in rows_of(out, "problems")] == ["1", "2", "4"]
    assert [row["section"] for row in rows_of(out, "problems")] == ["2", "2", ""]
    assert [row["problem"] for row in rows_of(out, "measures")] == ["1", "1"]


def test_the_newest_reports_word_is_written(loaded: Path, tmp_path: Path) -> None:
    problem = Problem.objects.get(number=2)
    report = a_report(problem.inspection, "2025-03-31")
    record([StatusStatement(problem=problem, by="report", report=report, status="completed", as_of=report.word_date)])
    row = rows_of(export(tmp_path / "out"), "problems")[1]
    assert (row["status"], row["deadline"], row["report"]) == ("completed", "", "2")


def test_titles_are_written_where_there_are_any(loaded: Path, tmp_path: Path) -> None:
    assert "title" not in rows_of(export(tmp_path / "before"), "problems")[0]
    Problem.objects.filter(number=1).update(title="原标题")
    after = rows_of(export(tmp_path / "after"), "problems")
    assert [row["title"] for row in after] == ["原标题", "", "", ""]


def test_one_round_alone(loaded: Path, tmp_path: Path) -> None:
    a_problem(an_inspection("wanshan", "万山区", "other"))
    out = export(tmp_path / "out", "--round", "heshan-5-2")
    assert [row["slug"] for row in rows_of(out, "rounds")] == ["heshan-5-2"]
    assert [row["slug"] for row in rows_of(out, "units")] == ["lantian", "qinghe"]
    assert len(rows_of(out, "problems")) == 4


def test_more_rows_than_a_sheet_can_hold(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rectify.ledger.register.writing._LAST_ROW", 3)
    with pytest.raises(CommandError, match="方面表的行数超过"):
        export(tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_an_unknown_round(loaded: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有轮次 heshan-5-9；应为以下之一：heshan-5-2"):
        export(tmp_path / "out", "--round", "heshan-5-9")


def test_a_path_that_cannot_be_written(loaded: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="无法写入"):
        export(tmp_path / "file")
