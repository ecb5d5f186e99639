"""Kept figures against kept items."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from rectify.ledger import status
from rectify.ledger.choices import Speaker, Status
from rectify.ledger.models import Claim, Report, StatusStatement
from rectify.ledger.reconciliation import Verdict, check_reports, differing_claims
from tests.ledger.build import a_problem, a_report, an_inspection

REGISTER = Path(__file__).resolve().parents[3] / "fixtures" / "liaoning-12-9"

pytestmark = pytest.mark.django_db


def test_a_report_is_held_to_its_own_words_not_to_the_office_s() -> None:
    inspection = an_inspection()
    problem = a_problem(inspection, status_=Status.IN_PROGRESS)
    report = inspection.reports.get()
    claim = Claim.objects.create(report=report, what="problems_completed", value=Decimal(0))
    status.record([StatusStatement(problem=problem, by=Speaker.OFFICE, status=Status.COMPLETED)])
    assert [check.verdict for _claim, check in check_reports([report])[report.pk]] == [Verdict.AGREES]
    assert differing_claims(report) == []
    Claim.objects.filter(pk=claim.pk).update(value=1)
    assert differing_claims(report) == [claim]


def test_a_report_without_figures_is_left_out() -> None:
    assert check_reports([a_report(an_inspection())]) == {}


def test_withdrawn_figures_and_items_do_not_count() -> None:
    inspection = an_inspection()
    kept, gone = a_problem(inspection, status_=Status.COMPLETED), a_problem(inspection, status_=Status.COMPLETED)
    report = inspection.reports.get()
    Claim.objects.create(report=report, what="problems_total", value=Decimal(1))
    Claim.objects.create(report=report, what="problems_total", value=Decimal(9), withdrawn_at=kept.changed_at)
    type(gone).objects.filter(pk=gone.pk).update(withdrawn_at=kept.changed_at)
    assert [check.counted for _claim, check in check_reports([report])[report.pk]] == [1]


def test_four_queries_for_any_number_of_reports(django_assert_num_queries: object) -> None:
    for n in range(3):
        inspection = an_inspection(f"unit-{n}", f"青石{n}县")
        a_problem(inspection, status_=Status.COMPLETED)
        Claim.objects.create(report=inspection.reports.get(), what="problems_total", value=Decimal(1))
    reports = list(Report.objects.all())
    with django_assert_num_queries(4):
        assert len(check_reports(reports)) == 3


def test_the_real_register_differs_where_it_was_found_to_differ_by_hand() -> None:
    call_command("load_register", str(REGISTER), verbosity=0)
    reports = {report.pk: report for report in Report.objects.select_related("inspection__unit")}
    found = {
        (reports[pk].inspection.unit.slug, check.what.value, int(check.claimed), check.result)
        for pk, checks in check_reports(reports.values()).items()
        for _claim, check in checks
        if check.verdict is Verdict.DIFFERS
    }
    assert found == {
        ("commerce", "measures_total", 76, "相差 3"),
        ("culture-tourism", "measures_total", 70, "相差 3"),
        ("emergency", "tasks_total", 40, "相差 15"),
        ("faku", "tasks_total", 86, "相差 11"),
        ("baita", "tasks_completed", 67, "相差 1"),
        ("baita", "measures_total", 220, "相差 1"),
    }
