"""The list to check: each doubt with its item, its kind in words and its line; an opinion settles it, and is said to."""

import pytest
from django.test import Client
from django.urls import reverse

from rectify.ledger.models import Document, Doubt, Problem
from rectify.ledger.reminders.matters import sections_for
from tests.ledger.build import a_problem
from tests.ledger.cast import in_days
from tests.ledger.desk.test_two_editors import data_of
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db
LISTED = "/admin/ledger/doubt/"


@pytest.fixture
def doubt(cast: Cast) -> Doubt:
    document = Document.objects.create(digest="a" * 64, text="通报\n1．关于台账不全的问题\n整改进展：正在整改。")
    problem: Problem = a_problem(cast.inspection, "台账不全")
    return Doubt.objects.create(
        inspection=cast.inspection, problem=problem, document=document, line=3, kind="status_inferred",
        reason="进展按所在标题判断", key="one",
    )  # fmt: skip


def save(client: Client, doubt: Doubt, settlement: str) -> str:
    address = reverse("admin:ledger_doubt_change", args=[doubt.pk])
    answer = client.post(address, data_of(client.get(address)) | {"settlement": settlement}, follow=True)
    return " ".join(str(message) for message in answer.context["messages"])


def test_a_doubt_names_its_item_and_its_kind(cast: Cast, browser, doubt: Doubt) -> None:
    page = browser(cast.office).get(LISTED, {"kind__exact": "status_inferred"}).content.decode()
    assert "1. 台账不全" in page
    assert "进展由推断得出" in page
    assert ">status_inferred<" not in page


def test_a_doubt_shows_its_line_and_leads_to_the_text(cast: Cast, browser, doubt: Doubt) -> None:
    page = browser(cast.office).get(reverse("admin:ledger_doubt_change", args=[doubt.pk])).content.decode()
    assert "整改进展：正在整改。" in page
    assert doubt.document.place_url(3).replace("&", "&amp;") in page
    assert not [word for word in ("Report:", "Problem:", "Document:", "status_inferred") if word in page]
    assert "这一事项即记为已处理" in page


def test_saving_without_an_opinion_says_that_nothing_is_settled(cast: Cast, browser, doubt: Doubt) -> None:
    client = browser(cast.office)
    assert save(client, doubt, " ") == "没有填写处理意见，这一事项仍然待核。"
    assert save(client, doubt, "原文如此") == "已记录处理意见，这一待核事项已处理。"
    doubt.refresh_from_db()
    assert doubt.settled_by == cast.office


def test_the_mail_names_the_item_of_a_doubt(cast: Cast, doubt: Doubt) -> None:
    found = {section.short: section.matters for section in sections_for(cast.office, in_days(0))}
    assert [matter.text for matter in found["待核"]] == ["青石县第1项 台账不全：进展按所在标题判断"]
