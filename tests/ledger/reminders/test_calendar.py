"""The calendar of a person's time limits: a secret address, shown once, that can be renewed and switched off."""

import hashlib
import logging
import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from rectify.ledger.dates import PartialDate
from rectify.ledger.models import CalendarAddress, Handling, Milestone, Post
from rectify.ledger.reminders.calendar import calendar_of, make_address
from tests.ledger.reminders.people import TODAY, a_person, an_item, followed

pytestmark = pytest.mark.django_db
PAGE = "/admin/ledger/calendaraddress/"


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def events(user: User, today: date = TODAY) -> dict[str, dict]:
    calendar = Calendar.from_ical(calendar_of(user, today))
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def summaries(user: User) -> set[str]:
    return {str(event["SUMMARY"]) for event in events(user).values()}


def test_the_address_is_shown_once_and_only_its_digest_is_kept(client):
    contact = a_person("contact", "contact", unit=followed().unit)
    client.force_login(contact)
    page = client.get(PAGE)
    assert "您还没有日历地址" in page.content.decode()
    # Without a referrer a browser sends its form from nowhere, and the protection against forged forms refuses it.
    assert page["Referrer-Policy"] == "same-origin"
    made = client.post(PAGE, {"make": "1"})
    address = re.search(r'value="(http[^"]+\.ics)"', made.content.decode())[1]
    assert "no-store" in made["Cache-Control"]
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(secret) == 43
    assert CalendarAddress.objects.get().digest == hashlib.sha256(secret.encode()).hexdigest()
    again = client.get(PAGE).content.decode()
    assert secret not in again
    assert "无法再次显示" in again
    answer = Client().get(path_of(address))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"].startswith("private")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_a_new_address_ends_the_old_one_and_switching_off_ends_both(client):
    contact = a_person("contact", "contact", unit=followed().unit)
    client.force_login(contact)
    old = path_of(make_address(contact))
    client.post(PAGE, {"make": "1"})
    assert Client().get(old).status_code == 404
    new = path_of(make_address(contact))
    client.post(PAGE, {"off": "1"})
    assert Client().get(new).status_code == 404
    assert not CalendarAddress.objects.exists()


@pytest.mark.parametrize("secret", ["x", "a" * 43, "a" * 5000, "-"])
def test_a_wrong_secret_is_no_page_and_no_log_entry(secret, caplog):
    a_person("contact", "contact", unit=followed().unit)
    with caplog.at_level(logging.DEBUG):
        assert Client().get(f"/calendar/{secret}.ics").status_code == 404
        assert Client(enforce_csrf_checks=True).post(f"/calendar/{secret}.ics").status_code in (403, 405)
    handler = next(h for h in logging.getLogger().handlers if any("Hide" in type(f).__name__ for f in h.filters))
    shown = [handler.format(record) for record in caplog.records if handler.filter(record)]
    assert not [line for line in shown if f"/calendar/{secret}" in line]


def test_nobody_but_who_holds_a_post_has_the_page(client):
    user = User.objects.create_user("visitor", is_staff=True)
    client.force_login(user)
    assert client.post(PAGE, {"make": "1"}).status_code in (302, 403)
    assert not CalendarAddress.objects.exists()
    contact = a_person("contact", "contact", unit=followed().unit)
    make_address(contact)
    row = CalendarAddress.objects.get()
    client.force_login(a_person("office", "office"))
    for what in ("change", "history", "delete"):
        address = reverse(f"admin:ledger_calendaraddress_{what}", args=[row.pk])
        assert client.get(address).status_code in (302, 403, 404)
        assert client.post(address, {"digest": "0" * 64, "post": "yes"}).status_code in (302, 403, 404)
    assert CalendarAddress.objects.get().digest == row.digest


def test_a_contact_sees_their_own_days_only():
    inspection = followed()
    contact = a_person("contact", "contact", unit=inspection.unit)
    an_item(inspection, "甲事项", 5)
    an_item(inspection, "乙事项", 9)
    an_item(inspection, "丙事项", 9)
    an_item(inspection, "看着", stage="watched", look_again_on=TODAY + timedelta(days=30))
    an_item(inspection, "已销号", 5, stage="signed_off")
    an_item(inspection, "去年的", -300)
    an_item(followed("baisha", "白沙区"), "别处", 5)
    assert summaries(contact) == {"青石县：第1项 甲事项到期", "青石县：2项整改事项到期", "青石县：第4项 看着复查"}


def test_events_are_whole_days_with_lasting_ids():
    inspection = followed()
    contact = a_person("contact", "contact", unit=inspection.unit)
    problem = an_item(inspection, "甲事项", 5)
    ((uid, event),) = events(contact).items()
    assert event["DTSTART"].dt == TODAY + timedelta(days=5)
    assert event["DTEND"].dt == TODAY + timedelta(days=6)
    assert reverse("admin:ledger_problem_change", args=[problem.pk]) in event["DESCRIPTION"]
    text = calendar_of(contact, TODAY)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H" in text
    assert calendar_of(contact, TODAY) == text, "the same to the byte while nothing changes"
    problem.office_label = "换个名字"
    problem.save()
    assert list(events(contact)) == [uid]


@pytest.mark.parametrize("kind", [{"deadline": date.max}, {"stage": "watched", "look_again_on": date.max}])
def test_the_last_day_that_can_be_written_breaks_no_calendar(kind):
    inspection = followed()
    contact = a_person("contact", "contact", unit=inspection.unit)
    an_item(inspection, "甲事项", 5)
    Handling.objects.filter(problem=an_item(inspection, "长期", 5)).update(**kind)
    assert summaries(contact) == {"青石县：第1项 甲事项到期"}


def test_report_dates_come_from_the_rules_until_they_are_kept():
    inspection = followed(feedback=PartialDate("2023-12-20"))
    contact = a_person("contact", "contact", unit=inspection.unit)
    found = events(contact, date(2024, 1, 15))
    assert {(uid.split("-")[0], event["DTSTART"].dt) for uid, event in found.items()} == {
        ("report", date(2024, 2, 20)),
        ("principal_report", date(2024, 2, 20)),
    }
    assert "依据：" in next(iter(found.values()))["DESCRIPTION"]
    Milestone.objects.create(inspection=inspection, event="report", done_on=PartialDate("2024-02-01"))
    assert {uid.split("-")[0] for uid in events(contact, date(2024, 1, 15))} == {"principal_report"}


def test_whoever_has_left_keeps_an_empty_calendar(client):
    inspection = followed()
    contact = a_person("contact", "contact", unit=inspection.unit)
    an_item(inspection, "甲事项", 5)
    Handling.objects.update(deadline=timezone.localdate() + timedelta(days=5))
    address = path_of(make_address(contact))
    assert "甲事项" in Client().get(address).content.decode()
    Post.objects.update(ended_on=timezone.localdate())
    answer = Client().get(address)
    assert answer.status_code == 200
    assert "VEVENT" not in answer.content.decode()
    Post.objects.update(ended_on=None)
    contact.is_active = False
    contact.save()
    assert "VEVENT" not in Client().get(address).content.decode()
