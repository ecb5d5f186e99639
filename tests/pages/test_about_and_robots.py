"""The page of definitions is true of what is there; search engines get a map of what stays."""

import pytest
from django.test import Client

from rectify.ledger.choices import ReadBy, Status
from rectify.ledger.models import Document
from rectify.pages.views import robots
from tests.ledger.build import a_problem, a_report, an_inspection
from tests.pages.test_overview import MOST_QUERIES, text_of

pytestmark = pytest.mark.django_db


def test_every_status_and_every_anchor_is_explained(client: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        page = text_of(client, "/about/")
    for status in Status:
        assert str(status.label) in page
    for anchor in ("rate", "statuses", "whose", "time", "claims", "sources", "limits"):
        assert f'id="{anchor}"' in page
    assert "不到全部的 80% 时" in page


def test_sources_are_counted_from_what_is_there(client: Client) -> None:
    inspection = an_inspection()
    a_report(inspection, read_by=ReadBy.HAND)
    an_inspection("baishi", "白石县")
    Document.objects.create(digest="cd" * 32, text="一", title="青石县的通报")
    page = text_of(client, "/about/")
    assert "人工录入 1 份" in page
    assert '<td class="number" data-label="列入单位">2</td><td class="number" data-label="已载入">1</td>' in page
    assert "青石县的通报" in page


def test_robots_find_the_map_and_keep_off_the_desk(client: Client, settings) -> None:
    settings.PUBLIC_URL = "https://ledger.example"
    text = text_of(client, "/robots.txt")
    assert "Disallow: /admin/" in text
    assert "Sitemap: https://ledger.example/sitemap.xml" in text


def test_the_map_lists_pages_and_problems_in_parts(client: Client, settings, monkeypatch) -> None:
    settings.PUBLIC_URL = "https://ledger.example"
    inspection = an_inspection()
    problems = [a_problem(inspection, f"第{n}件") for n in range(3)]
    monkeypatch.setattr(robots, "PART", problems[-1].pk)
    assert text_of(client, "/sitemap.xml").count("<sitemap>") == 3
    assert "<loc>https://ledger.example/units/qingshi/</loc>" in text_of(client, "/sitemap-0.xml")
    for path in ("topics", "compare", "corrections"):
        assert f"<loc>https://ledger.example/{path}/</loc>" in text_of(client, "/sitemap-0.xml")
    assert text_of(client, "/sitemap-1.xml").count("/units/qingshi/problems/") == 3
    assert client.get("/sitemap-9.xml").status_code == 404


def test_source_texts_ask_not_to_be_kept_and_other_pages_do_not(client: Client) -> None:
    document = Document.objects.create(digest="cd" * 32, text="一\n二")
    assert 'name="robots" content="noindex"' in text_of(client, document.get_absolute_url())
    assert "noindex" not in text_of(client, "/about/")


def test_pages_differ_by_language_and_say_so(client: Client) -> None:
    response = client.get("/about/", headers={"accept-language": "en"})
    assert '<html lang="en">' in response.content.decode()
    assert "Accept-Language" in response.headers["Vary"]
    client.post("/language/", {"language": "zh-hans", "next": "/about/"})
    assert '<html lang="zh-Hans">' in text_of(client, "/about/")


def test_a_page_that_has_not_changed_answers_304(client: Client) -> None:
    tag = client.get("/about/").headers["ETag"]
    assert client.get("/about/", headers={"if-none-match": tag}).status_code == 304
