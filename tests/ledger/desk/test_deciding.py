"""An approver goes through the queue: each decision is called what it is, and leads back to what still waits."""

from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from rectify.ledger import edits, publishing
from rectify.ledger.models import Evaluation, Problem, Proposal
from rectify.ledger.workflow import act
from tests.ledger.build import a_problem
from tests.ledger.cast import in_days
from tests.ledger.desk.conftest import bulk, page_of
from tests.ledger.workflow.conftest import Cast
from tests.ledger.workflow.test_table import an_item

pytestmark = pytest.mark.django_db
LIST = reverse("admin:ledger_proposal_changelist")
FILTERS = {"_changelist_filters": "decision__exact=waiting&kind__exact=withhold"}


def page(proposal: Proposal) -> str:
    return reverse("admin:ledger_proposal_change", args=[proposal.pk])


def way(proposal: Proposal, decision: str) -> str:
    return f"{reverse('admin:ledger_proposal_decide', args=[proposal.pk, decision])}?{urlencode(FILTERS)}"


def withholding(cast: Cast) -> tuple[Problem, Proposal]:
    problem = an_item(cast, "working")
    return problem, edits.withhold([problem], cast.office, "涉及未公开案件")[0]


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_to_withhold_is_agreed_to_and_not_published(cast: Cast, browser) -> None:
    problem, proposal = withholding(cast)
    approver = browser(cast.approver)
    names = [str(name) for _code, name, _form in approver.get(page(proposal)).context["decisions"]]
    assert names == ["同意", "不同意"]
    assert "同意所选事项" in text_of(approver, LIST)
    answer = approver.post(way(proposal, "publish"), {"reason": ""})
    assert answer["Location"] == f"{LIST}?decision__exact=waiting&kind__exact=withhold"
    listed = text_of(approver, answer["Location"])
    assert f'已同意“暂不公开”：<a href="{page_of(problem)}">青石县 1. 学习不够深入</a>' in listed
    assert problem.get_absolute_url() not in listed
    problem.refresh_from_db()
    assert problem.withheld_at


def test_the_office_is_told_that_it_waits_to_take_effect(cast: Cast, browser) -> None:
    problem = an_item(cast, "working")
    answer = bulk(browser(cast.office), "problem", "withhold", [problem], reason="涉及未公开案件")
    assert "其中 1 项待审批后生效。" in next(str(m) for m in get_messages(answer.wsgi_request))


def test_what_is_agreed_to_leads_to_where_readers_see_it(cast: Cast, browser) -> None:
    problem = an_item(cast, "checked")
    (proposal,) = act([problem], "sign_off", cast.office).proposals
    answer = browser(cast.approver).post(way(proposal, "publish"), {"reason": ""}, follow=True)
    assert f'<a href="{problem.get_absolute_url()}">公开页面</a>' in answer.content.decode()


def test_an_evaluation_has_no_stage_and_no_item(cast: Cast, browser) -> None:
    evaluation = Evaluation.objects.create(
        inspection=cast.inspection, scheme="办法", grade="好", evaluated_on=in_days(0), made_by=cast.office
    )
    proposal = publishing.propose("evaluation", actor=cast.office, evaluation=evaluation)
    approver = browser(cast.approver)
    shown = text_of(approver, page(proposal))
    assert "None" not in shown
    assert "没有公开" in shown
    answer = approver.post(way(proposal, "publish"), {"reason": ""}, follow=True)
    assert f"已同意“整改成效评估”：{evaluation}" in answer.content.decode()


def test_an_item_that_nobody_follows_has_no_stage(cast: Cast, browser) -> None:
    cast.inspection.followed = False
    cast.inspection.save()
    problem = a_problem(cast.inspection, status_="in_progress")
    (proposal,) = edits.withhold([problem], cast.office, "涉及未公开案件")
    assert "None" not in text_of(browser(cast.approver), page(proposal))


def test_a_refusal_without_a_reason_shows_its_panel_again(cast: Cast, browser) -> None:
    _problem, proposal = withholding(cast)
    approver = browser(cast.approver)
    answer = approver.post(way(proposal, "refuse"), {"reason": " "})
    assert answer.status_code == 200
    panels = answer.content.decode().split('<details class="act"')[1:]
    assert ["请写明缘由" in panel for panel in panels] == [False, True]
    assert [panel.startswith(" open") for panel in panels] == [False, True]
    assert "_changelist_filters=decision__exact%3Dwaiting" in panels[1]
    answer = approver.post(way(proposal, "refuse"), {"reason": "再核实"}, follow=True)
    assert "不同意“暂不公开”" in answer.content.decode()
    assert answer.request["QUERY_STRING"] == "decision__exact=waiting&kind__exact=withhold"


def test_without_a_list_to_go_back_to_what_waits_comes_next(cast: Cast, browser) -> None:
    _problem, proposal = withholding(cast)
    decide = reverse("admin:ledger_proposal_decide", args=[proposal.pk, "publish"])
    answer = browser(cast.approver).post(decide, {"reason": ""})
    assert answer["Location"] == f"{LIST}?decision__exact=waiting"


def test_what_readers_see_now_stands_beside_what_they_would_see(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress", deadline=in_days(20))
    edits.set_office_word([problem], cast.chief, status_="phased", deadline=in_days(30), note="已核查一半。")
    (word,) = edits.set_office_word([problem], cast.office, status_="completed", note="都核查了。")
    label = edits.set_office_label(problem, "新题", cast.office, "更准")
    (withhold,) = edits.withhold([problem], cast.office, "涉及未公开案件")
    approver = browser(cast.approver)
    for proposal, now in [
        (word, f"阶段性完成（巡视巡察机构认定），时限 {in_days(30)}<br>已核查一半。"),
        (label, "学习不够深入"),
        (withhold, "阶段性完成（巡视巡察机构认定）"),
    ]:
        shown = text_of(approver, page(proposal)).split("field-now")[1].split("field-says")[0]
        assert now in shown, proposal
    assert "读者不再看到这一事项" in text_of(approver, page(withhold))
