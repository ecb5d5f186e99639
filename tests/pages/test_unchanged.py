"""Whoever has a page that has not changed gets 304: pages are the same to the byte until their data changes."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from rectify.ledger.models import Problem
from tests.ledger.build import a_problem, an_inspection

pytestmark = pytest.mark.django_db
PAGES = (
    "/ /rounds/r1/ /units/ /units/qingshi/ /units/qingshi/problems/1/ /problems/ /problems/?status=completed /measures/ "
    "/topics/ /compare/?unit=qingshi&unit=hongshi /about/ /corrections/ /dataset/ /api/ /api/docs/ /api/schema/ "
    "/api/problems/ /api/units/ /changes.atom /units/qingshi/changes.atom /units/qingshi/badge.svg "
    "/units/qingshi/qr.svg /units/qingshi/card.png /card.png /sitemap.xml /robots.txt"
).split()


@pytest.fixture(autouse=True)
def _two_units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    cache.clear()
    a_problem(an_inspection(), "学习不够", "completed")
    a_problem(an_inspection("hongshi", "红石县"), "会议太多", "in_progress")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_an_unchanged_page_is_not_sent_again(client: Client, path: str, language: str) -> None:
    client.cookies["django_language"] = language
    first = client.get(path, headers={"accept-encoding": "gzip"})
    assert first.status_code == 200
    again = client.get(path, headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize("path", ["/units/qingshi/", "/problems/", "/api/problems/"])
def test_a_changed_one_is(client: Client, path: str) -> None:
    etag = client.get(path)["ETag"]
    Problem.objects.filter(label="学习不够").update(label="学习很不够")
    again = client.get(path, headers={"if-none-match": etag})
    assert again.status_code == 200
    assert "学习很不够" in again.content.decode()


def test_the_languages_are_not_taken_for_one_another(client: Client) -> None:
    etag = client.get("/units/qingshi/")["ETag"]
    client.cookies["django_language"] = "en"
    assert client.get("/units/qingshi/", headers={"if-none-match": etag}).status_code == 200
