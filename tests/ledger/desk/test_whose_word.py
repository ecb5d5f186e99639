"""Whose word is whose: what the office does to an item is never shown as what its unit said, nor as an extension."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from rectify.ledger import edits
from rectify.ledger.models import Handling, Problem
from rectify.ledger.workflow import act, undo
from tests.ledger.build import a_problem
from tests.ledger.cast import a_note, in_days
from tests.ledger.desk.conftest import act_on, page_of
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db
LIST = reverse("admin:ledger_problem_changelist")


def signed_off(cast: Cast, progress: str = "completed", **fields: object) -> Problem:
    problem = a_problem(cast.inspection, status_="in_progress")
    a_note(problem, cast.contact)
    act([problem], "submit", cast.contact, progress=progress, note="已经做完了")
    act([problem], "check", cast.supervisor)
    act([problem], "sign_off", cast.chief, **fields)
    return problem


def said_by_unit(client: Client, problem: Problem) -> tuple[str, str, str]:
    """The card of the unit's contact: its status and note; and the column of the list."""
    page = client.get(page_of(problem))
    (card,) = (voice for voice in page.context["voices"] if "联络人" in voice.name)
    (column,) = re.findall(r'class="field-progress">([^<]*)<', client.get(LIST).content.decode())
    return card.status_label, card.note, column


def test_opened_again_the_unit_has_still_said_what_it_said(cast: Cast, browser) -> None:
    problem, chief = signed_off(cast), browser(cast.chief)
    act_on(chief, problem, "reopen", note="又有群众反映")
    assert said_by_unit(chief, problem) == ("已完成", "已经做完了", "已完成")


def test_relapsed_the_unit_has_still_said_what_it_said(cast: Cast, browser) -> None:
    problem, chief = signed_off(cast, "completed_ongoing", look_again_on=in_days(30)), browser(cast.chief)
    act_on(chief, problem, "recheck_relapsed", note="又出现了")
    assert said_by_unit(chief, problem)[0] == "已完成并长期坚持"
    act_on(browser(cast.contact), problem, "report", progress="in_progress", note="重新整改")
    assert said_by_unit(chief, problem) == ("正在整改", "重新整改", "正在整改")


def test_what_the_unit_said_and_unsaid_is_not_its_word(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    act([problem], "report", cast.contact, progress="phased", note="过半")
    step = act([problem], "report", cast.contact, progress="completed", note="选错了")
    undo(step.batch, cast.office, "选错了")
    assert said_by_unit(browser(cast.office), problem) == ("阶段性完成", "过半", "阶段性完成")


def test_a_first_time_limit_is_no_extension(cast: Cast, browser) -> None:
    problem, chief = signed_off(cast), browser(cast.chief)
    act_on(chief, problem, "reopen", note="又有反映", deadline=str(in_days(40)))
    assert "（已延期）" not in chief.get(page_of(problem)).content.decode()
    act([problem], "ask_extension", cast.contact, note="资金未到", deadline=in_days(60))
    act([problem], "grant_extension", cast.chief)
    assert "（已延期）" in chief.get(page_of(problem)).content.decode()


def test_a_time_limit_that_waits_for_approval_holds_at_the_desk(cast: Cast) -> None:
    problem = signed_off(cast)
    act([problem], "reopen", cast.office, note="又有反映", deadline=in_days(40))
    edits.set_office_word([a_problem(cast.inspection)], cast.chief, status_="phased")
    assert Handling.objects.get(problem=problem).deadline == in_days(40)


def public(problem: Problem) -> str:
    """What readers are told of the time limit: on the item's page and on its unit's."""
    pages = (problem.get_absolute_url(), problem.inspection.get_absolute_url())
    texts = [b"".join(Client().get(page)).decode() for page in pages]
    assert ("承诺" in texts[0]) is ("承诺" in texts[1])
    return re.sub(r"<[^>]+>", "", texts[0])


def test_readers_are_told_whose_date_it_is(cast: Cast) -> None:
    problem = signed_off(cast)
    act([problem], "reopen", cast.chief, note="又有反映", deadline=in_days(40))
    text = public(problem)
    assert re.search(r"要求[^，。]{4,16}前完成", text)
    assert "承诺" not in text.split("整改措施")[0]


def test_a_date_that_the_unit_promised_stays_its_promise(cast: Cast) -> None:
    problem = a_problem(cast.inspection, status_="in_progress", deadline=in_days(20))
    assert re.search(r"承诺[^，。]{4,16}前完成", public(problem))
    # The office speaks too, of the same day.
    edits.set_office_word([problem], cast.chief, status_="phased", deadline=in_days(20))
    assert re.search(r"承诺[^，。]{4,16}前完成", public(problem))
