"""The whole way of an item through the desk, as its people walk it in their browsers, to the public page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from rectify.ledger.models import Proposal
from tests.ledger.build import a_problem
from tests.ledger.cast import a_note, in_days
from tests.ledger.desk.conftest import act_on, bulk, page_of
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db
_MADE = re.compile(r"T\d\d:\d\d:\d\d")


def public(problem, path: str = "") -> str:
    return b"".join(Client().get(path or problem.get_absolute_url())).decode()


def test_from_the_contact_to_the_public_page(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress", deadline=in_days(30))
    contact, supervisor, office, approver = map(browser, (cast.contact, cast.supervisor, cast.office, cast.approver))
    assert act_on(contact, problem, "report", progress="phased", note="完成一半").status_code == 302
    a_note(problem, cast.contact)
    sent = act_on(
        contact, problem, "submit", progress="completed", note="内部：已全部完成", public_note="制度已经印发。"
    )
    assert sent.status_code == 302
    assert act_on(supervisor, problem, "send_back", note="缺少会议记录").status_code == 302
    assert "缺少会议记录" in contact.get(page_of(problem)).content.decode()
    # What is submitted again brings something new, and says again what readers are to know.
    again = {"note": "内部：补齐记录", "public_note": "制度已经印发。"}
    assert "没有新的佐证材料" in act_on(contact, problem, "submit", **again).content.decode()
    a_note(problem, cast.contact)
    assert act_on(contact, problem, "submit", **again).status_code == 302
    assert act_on(supervisor, problem, "check").status_code == 302
    assert act_on(office, problem, "sign_off", note="内部：照片属实", public_note="现场核查属实。").status_code == 302

    # All of it is the desk's until somebody publishes it.
    for words in ("制度已经印发", "现场核查属实", "内部", "缺少会议记录", "lian", "jian", "ban"):
        assert words not in public(problem), words
    assert "正在整改" in public(problem)

    waiting = list(Proposal.objects.filter(decision="waiting").order_by("pk"))
    assert [p.kind for p in waiting] == ["unit_word", "statement"]
    assert "现场核查属实" in approver.get(reverse("admin:ledger_proposal_changelist")).content.decode()
    bulk(approver, "proposal", "publish", [waiting[1]])
    bulk(approver, "proposal", "refuse", [waiting[0]], reason="与认定重复")
    page = public(problem)
    assert "现场核查属实" in page
    assert "已完成" in page
    for words in ("制度已经印发", "内部", "缺少会议记录", "与认定重复", "lian"):
        assert words not in page, words


@pytest.mark.parametrize(
    "where", ["", "/problems/?q=学习", "/api/problems/r1/qingshi/1/", "/problems.json", "/changes/"]
)
def test_a_contacts_words_are_nowhere_before_approval(cast: Cast, browser, where: str) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    a_note(problem, cast.contact)
    before = public(problem, where)
    act_on(browser(cast.contact), problem, "submit", progress="completed", note="甲乙丙丁", public_note="子丑寅卯")
    after = public(problem, where)
    assert "甲乙丙丁" not in after
    assert "子丑寅卯" not in after
    # Downloads say when they were made.
    assert _MADE.sub("", after) == _MADE.sub("", before)


def test_the_page_shows_the_reports_word_beside_the_offices(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="completed")
    act_on(browser(cast.chief), problem, "close", note="职能已划转。")
    page = browser(cast.contact).get(page_of(problem))
    assert [(v.status, v.note) for v in page.context["voices"]] == [
        ("completed", ""),
        ("not_done", "未整改办结：职能已划转。"),
    ]
    assert "未整改办结" in page.content.decode()


def test_a_contact_sees_the_item_to_read_and_only_their_own_acts(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    page = browser(cast.contact).get(page_of(problem))
    assert [form.action for form in page.context["action_forms"]] == ["report", "submit", "ask_extension", "comment"]
    assert not page.context["has_change_permission"]
    assert "office_note" not in page.content.decode()
    assert browser(cast.contact).post(page_of(problem), {"office_label": "改名"}).status_code == 403
    assert [f.action for f in browser(cast.team).get(page_of(problem)).context["action_forms"]] == ["comment"]


def test_another_units_items_are_not_there(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    stranger = browser(cast.stranger)
    assert stranger.get(reverse("admin:ledger_problem_act", args=[problem.pk, "comment"])).status_code == 404
    assert (
        stranger.post(reverse("admin:ledger_problem_act", args=[problem.pk, "comment"]), {"note": "x"}).status_code
        == 404
    )
    assert not list(stranger.get(reverse("admin:ledger_problem_changelist")).context["cl"].result_list)
    bulk(stranger, "problem", "do_comment", [problem], note="x")
    assert not problem.steps.exists()


def test_what_somebody_sees_but_may_not_do_is_refused(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    for action in ("sign_off", "check", "close", "undo", "nonsense"):
        address = reverse("admin:ledger_problem_act", args=[problem.pk, action])
        assert browser(cast.contact).post(address, {"note": "x"}).status_code == 403
    assert browser(cast.contact).get(reverse("admin:ledger_problem_undo", args=[Proposal().batch])).status_code == 403


def test_an_act_that_lacks_something_says_so_and_keeps_what_was_typed(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress", deadline=in_days(30))
    answer = act_on(browser(cast.contact), problem, "ask_extension", note="资金未到", deadline=str(in_days(3)))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "新的时限须晚于现在的时限" in text
    assert "资金未到" in text
    answer = act_on(browser(cast.contact), problem, "ask_extension", note="资金未到", deadline="9999-12-31")
    assert "日期最晚可填至" in answer.content.decode()
