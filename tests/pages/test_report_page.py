"""原文对照: the page of a published text says whose it is, and how to cite it."""

import pytest
from django.test import Client
from lxml import html

from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Document
from tests.ledger.build import a_report, an_inspection

pytestmark = pytest.mark.django_db


def test_it_leads_to_its_unit_and_is_cited_by_unit_kind_date_and_address(client: Client) -> None:
    document = Document.objects.create(digest="cd" * 32, text="青石县整改情况\n第二行", name="qingshi.txt")
    a_report(an_inspection(), document=document, line=1, published=PartialDate("2024-07-09"))
    page = html.fromstring(client.get(document.get_absolute_url()).content)
    crumbs = page.xpath("//nav[@class='crumbs']//a")
    assert [(crumb.text_content(), crumb.get("href")) for crumb in crumbs] == [
        ("被巡视党组织", "/units/"), ("青石县", "/units/qingshi/"),
    ]  # fmt: skip
    lead = page.find_class("lead")[0].text_content().strip()
    assert lead.startswith("2024年7月9日公开的整改情况通报。每行左边")
    cited = page.find_class("citation")[0].text_content()
    assert cited == f"青石县：整改情况通报，2024年7月9日。http://127.0.0.1:8000{document.get_absolute_url()}"


def test_a_text_that_no_report_was_read_from_is_cited_by_its_name(client: Client) -> None:
    document = Document.objects.create(digest="ab" * 32, text="一", title="青石县的通报")
    page = html.fromstring(client.get(document.get_absolute_url()).content)
    assert page.find_class("citation")[0].text_content().startswith("青石县的通报。http")
    assert not page.find_class("crumbs")
