"""The office looks after people and their posts, and never gets more rights by it."""

import re

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from rectify.ledger import rights
from rectify.ledger.accounts import second_factor
from rectify.ledger.choices import Role
from rectify.ledger.models import Post, Unit
from tests.ledger.rights.asking import client_of
from tests.ledger.rights.test_signing_in import code_of, is_in, sign_in
from tests.ledger.rights.world import World

PREFIX = "posts"


def posts(*rows: dict[str, object], initial: int = 0) -> dict[str, object]:
    data: dict[str, object] = {f"{PREFIX}-TOTAL_FORMS": len(rows), f"{PREFIX}-INITIAL_FORMS": initial}
    for n, row in enumerate(rows):
        data |= {f"{PREFIX}-{n}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def office(world: World) -> Client:
    return client_of(world, "office")


def test_a_person_without_a_post_is_saved_with_a_warning(office: Client) -> None:
    person = {"username": "li", "first_name": "李某", "email": "li@example.org", "is_active": "on"}
    answer = office.post("/admin/auth/user/add/", person | posts(), follow=True)
    assert "这个人现在没有任职，不能进入工作台" in answer.content.decode()


def test_a_new_person_gets_a_post_and_chooses_a_password_by_a_link_that_works_once(office: Client) -> None:
    unit = Unit.objects.get(slug="qingshi")
    person = {"username": "li", "first_name": "李某", "email": "li@example.org", "is_active": "on"}
    answer = office.post("/admin/auth/user/add/", person | posts({"role": Role.CONTACT, "unit": unit.pk}))
    made = User.objects.get(username="li")
    assert answer["Location"] == reverse("admin:auth_user_access", args=[made.pk])
    assert made.is_staff
    assert not made.has_usable_password()
    assert rights.roles_of(made) == {Role.CONTACT}

    assert "没有任职" not in office.get(answer["Location"]).content.decode()
    page = office.post(answer["Location"], {"link": "1"}).content.decode()
    link = re.search(r"readonly[^>]*>(\S+)</textarea>", page)[1]
    assert link.startswith(settings.PUBLIC_URL)
    path = link.removeprefix(settings.PUBLIC_URL)
    reader = Client()
    form = reader.get(path, follow=True)
    place = form.redirect_chain[-1][0]
    assert "token" not in form.content.decode().replace("csrfmiddlewaretoken", "")
    assert reader.post(place, {"new_password1": "short", "new_password2": "short"}).status_code == 200
    word = "a long and good one"
    assert reader.post(place, {"new_password1": word, "new_password2": word}).status_code == 302
    assert sign_in(reader, "li", word).status_code == 302
    assert is_in(reader)
    assert "new_password1" not in Client().get(path, follow=True).content.decode()


def test_a_post_without_what_it_needs_is_told_plainly(office: Client) -> None:
    person = {"username": "li", "first_name": "李某", "is_active": "on"}
    page = office.post("/admin/auth/user/add/", person | posts({"role": Role.CONTACT}, {"role": Role.TEAM}))
    assert page.status_code == 200
    assert page.content.decode().count("这一角色需要填写此项") == 3
    assert not User.objects.filter(username="li").exists()


def test_a_person_without_a_name_is_not_made(office: Client) -> None:
    page = office.post("/admin/auth/user/add/", {"username": "li", "first_name": " ", "is_active": "on"} | posts())
    assert "请填写姓名" in page.content.decode()


def test_nobody_is_made_a_superuser_or_put_into_a_group(office: Client, world: World) -> None:
    forged = {"is_superuser": "on", "is_staff": "on", "user_permissions": ["1"], "groups": ["1"], "password": "x"}
    person = {"username": "li", "first_name": "李某", "is_active": "on"}
    office.post("/admin/auth/user/add/", person | posts() | forged)
    made = User.objects.get(username="li")
    assert not (made.is_superuser)
    assert not (made.is_staff)
    assert not (made.groups.exists())
    assert not (made.user_permissions.exists())
    contact = world.people["contact"]
    before = contact.password
    path = f"/admin/auth/user/{contact.pk}/change/"
    office.post(
        path, {"username": contact.username, "first_name": "新名", "is_active": "on"} | posts(initial=0) | forged
    )
    contact.refresh_from_db()
    assert not contact.is_superuser
    assert contact.password == before


def test_superusers_are_out_of_the_offices_sight(office: Client, world: World) -> None:
    chief = world.people["superuser"]
    assert chief.username not in office.get("/admin/auth/user/").content.decode()
    assert office.get(f"/admin/auth/user/{chief.pk}/change/").status_code == 302
    before = chief.password
    for path in ("change", "access", "password", "delete"):
        data = {"username": "taken", "first_name": "x", "link": "1", "password1": "x", "password2": "x"} | posts()
        assert office.post(f"/admin/auth/user/{chief.pk}/{path}/", data).status_code in (302, 403, 404)
    chief.refresh_from_db()
    assert (chief.username, chief.password) == ("super-neiqing", before)


def test_nobody_changes_their_own_posts_or_deactivates_themselves(office: Client, world: World) -> None:
    me = world.people["office"]
    mine = me.posts.get()
    row = {"id": mine.pk, "user": me.pk, "role": Role.APPROVER}
    data = {"username": me.username, "first_name": "机关内情", "email": me.email} | posts(
        row, {"role": Role.APPROVER}, initial=1
    )
    office.post(f"/admin/auth/user/{me.pk}/change/", data)
    me.refresh_from_db()
    assert me.is_active
    assert rights.roles_of(me) == {Role.OFFICE}


def test_the_office_makes_no_approver(office: Client) -> None:
    person = {"username": "li", "first_name": "李某", "is_active": "on"}
    page = office.post("/admin/auth/user/add/", person | posts({"role": Role.APPROVER}))
    assert "由超级用户任免" in page.content.decode()
    assert not User.objects.filter(username="li").exists()


def test_a_superuser_makes_approvers_and_ends_their_posts(world: World) -> None:
    chief = client_of(world, "superuser")
    person = {"username": "li", "first_name": "李某", "is_active": "on"}
    chief.post("/admin/auth/user/add/", person | posts({"role": Role.APPROVER}))
    made = User.objects.get(username="li")
    assert rights.roles_of(made) == {Role.APPROVER}
    row = {"id": made.posts.get().pk, "user": made.pk, "role": Role.APPROVER, "ended_on": "2020-01-01"}
    chief.post(f"/admin/auth/user/{made.pk}/change/", person | posts(row, initial=1))
    assert not rights.roles_of(made)


def test_an_approvers_account_is_out_of_the_offices_hands(office: Client, world: World) -> None:
    person = world.people["approver"]
    second_factor.begin(person)
    second_factor.confirm(person, code_of(person))
    page, access = f"/admin/auth/user/{person.pk}/change/", f"/admin/auth/user/{person.pk}/access/"
    shown = office.get(page).content.decode()
    assert "由超级用户任免" in shown
    assert access not in shown
    for what in ({}, {"link": "1"}, {"unlock": "1"}, {"second_factor": "off"}):
        assert office.post(access, what).status_code == 403
    row = {"id": person.posts.get().pk, "user": person.pk, "role": Role.CONTACT, "ended_on": "2020-01-01"}
    assert office.post(page, {"username": "taken", "first_name": "x"} | posts(row, initial=1)).status_code == 403
    person.refresh_from_db()
    assert (person.username, person.is_active) == ("approver-neiqing", True)
    assert rights.roles_of(person) == {Role.APPROVER}
    assert second_factor.is_on(person)
    assert client_of(world, "superuser").post(access, {"link": "1"}).context["link"]


def test_the_office_gives_no_ended_approvers_post_back(office: Client, world: World) -> None:
    person = world.people["approver"]
    person.posts.update(ended_on="2020-01-01")
    row = {"id": person.posts.get().pk, "user": person.pk, "role": Role.APPROVER}
    data = {"username": person.username, "first_name": "沈某", "is_active": "on"}
    page = office.post(f"/admin/auth/user/{person.pk}/change/", data | posts(row, initial=1))
    assert "由超级用户任免" in page.content.decode()
    assert not rights.roles_of(person)
    office.post(f"/admin/auth/user/{person.pk}/change/", data | posts(row | {"ended_on": "2020-01-01"}, initial=1))
    person.refresh_from_db()
    assert person.first_name == "沈某"


@pytest.mark.parametrize("lookup", ["password__startswith", "password__regex", "password"])
def test_no_hash_of_a_password_is_asked_for_in_parts(office: Client, world: World, lookup: str) -> None:
    begin = world.people["approver"].password[:9]
    assert office.get("/admin/auth/user/", {lookup: begin}).status_code == 400


def test_a_deactivated_person_is_out_at_once_and_kept(office: Client, world: World) -> None:
    person, theirs = world.people["contact"], client_of(world, "contact")
    post = person.posts.get()
    row = {"id": post.pk, "user": person.pk, "role": post.role, "unit": post.unit_id}
    data = {"username": person.username, "first_name": person.first_name, "email": person.email} | posts(row, initial=1)
    assert office.post(f"/admin/auth/user/{person.pk}/change/", data).status_code == 302
    person.refresh_from_db()
    assert not (person.is_active)
    assert not (person.is_staff)
    assert not (person.groups.exists())
    assert theirs.get("/admin/").status_code == 302
    assert office.post(f"/admin/auth/user/{person.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Post.objects.filter(user=person).exists()


def test_the_office_unlocks_a_name_and_turns_a_lost_second_factor_off(office: Client, world: World) -> None:
    person = world.people["contact"]
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(Client(), person.username, "wrong")
    access = f"/admin/auth/user/{person.pk}/access/"
    assert office.get(access).context["is_locked"]
    office.post(access, {"unlock": "1"})
    assert not AccessAttempt.objects.filter(username=person.username).exists()
    second_factor.begin(person)
    second_factor.confirm(person, code_of(person))
    office.post(access, {"second_factor": "off"})
    assert not second_factor.is_on(person)
    history = office.get(f"/admin/auth/user/{person.pk}/history/").content.decode()
    assert "停用了第二重验证" in history


def test_secrets_of_second_factors_are_nobodys_to_read(world: World) -> None:
    chief = client_of(world, "superuser")
    for name in ("otp_totp/totpdevice", "otp_static/staticdevice", "axes/accessattempt", "auth/group"):
        assert chief.get(f"/admin/{name}/").status_code == 404
