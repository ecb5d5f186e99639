"""What happened when, how long after the feedback, and by which rule it was due."""

from datetime import date

import pytest

from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Document, Inspection, Milestone, Result
from rectify.pages.milestones import Moment, moments
from rectify.pages.results import kind_name, value_in_words
from tests.ledger.build import a_report, an_inspection


def moments_of(inspection: Inspection) -> list[Moment]:
    return moments(inspection, list(inspection.reports.select_related("document")), inspection.milestones.all())


@pytest.fixture
def inspection(db: None) -> Inspection:
    inspection = an_inspection(started=PartialDate("2019-10"), feedback=PartialDate("2020-03-02"))
    a_report(inspection, published=PartialDate("2020-09-30"), as_of="2020-06-30")
    return inspection


def test_steps_come_in_order_with_days_since_the_feedback(inspection: Inspection) -> None:
    Milestone.objects.create(inspection=inspection, event="democratic_life", done_on=PartialDate("2020-04-24"))
    Milestone.objects.create(inspection=inspection, event="plan_drafted", done_on=None)
    assert [(moment.name, moment.date, moment.days) for moment in moments_of(inspection)] == [
        ("巡视组进驻", "2019-10", None),
        ("反馈巡视意见", "2020-03-02", None),
        ("专题民主生活会", "2020-04-24", 53),
        ("通报数据截至", "2020-06-30", 120),
        ("整改情况通报落款", "2020-09-30", 212),
    ]


def test_a_step_of_a_kept_text_stands_beside_the_rule_that_sets_its_last_day(inspection: Inspection) -> None:
    report = inspection.reports.get()
    report.document = Document.objects.create(digest="ef" * 32, text="一\n二\n三")
    report.save()
    done_on = PartialDate("2020-04-20")
    Milestone.objects.create(inspection=inspection, event="report", done_on=done_on, report=report, line=2)
    by_name = {moment.name: moment for moment in moments_of(inspection)}
    told = by_name["报送整改进展情况报告"]
    assert (told.date, told.due) == ("2020-04-20", date(2020, 5, 2))
    assert told.link.endswith("#L2")
    untold = by_name["报送主要负责人组织落实情况报告"]
    assert (untold.date, untold.due) == (None, date(2020, 5, 2))
    assert "巡视工作条例" in untold.basis


def test_without_a_text_nothing_is_said_to_be_missing(inspection: Inspection) -> None:
    assert all(moment.date for moment in moments_of(inspection))


@pytest.mark.parametrize(
    ("value", "measure_word", "words"),
    [
        (12, "项", ("12", "项")),
        (9_500, "元", ("9500", "元")),
        (1_234_500, "元", ("123.45", "万元")),
        (0, "人", ("0", "人")),
    ],
)
def test_results_are_given_in_sums_that_people_read(value: int, measure_word: str, words: tuple[str, str]) -> None:
    result = Result(kind="money_recovered", value=value, measure_word=measure_word)
    assert value_in_words(result) == words
    assert kind_name(result) == "追缴收回资金"
