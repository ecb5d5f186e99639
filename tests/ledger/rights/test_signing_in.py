"""Doors: locks after wrong passwords, the second factor, sessions that end, links to choose a password."""

import time
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from rectify.ledger.accounts import second_factor, sessions
from rectify.ledger.choices import Role
from rectify.ledger.models import Post

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
LOGIN = "/admin/login/"


def a_person(name: str = "wang", role: str = Role.OFFICE) -> User:
    person = User.objects.create_user(name, password=PASSWORD, first_name="王某")
    Post.objects.create(user=person, role=role)
    return person


def sign_in(client: Client, name: str = "wang", password: str = PASSWORD, code: str = "", **extra: str):
    return client.post(LOGIN, {"username": name, "password": password, "code": code, "next": "/admin/"}, **extra)


def is_in(client: Client) -> bool:
    return client.get("/admin/account/second-factor/").status_code == 200


def code_of(person: User, later: int = 0) -> str:
    """What the app shows now, or some steps later; each is good once."""
    device = TOTPDevice.objects.get(user=person)
    return f"{totp(device.bin_key, t0=-30 * later):06d}"


def fail(client: Client, times: int, name: str = "wang", **extra: str) -> int:
    return [sign_in(client, name, "wrong", **extra).status_code for _ in range(times)][-1]


def test_somebody_with_a_post_comes_in_and_others_do_not(client: Client) -> None:
    User.objects.create_user("guest", password=PASSWORD)
    assert sign_in(client, "guest").status_code == 200
    assert not is_in(client)
    a_person()
    assert sign_in(client).status_code == 302
    assert is_in(client)


def test_repeated_wrong_passwords_lock_the_name_at_that_address(client: Client) -> None:
    a_person()
    assert fail(client, settings.AXES_FAILURE_LIMIT - 1) == 200
    locked = sign_in(client, password="wrong")
    assert locked.status_code == 429
    assert locked["Retry-After"] == str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    assert "暂时不能登录" in locked.content.decode()
    assert sign_in(client).status_code == 429
    assert not is_in(client)


def test_a_name_that_does_not_exist_is_locked_alike(client: Client) -> None:
    assert fail(client, settings.AXES_FAILURE_LIMIT, "nobody-here") == 429


def test_the_lock_is_for_that_address_alone_and_ends(client: Client) -> None:
    a_person()
    fail(client, settings.AXES_FAILURE_LIMIT)
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.7").status_code == 302
    later = timezone.now() - settings.AXES_COOLOFF_TIME - timedelta(minutes=1)
    AccessAttempt.objects.update(attempt_time=later)
    assert sign_in(client).status_code == 302


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(client: Client, settings) -> None:
    a_person()
    settings.BEHIND_PROXY = True
    for n in range(settings.AXES_FAILURE_LIMIT):
        # Whoever guesses claims another address each time; the proxy adds the true one at the end.
        last = sign_in(client, password="wrong", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}, 203.0.113.9")
    assert last.status_code == 429
    assert sign_in(Client(), HTTP_X_FORWARDED_FOR="203.0.113.10").status_code == 302


def test_without_a_proxy_a_claimed_address_counts_for_nothing(client: Client) -> None:
    a_person()
    for n in range(settings.AXES_FAILURE_LIMIT):
        last = sign_in(client, password="wrong", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")
    assert last.status_code == 429


def test_addresses_of_one_ipv6_network_count_as_one(client: Client) -> None:
    for n in range(settings.AXES_FAILURE_LIMIT):
        last = sign_in(client, password="wrong", REMOTE_ADDR=f"2001:db8::{n + 1:x}")
    assert last.status_code == 429


def test_the_lock_page_speaks_english_too(client: Client) -> None:
    fail(client, settings.AXES_FAILURE_LIMIT - 1)
    page = sign_in(client, password="wrong", HTTP_ACCEPT_LANGUAGE="en")
    assert page["Content-Language"] == "en"


def test_the_second_factor_is_set_up_confirmed_and_asked_for(client: Client) -> None:
    person = a_person()
    sign_in(client)
    client.post("/admin/account/second-factor/begin/")
    page = client.get("/admin/account/second-factor/").content.decode()
    assert "data:image/svg+xml" in page
    assert not second_factor.is_on(person)
    page = client.post("/admin/account/second-factor/confirm/", {"code": code_of(person)})
    codes = page.context["codes"]
    assert len(codes) == second_factor.BACKUP_CODES
    assert codes[0] not in client.get("/admin/account/second-factor/").content.decode()

    fresh = Client()
    assert sign_in(fresh).status_code == 200
    assert not is_in(fresh)
    assert sign_in(fresh, code=code_of(person, 1)).status_code == 302
    assert is_in(fresh)


def test_a_code_and_a_backup_code_work_once(client: Client) -> None:
    person = a_person()
    second_factor.begin(person)
    code = code_of(person)
    codes = second_factor.confirm(person, code)
    assert sign_in(client, code=code).status_code == 200
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert sign_in(client, code=codes[0].upper()).status_code == 302
    assert sign_in(Client(), code=codes[0]).status_code == 200
    assert second_factor.backup_codes_left(person) == second_factor.BACKUP_CODES - 1


def test_guessing_codes_locks_the_name(client: Client) -> None:
    person = a_person()
    second_factor.begin(person)
    second_factor.confirm(person, code_of(person))
    assert [sign_in(client, code="123456").status_code for _ in range(settings.AXES_FAILURE_LIMIT)][-1] == 429


def test_a_wrong_code_sets_nothing_up_and_an_open_browser_turns_nothing_off(client: Client) -> None:
    person = a_person()
    sign_in(client)
    client.post("/admin/account/second-factor/begin/")
    client.post("/admin/account/second-factor/confirm/", {"code": "000000"})
    assert not second_factor.is_on(person)
    TOTPDevice.objects.update(throttling_failure_count=0)
    second_factor.confirm(person, code_of(person))
    client.post("/admin/account/second-factor/off/", {"code": "000000"})
    client.post("/admin/account/second-factor/new-codes/", {"code": ""})
    assert second_factor.is_on(person)
    TOTPDevice.objects.update(throttling_failure_count=0)
    client.post("/admin/account/second-factor/off/", {"code": code_of(person, 1)})
    assert not second_factor.is_on(person)
    assert not TOTPDevice.objects.exists()


def test_a_new_password_ends_other_sessions(client: Client) -> None:
    a_person()
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)
    new = "another horse battery"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", data).status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)


@pytest.mark.parametrize("weak", ["short", "1234567890123", "password123456"[:8], "wangwangwang1"])
def test_weak_passwords_are_refused(client: Client, weak: str) -> None:
    a_person("wangwangwang")
    sign_in(client, "wangwangwang")
    data = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    assert client.post("/admin/password_change/", data).status_code == 200


def test_signing_out_ends_the_session(client: Client) -> None:
    a_person()
    sign_in(client)
    client.post("/admin/logout/")
    assert not is_in(client)
    assert not Session.objects.exists()


def test_a_session_ends_when_nothing_is_done(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    a_person()
    sign_in(client)
    first = Session.objects.get().expire_date
    assert abs((first - timezone.now()).total_seconds() - settings.SESSION_COOKIE_AGE) < 60
    assert client.session.get_expire_at_browser_close()
    now = time.time() + 600
    monkeypatch.setattr(sessions.time, "time", lambda: now)
    client.get("/")
    assert Session.objects.get().expire_date == first, "reading public pages keeps no session"
    client.get("/admin/")
    assert Session.objects.get().expire_date > first
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(client)


def test_a_session_is_not_prolonged_after_a_working_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    a_person()
    sign_in(client)
    first = Session.objects.get().expire_date
    now = time.time() + sessions.WORKING_DAY + 60
    monkeypatch.setattr(sessions.time, "time", lambda: now)
    client.get("/admin/")
    assert Session.objects.get().expire_date == first
