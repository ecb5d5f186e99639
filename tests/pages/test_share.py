"""What pages offer to share: a preview's picture, a feed, a QR code that print shows, a badge for other sites."""

import re

import pytest
from django.test import Client, override_settings

from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def preview(html: str) -> list[str]:
    return re.findall(r'<meta property="og:image" content="([^"]+)">', html)


def feeds(html: str) -> list[str]:
    return re.findall(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', html)


@override_settings(PUBLIC_URL="https://ledger.example")
@pytest.mark.parametrize(
    ("path", "card", "feed"),
    [
        ("/", "/card.png", "/changes.atom"),
        ("/rounds/r1/", "/rounds/r1/card.png", "/changes.atom"),
        ("/units/qingshi/", "/units/qingshi/card.png", "/units/qingshi/changes.atom"),
        ("/units/qingshi/problems/1/", "/units/qingshi/card.png", "/units/qingshi/changes.atom"),
    ],
)
def test_pages_name_their_picture_and_their_feed(client: Client, path: str, card: str, feed: str) -> None:
    a_problem(an_inspection(), "学习不够", "completed")
    html = page(client, path)
    assert preview(html) == [f"https://ledger.example{card}"]
    assert feeds(html) == [feed]
    for found in (card, feed):
        assert client.get(found).status_code == 200


def test_an_english_page_names_english_ones(client: Client) -> None:
    a_problem(an_inspection(), "学习不够", "completed")
    client.cookies["django_language"] = "en"
    html = page(client, "/units/qingshi/")
    assert preview(html)[0].endswith("/units/qingshi/card.png?lang=en")
    assert feeds(html) == ["/units/qingshi/changes.atom?lang=en"]
    assert "/units/qingshi/badge.svg?lang=en" in html


@pytest.mark.parametrize("path", ["/units/qingshi/", "/units/qingshi/problems/1/"])
def test_the_code_of_the_address_is_on_the_page(client: Client, path: str) -> None:
    a_problem(an_inspection(), "学习不够", "completed")
    assert f'src="{path}qr.svg"' in page(client, path)
    assert client.get(f"{path}qr.svg").status_code == 200


def test_an_older_inspection_does_not_show_the_newest_ones_figures(client: Client) -> None:
    a_problem(an_inspection(round_slug="r1", feedback="2020-01-01"), "学习不够", "completed")
    a_problem(an_inspection(round_slug="r2", feedback="2024-01-01"), "学习不够", "completed")
    html = page(client, "/units/qingshi/r1/")
    assert preview(html) == []
    assert "badge.svg" not in html
    assert "qr.svg" not in html
    assert 'src="/units/qingshi/r1/problems/1/qr.svg"' in page(client, "/units/qingshi/r1/problems/1/")


def test_every_page_leads_to_the_data(client: Client) -> None:
    assert 'href="/dataset/"' in page(client, "/about/")
    assert 'href="/api/docs/"' in page(client, "/dataset/")
    assert 'href="/dataset/"' in page(client, "/api/docs/")
