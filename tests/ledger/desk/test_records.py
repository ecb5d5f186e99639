"""What was done to an item, as the desk tells it: in words, on the item's page, in its history and in the lists."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from rectify.ledger import edits, workflow
from rectify.ledger.choices import Action
from rectify.ledger.models import Change, Problem
from tests.ledger.build import a_problem
from tests.ledger.desk.conftest import page_of
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem(cast: Cast) -> Problem:
    return a_problem(cast.inspection, status_="in_progress")


def text_of(client: Client, address: str) -> str:
    """What the page says, without its tags."""
    return re.sub(r"<[^>]*>", " ", client.get(address).content.decode().split("<body", 1)[1])


def history_of(problem: Problem) -> str:
    return reverse("admin:ledger_problem_history", args=[problem.pk])


def test_changes_are_told_in_words(cast: Cast, browser, problem: Problem) -> None:
    edits.set_office_word([problem], cast.chief, status_="completed_ongoing", reason="核实")
    edits.withhold([problem], cast.chief, "涉密")
    listed = reverse("admin:ledger_change_changelist")
    one = reverse("admin:ledger_change_change", args=[Change.objects.get(field="status").pk])
    for address in (page_of(problem), listed, one):
        page = text_of(browser(cast.office), address)
        assert "已完成并长期坚持" in page
        assert not [code for code in ("completed_ongoing", "withheld", "deadline") if code in page]


def test_changes_are_filtered_by_the_fields_names(cast: Cast, browser, problem: Problem) -> None:
    edits.set_office_word([problem], cast.chief, status_="completed", reason="核实")
    edits.withhold([problem], cast.chief, "涉密")
    page = browser(cast.office).get(reverse("admin:ledger_change_changelist"), {"field": "withheld"})
    assert [change.field for change in page.context["cl"].queryset] == ["withheld"]
    assert "暂不公开" in page.content.decode()


def test_an_items_history_tells_its_steps_proposals_and_changes(cast: Cast, browser, problem: Problem) -> None:
    edits.set_office_word([problem], cast.office, status_="completed", reason="现场核实")
    page = text_of(browser(cast.office), history_of(problem))
    assert "提请审批：进展认定（现场核实）" in page
    workflow.act([problem], Action.COMMENT, cast.contact, note="已联系单位")
    edits.set_office_word([problem], cast.chief, status_="not_done", reason="复核")
    page = text_of(browser(cast.office), history_of(problem))
    assert "已联系单位" in page
    assert "进展 正在整改 → 未完成" in page
    assert cast.chief.username in page


def test_an_items_history_keeps_proposals_from_others(cast: Cast, browser, problem: Problem) -> None:
    edits.set_office_word([problem], cast.office, status_="completed", reason="现场核实")
    assert "现场核实" not in text_of(browser(cast.contact), history_of(problem))
    assert browser(cast.stranger).get(history_of(problem)).status_code == 302
