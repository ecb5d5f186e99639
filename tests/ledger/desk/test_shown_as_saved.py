"""What readers see as soon as it is saved is saved only by those who decide what readers see."""

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from rectify.ledger.dates import PartialDate
from rectify.ledger.models import ReaderNote, Report
from tests.ledger.build import a_problem, an_inspection
from tests.ledger.desk.test_two_editors import data_of
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db


def page_of(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def save(client: Client, row: Model, **fields: object) -> None:
    """Send the page as the browser would, with these besides, whether it offers them or not."""
    data = data_of(client.get(page_of(row)))
    assert client.post(page_of(row), data | fields).status_code == 302
    row.refresh_from_db()


@pytest.fixture
def note(cast: Cast) -> ReaderNote:
    return ReaderNote.objects.create(
        problem=a_problem(cast.inspection), unit=cast.inspection.unit, kind="error", text="原话"
    )


def log() -> str:
    return Client().get("/corrections/").content.decode()


def test_an_answer_to_a_reader_is_drafted_by_the_office_and_published_by_who_may(cast: Cast, browser, note) -> None:
    words = {"outcome": "corrected", "summary": "某项进展有误", "answer": "已更正"}
    save(browser(cast.office), note, **words, is_public="on")
    assert (note.summary, note.is_public) == ("某项进展有误", False)
    assert "某项进展有误" not in log()
    save(browser(cast.chief), note, is_public="on")
    assert "某项进展有误" in log()
    save(browser(cast.office), note, summary="另一种说法", answer="改了")
    assert "另一种说法" not in log()
    assert note.summary == "某项进展有误"


def test_names_and_dates_on_public_pages_are_for_who_may_publish(cast: Cast, browser) -> None:
    inspection, report = cast.inspection, a_problem(cast.inspection).inspection.reports.get()
    office, chief = browser(cast.office), browser(cast.chief)
    # A unit's page has nothing left to save.
    assert 'name="_save"' not in office.get(page_of(inspection.unit)).content.decode()
    assert 'name="_save"' in office.get(page_of(inspection)).content.decode()
    changes: tuple[tuple[Model, dict[str, str]], ...] = (
        (inspection.unit, {"name": "改名县"}),
        (inspection.round, {"name": "改名轮"}),
        (inspection, {"team": "另一组"}),
        (report, {"as_of": "1999-01-01"}),
    )
    for row, fields in changes:
        before = type(row).objects.values().get(pk=row.pk)
        assert "兼任公开审批人" in office.get(page_of(row)).content.decode()
        save(office, row, **fields)
        assert type(row).objects.values().get(pk=row.pk) == before
        assert "兼任公开审批人" not in chief.get(page_of(row)).content.decode()
        save(chief, row, **fields)
        assert {name: str(getattr(row, name)) for name in fields} == fields


def test_the_office_closes_rounds_and_follows_inspections_by_itself(cast: Cast, browser) -> None:
    office = browser(cast.office)
    save(office, cast.inspection.round, closed_on="2026-01-31")
    assert str(cast.inspection.round.closed_on) == "2026-01-31"
    inspection = an_inspection("heishan", "黑山县")
    save(office, inspection, followed="on")
    assert inspection.followed


def test_a_report_stays_with_its_inspection_and_is_not_withdrawn_by_a_date(cast: Cast, browser) -> None:
    report = Report.objects.create(inspection=cast.inspection, number=1, as_of=PartialDate("2024-06-30"))
    other = an_inspection("heishan", "黑山县")
    fields = {"inspection": other.pk, "withdrawn_at_0": "2026-01-01", "withdrawn_at_1": "00:00", "post": "青石路1号"}
    save(browser(cast.chief), report, **fields)
    assert (report.inspection, report.withdrawn_at, report.post) == (cast.inspection, None, "青石路1号")


def test_an_inspection_stays_with_its_unit(cast: Cast, browser) -> None:
    unit, other = cast.inspection.unit, an_inspection("heishan", "黑山县").unit
    save(browser(cast.chief), cast.inspection, unit=other.pk)
    assert cast.inspection.unit == unit
