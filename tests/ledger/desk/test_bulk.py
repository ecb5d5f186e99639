"""Many items at once from the list: asked for what is needed, told what was passed over, and put back by a link."""

import re
from html import unescape

import pytest
from django.urls import reverse

from rectify.ledger.models import Handling, Problem, Proposal, Step
from rectify.ledger.workflow import acting, follow
from tests.ledger.build import a_problem
from tests.ledger.cast import in_days
from tests.ledger.desk.conftest import act_on, bulk, page_of
from tests.ledger.workflow.conftest import Cast
from tests.ledger.workflow.test_table import an_item

pytestmark = pytest.mark.django_db


def said(page: object) -> str:
    return "\n".join(str(message) for message in page.context["messages"])


def test_the_page_that_asks_says_what_will_be_passed_over(cast: Cast, browser) -> None:
    ready, not_ready = an_item(cast, "checked"), an_item(cast, "working")
    data = {"action": "do_sign_off", "_selected_action": [ready.pk, not_ready.pk]}
    page = browser(cast.office).post(reverse("admin:ledger_problem_changelist"), data)
    assert page.context["problems"] == [ready]
    ((problem, why),) = page.context["passed_over"]
    assert problem == not_ready
    assert "整改中" in why
    assert not Step.objects.exists()


def test_nothing_is_offered_to_confirm_where_nothing_would_be_done(cast: Cast, browser) -> None:
    not_ready, ready = an_item(cast, "working"), an_item(cast, "checked")
    office, changelist = browser(cast.office), f"{reverse('admin:ledger_problem_changelist')}?q=学习"
    data = {"action": "do_sign_off", "_selected_action": [not_ready.pk]}
    page = office.post(changelist, data).content.decode()
    assert "将改动 0 个事项" in page
    assert 'name="confirmed"' not in page
    assert 'href="/admin/ledger/problem/?q=' in page.split("submit-row")[1]
    assert 'name="confirmed"' in office.post(changelist, data | {"_selected_action": [ready.pk]}).content.decode()


def test_putting_back_leads_to_the_list_as_it_was(cast: Cast, browser) -> None:
    items = [an_item(cast, "submitted"), an_item(cast, "submitted")]
    office, changelist = browser(cast.office), reverse("admin:ledger_problem_changelist")
    data = {"action": "do_check", "_selected_action": [row.pk for row in items], "confirmed": "1"}
    page = office.post(f"{changelist}?queue=submitted&kind__exact=problem", data, follow=True)
    undo = unescape(re.search(r'href="([^"]*undo[^"]*)"', said(page))[1])
    assert office.post(undo, {"reason": "点错了"})["Location"] == f"{changelist}?queue=submitted&kind__exact=problem"


def test_putting_back_what_was_done_on_an_items_page_leads_there(cast: Cast, browser) -> None:
    item, office = an_item(cast, "submitted"), browser(cast.office)
    act_on(office, item, "check")
    undo = re.search(r'href="([^"]*undo[^"]*)"', said(office.get(page_of(item))))[1]
    assert office.post(undo, {"reason": "点错了"})["Location"] == page_of(item)


def test_a_bulk_act_is_put_back_by_the_link_in_its_message(cast: Cast, browser) -> None:
    items = [an_item(cast, "submitted"), an_item(cast, "submitted"), an_item(cast, "working")]
    office = browser(cast.office)
    page = bulk(office, "problem", "do_send_back", items, note="缺少照片")
    assert "2 个事项已办理" in said(page)
    assert "1 个事项没有办理" in said(page)
    undo = re.search(r'href="([^"]*undo[^"]*)"', said(page))[1]
    assert office.get(undo).context["n"] == 2
    assert "缘由" in office.post(undo, {"reason": ""}).content.decode()
    assert "已撤销 2 个" in said(office.post(undo, {"reason": "点错了"}, follow=True))
    # What the fixture set by hand no step tells of; what the steps tell of is put back.
    assert Step.objects.filter(action="undo").count() == 2
    assert "已经撤销过" in office.post(undo, {"reason": "再来"}).content.decode()


def test_a_bulk_word_is_put_back_by_its_link(cast: Cast, browser) -> None:
    items = [a_problem(cast.inspection, status_="in_progress") for _ in range(2)]
    chief = browser(cast.chief)
    page = bulk(chief, "problem", "set_word", items, status="completed", reason="误选")
    assert set(Problem.objects.values_list("status", flat=True)) == {"completed"}
    undo = re.search(r'href="([^"]*undo[^"]*)"', said(page))[1]
    chief.post(undo, {"reason": "误选"})
    assert set(Problem.objects.values_list("status", "status_by")) == {("in_progress", "report")}


def test_words_of_somebody_who_may_not_publish_wait(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    page = bulk(browser(cast.office), "problem", "set_word", [problem], status="completed", reason="核实")
    assert "1 项待审批" in said(page)
    problem.refresh_from_db()
    assert problem.status == "in_progress"
    assert Proposal.objects.get().decision == "waiting"


@pytest.mark.parametrize("action", ["set_word", "withdraw", "withhold", "do_sign_off", "do_send_back", "do_close"])
def test_a_contact_has_none_of_the_offices_acts(cast: Cast, browser, action: str) -> None:
    problem = an_item(cast, "submitted")
    contact = browser(cast.contact)
    offered = dict(
        contact.get(reverse("admin:ledger_problem_changelist")).context["action_form"].fields["action"].choices
    )
    assert action not in offered
    bulk(contact, "problem", action, [problem], note="x", reason="x", status="completed")
    assert not Step.objects.exists()
    assert not Proposal.objects.exists()


def test_a_contact_submits_several_of_their_own(cast: Cast, browser) -> None:
    items = [an_item(cast, "working"), an_item(cast, "sent_back")]
    bulk(browser(cast.contact), "problem", "do_submit", items, progress="completed", note="好了")
    assert set(Handling.objects.values_list("stage", flat=True)) == {"submitted"}


def test_more_than_can_be_looked_over_is_refused(cast: Cast, browser, monkeypatch) -> None:
    monkeypatch.setattr("rectify.ledger.workflow.MOST_AT_ONCE", 2)
    monkeypatch.setattr(acting, "MOST_AT_ONCE", 2)
    items = [an_item(cast, "working") for _ in range(3)]
    page = bulk(browser(cast.office), "problem", "do_comment", items, note="看过")
    assert "最多" in said(page)
    assert not Step.objects.exists()


def test_withholding_from_the_list_waits_for_its_approval(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    bulk(browser(cast.office), "problem", "withhold", [problem], reason="涉及未公开案件")
    assert Problem.objects.public().exists()
    bulk(browser(cast.approver), "proposal", "publish", [Proposal.objects.get()])
    assert not Problem.objects.public().exists()
    assert in_days(0)
    assert follow([cast.inspection.pk]) == 0
