"""A register that comes after a text: what people entered on the report meanwhile stays."""

from pathlib import Path

import pytest

from rectify.ledger.choices import ReadBy
from rectify.ledger.loading.load import load_reading
from rectify.ledger.models import Report, Round, Unit
from rectify.reading import Document, read
from tests.ledger.register.tables import load, small_register
from tests.ledger.test_never_lost import FIRST, ROUND

pytestmark = pytest.mark.django_db


def test_a_checked_report_stays_checked_and_its_mended_fields_mended(tmp_path: Path) -> None:
    Round.objects.create(slug="heshan-5-2", name=ROUND, level="city")
    Unit.objects.create(slug="lantian", name="蓝田镇", kind="township")
    load_reading(read(Document(text=FIRST)), round_name=ROUND)
    Report.objects.update(read_by=ReadBy.CHECKED, party_body="中共蓝田镇委", hours="8:00-17:00")
    load(small_register(tmp_path / "register", "rounds", "units", "inspections", "reports"))
    report = Report.objects.get()
    assert (report.read_by, report.party_body, report.hours) == (ReadBy.CHECKED, "中共蓝田镇委", "8:00-17:00")
    assert report.email == ["a@example.org"]


def test_what_a_person_changed_on_a_report_outlives_its_reload() -> None:
    load_reading(read(Document(text=FIRST)), round_name=ROUND)
    Report.objects.update(party_body="中共蓝田镇委", post="")
    load_reading(read(Document(text=FIRST)), round_name=ROUND)
    report = Report.objects.get()
    assert (report.party_body, report.post) == ("中共蓝田镇委", "")
    assert report.doubts.filter(kind="field_differs", reason__contains="中共蓝田镇委员会").exists()
