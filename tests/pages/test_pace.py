"""How long each unit took from the feedback to the steps that followed."""

import pytest
from django.test import Client

from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Milestone
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db


def test_days_are_counted_from_the_feedback_to_dated_steps_only(client: Client) -> None:
    one = an_inspection(feedback=PartialDate("2024-01-01"))
    a_problem(one, status_="completed")
    one.reports.update(published="2024-03-31")
    Milestone.objects.create(inspection=one, event="democratic_life", done_on="2024-01-31", report=one.reports.get())
    vague = an_inspection("baisha", "白沙区", feedback=PartialDate("2024-01"))
    a_problem(vague, status_="completed")
    vague.reports.update(published="2024-03-31")
    pace = client.get("/").context["pace"]
    assert [(row.name, row.days) for row in pace.rows] == [("青石县", {"democratic_life": 30, "publication": 90})]
    assert [slug for slug, _name in pace.steps] == ["democratic_life", "publication"]


def test_without_dates_there_is_no_such_section(client: Client) -> None:
    a_problem(an_inspection(), status_="completed")
    assert 'id="pace"' not in client.get("/").content.decode()
