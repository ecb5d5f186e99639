"""Feeds say what changed, by whose word and when; never who entered it, nor why."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from rectify.ledger import edits
from rectify.ledger.models import Change, Document, Problem, ReaderNote
from rectify.pages import feeds
from tests.ledger.build import a_problem, a_report, an_inspection

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client: Client, path: str = "/changes.atom") -> etree._Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content)


def entries(client: Client, path: str = "/changes.atom") -> list[dict[str, str]]:
    return [
        {
            "id": entry.findtext(f"{ATOM}id"),
            "title": entry.findtext(f"{ATOM}title"),
            "content": entry.findtext(f"{ATOM}summary") or "",
            "link": entry.find(f"{ATOM}link").get("href"),
            "updated": entry.findtext(f"{ATOM}updated"),
        }
        for entry in read(client, path).findall(f"{ATOM}entry")
    ]


def office_says(*problems: Problem, status_: str, **fields: object) -> None:
    person, _ = get_user_model().objects.get_or_create(username="某经办人", is_superuser=True)
    edits.set_office_word(problems, person, status_=status_, reason="内部缘由", note="内部说明", **fields)


def test_a_change_of_status_says_from_what_to_what_and_whose_word(client: Client) -> None:
    problem = a_problem(an_inspection(), "学习不够", "in_progress")
    office_says(problem, status_="completed")
    (entry,) = entries(client)
    assert entry["title"] == "青石县：第 1 项 学习不够：进展 正在整改 → 已完成"
    assert "巡视巡察机构认定" in entry["content"]
    assert entry["link"] == "http://127.0.0.1:8000/units/qingshi/problems/1/"


def test_nobody_is_named_and_no_reason_given(client: Client) -> None:
    problem = a_problem(an_inspection(), "学习不够", "in_progress")
    office_says(problem, status_="completed", deadline=date(2030, 1, 1))
    feed = client.get("/changes.atom").content.decode()
    assert "2030-01-01" in feed
    for private in ("某经办人", "内部缘由", "内部说明"):
        assert private not in feed


def test_one_act_on_many_items_is_one_entry(client: Client) -> None:
    inspection = an_inspection()
    problems = [a_problem(inspection, f"问题{n}", "in_progress") for n in range(feeds.LISTED + 3)]
    office_says(*problems, status_="completed")
    (entry,) = entries(client)
    assert "23 项有变动" in entry["title"]
    assert entry["content"].count("<li>") == feeds.LISTED
    assert "另有 3 处变动" in entry["content"]
    assert entry["link"].endswith("/units/qingshi/")


def test_new_reports_and_published_corrections_are_told(client: Client) -> None:
    inspection = an_inspection()
    document = Document.objects.create(digest="ab" * 32, text="正文")
    a_report(inspection, document=document)
    problem = a_problem(inspection, "学习不够")
    note = {
        "problem": problem,
        "kind": "error",
        "text": "读者原话",
        "contact": "读者电话",
        "settled_at": timezone.now(),
    }
    ReaderNote.objects.create(outcome="corrected", summary="进展有误", answer="已更正", is_public=True, **note)
    ReaderNote.objects.create(outcome="kept", summary="尚未公布", **note)
    titles = [entry["title"] for entry in entries(client)]
    assert sorted(titles) == ["青石县：已更正", "青石县：载入整改情况通报"]
    feed = client.get("/changes.atom").content.decode()
    assert "进展有误" in feed
    for private in ("读者原话", "读者电话", "尚未公布"):
        assert private not in feed


def test_a_units_feed_has_only_its_own(client: Client) -> None:
    for slug, name in (("qingshi", "青石县"), ("hongshi", "红石县")):
        office_says(a_problem(an_inspection(slug, name), "学习不够", "in_progress"), status_="completed")
    assert len(entries(client)) == 2
    assert [entry["title"][:3] for entry in entries(client, "/units/hongshi/changes.atom")] == ["红石县"]
    assert client.get("/units/nobody/changes.atom").status_code == 404


def test_withdrawn_items_are_not_told(client: Client) -> None:
    problem = a_problem(an_inspection(), "学习不够", "in_progress")
    office_says(problem, status_="completed")
    Problem.objects.update(withdrawn_at=timezone.now())
    assert entries(client) == []


def test_ids_stay_when_the_site_moves_and_things_are_added(client: Client) -> None:
    problem = a_problem(an_inspection(), "学习不够", "in_progress")
    office_says(problem, status_="completed")
    (before,) = entries(client)
    office_says(problem, status_="phased")
    with override_settings(PUBLIC_URL="https://ledger.example"):
        newest, after = entries(client)
        assert read(client).find(f"{ATOM}link[@rel='self']").get("href") == "https://ledger.example/changes.atom"
    assert after["id"] == before["id"] != newest["id"]
    assert after["link"].startswith("https://ledger.example/")


def test_the_language_is_the_addresses(client: Client) -> None:
    client.cookies["django_language"] = "en"
    assert read(client).get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-hans"
    assert read(client, "/changes.atom?lang=en").get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_an_act_that_was_read_only_in_part_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an entry counts is all that its act changed."""
    monkeypatch.setattr(feeds, "CHANGES", 3)
    inspection = an_inspection()
    problems = [a_problem(inspection, f"问题{n}", "in_progress") for n in range(3)]
    office_says(*problems, status_="completed")
    office_says(problems[0], status_="phased")
    assert [entry["title"] for entry in entries(client)] == ["青石县：第 1 项 问题0：进展 已完成 → 阶段性完成"]


def test_a_long_history_costs_three_queries_and_gives_the_newest(client: Client) -> None:
    inspection = an_inspection()
    problem = a_problem(inspection, "学习不够", "in_progress")
    start = timezone.now()
    Change.objects.bulk_create(
        Change(problem=problem, field="status", old="", new="completed", by="office", at=start + timedelta(minutes=n))
        for n in range(60)
    )
    with CaptureQueriesContext(connection) as asked:
        found = feeds.entries()
    assert len(asked) == 3
    assert len(found) == feeds.ENTRIES
    assert found[0].at == start + timedelta(minutes=59)
    etag = client.get("/changes.atom")["ETag"]
    assert client.get("/changes.atom", headers={"if-none-match": etag}).status_code == 304


def test_a_feed_without_entries_stays_the_same(client: Client) -> None:
    an_inspection()
    for path in ("/changes.atom", "/units/qingshi/changes.atom"):
        etag = client.get(path)["ETag"]
        assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    assert read(client).findtext(f"{ATOM}updated").startswith("1970-")
    a_problem(an_inspection(), "学习不够")
    assert read(client).findtext(f"{ATOM}updated").startswith(f"{timezone.now():%Y}-")
