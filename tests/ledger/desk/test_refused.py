"""Somebody who is signed in and may not: links that would be refused are names, and a refusal says why and leads back."""

import pytest
from django.urls import reverse

from rectify.ledger import edits
from rectify.ledger.models import Proposal
from tests.ledger.build import a_problem
from tests.ledger.desk.conftest import page_of
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db


def test_accounts_are_links_only_for_those_who_look_after_people(cast: Cast, browser) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    edits.set_office_word([problem], cast.office, status_="completed", reason="核实")
    account = reverse("admin:auth_user_change", args=[cast.office.pk])
    proposal = reverse("admin:ledger_proposal_change", args=[Proposal.objects.get().pk])
    seen = browser(cast.approver).get(proposal).content.decode()
    assert cast.office.username in seen
    assert account not in seen
    assert account in browser(cast.office).get(proposal).content.decode()
    edits.set_office_word([problem], cast.chief, status_="not_done", reason="复核")
    account = reverse("admin:auth_user_change", args=[cast.chief.pk])
    assert account not in browser(cast.contact).get(page_of(problem)).content.decode()
    assert account in browser(cast.office).get(page_of(problem)).content.decode()


def test_a_refusal_tells_those_who_are_signed_in_that_their_post_does_not_give_it(cast: Cast, browser) -> None:
    answer = browser(cast.approver).get(reverse("admin:auth_user_changelist"))
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "您的任职没有这项权限" in page
    assert f'href="{reverse("admin:index")}">返回工作台' in page
    assert "请先登录" not in page
