"""What is decided on stands beside the decision, and what an item lacks is said before anything is filled in."""

import pytest
from django.urls import reverse

from rectify.ledger.models import Step
from rectify.ledger.workflow import act
from tests.ledger.build import a_problem
from tests.ledger.cast import a_note, in_days
from tests.ledger.desk.conftest import page_of
from tests.ledger.desk.test_from_the_row import LIST, offered
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db


def test_who_checks_reads_what_the_unit_says_and_handed_in(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    evidence = a_note(problem, cast.contact)
    act([problem], "submit", cast.contact, progress="completed", note="制度都印发了")
    supervisor = browser(cast.supervisor)
    page = supervisor.get(offered(supervisor)["审核通过"]).content.decode()
    for words in ("正在整改", "已完成", "制度都印发了", "待审核"):
        assert words in page, words
    assert reverse("admin:ledger_evidence_change", args=[evidence.pk]) in page


def test_withdrawn_evidence_is_not_decided_on(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    evidence = a_note(problem, cast.contact)
    a_note(problem, cast.contact)
    act([problem], "submit", cast.contact, progress="completed", note="好了")
    type(evidence).objects.filter(pk=evidence.pk).update(withdrawn_at=evidence.added_at)
    page = browser(cast.office).get(reverse("admin:ledger_problem_act", args=[problem.pk, "check"]))
    assert evidence not in page.context["evidence"]
    assert len(page.context["evidence"]) == 1


def test_who_grants_an_extension_reads_the_date_and_why(cast: Cast, browser) -> None:
    problem, office = a_problem(cast.inspection, status_="in_progress"), browser(cast.office)
    act([problem], "ask_extension", cast.contact, note="资金未到账", deadline=in_days(60))
    page = office.get(offered(office)["同意延期"]).content.decode()
    assert f"留空则为所申请的日期（{in_days(60)}）" in page
    assert f"申请延期至 {in_days(60)}：资金未到账" in page


def test_without_evidence_a_unit_is_sent_for_it_first_and_then_comes_back(cast: Cast, browser) -> None:
    problem, contact = a_problem(cast.inspection, status_="in_progress"), browser(cast.contact)
    act([problem], "comment", cast.office, note="请抓紧")
    address = offered(contact, "?queue=&q=学习")["报请审核"]
    page = contact.get(address).content.decode()
    assert "请先提交至少一件本单位的佐证材料" in page
    assert '<textarea name="note"' not in page
    way = contact.get(address).context["form"].add_evidence
    assert way.startswith(reverse("admin:ledger_evidence_add_to", args=[problem.pk]))
    answer = contact.post(way, {"text": "已经印发制度。"})
    assert answer["Location"] == address
    page = contact.get(address).content.decode()
    assert "请先提交至少一件" not in page
    assert '<textarea name="note"' in page
    answer = contact.post(address, {"note": "好了", "progress": "completed"})
    assert answer["Location"].startswith(LIST)
    assert "queue=" in answer["Location"]


def test_on_the_items_page_too_and_back_to_it(cast: Cast, browser) -> None:
    problem, contact = a_problem(cast.inspection, status_="in_progress"), browser(cast.contact)
    act([problem], "comment", cast.office, note="请抓紧")
    form = next(f for f in contact.get(page_of(problem)).context["action_forms"] if f.action == "submit")
    assert "请先提交至少一件本单位的佐证材料" in form.lacking
    answer = contact.post(form.add_evidence, {"text": "已经印发制度。"})
    submit = reverse("admin:ledger_problem_act", args=[problem.pk, "submit"])
    assert answer["Location"] == submit
    assert contact.post(submit, {"note": "好了", "progress": "completed"})["Location"] == page_of(problem)
    assert Step.objects.filter(action="submit").exists()


@pytest.mark.parametrize("then", ["", "sign_off", "nonsense", "https://elsewhere.example/"])
def test_evidence_leads_on_to_nothing_that_is_not_the_units(cast: Cast, browser, then: str) -> None:
    problem, contact = a_problem(cast.inspection, status_="in_progress"), browser(cast.contact)
    add = reverse("admin:ledger_evidence_add_to", args=[problem.pk])
    answer = contact.post(f"{add}?then={then}", {"text": "已经印发制度。"})
    assert answer["Location"] == page_of(problem)
