"""Groups are made by migrations, hold what rights give, and follow people's posts."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from rectify.ledger import groups, people, scopes
from rectify.ledger.choices import Role
from rectify.ledger.models import Post
from rectify.ledger.rights import RIGHTS
from tests.ledger.rights.world import World

pytestmark = pytest.mark.django_db


def test_each_role_has_its_group_named_as_it_is() -> None:
    assert {role: str(Role(role).label) for role in Role} == groups.NAMES
    assert set(groups.NAMES) == set(RIGHTS)


def test_a_migration_has_made_the_groups_as_the_rights_say() -> None:
    for role, expected in groups.codenames().items():
        kept = Group.objects.get(name=groups.NAMES[role]).permissions
        found = {(app, model, code) for app, code, model in kept.values_list(
            "content_type__app_label", "codename", "content_type__model"
        )}  # fmt: skip
        assert found == expected, "add a migration that runs rectify.ledger.groups.write"


def test_no_group_deletes_anything_or_touches_accounts_but_the_offices() -> None:
    for role, permissions in groups.codenames().items():
        assert not [code for _app, _model, code in permissions if code.startswith("delete")]
        if role != Role.OFFICE:
            assert not [code for app, model, code in permissions if app == "auth" or model in ("post", "readernote")]


def test_every_table_at_the_desk_says_who_may_see_it() -> None:
    """A table that is registered and not named is closed to all; then nobody could use it."""
    ours = {model for model in admin.site._registry if model.__module__.startswith("rectify.")}
    assert ours <= set(scopes.TABLES)


def test_groups_and_the_door_follow_the_posts() -> None:
    user = User.objects.create_user("someone")
    people.bring_up_to_date(user)
    assert not user.is_staff
    post = Post.objects.create(user=user, role=Role.OFFICE)
    Post.objects.create(user=user, role=Role.APPROVER)
    people.bring_up_to_date(user)
    assert user.is_staff
    assert set(user.groups.values_list("name", flat=True)) == {groups.NAMES["office"], groups.NAMES["approver"]}
    post.ended_on = timezone.localdate()
    post.save()
    people.bring_up_to_date(user)
    assert list(user.groups.values_list("name", flat=True)) == [groups.NAMES["approver"]]


def test_superusers_are_left_alone() -> None:
    user = User.objects.create_superuser("chief")
    people.bring_up_to_date(user)
    user.refresh_from_db()
    assert user.is_staff
    assert user.is_superuser
    assert not user.groups.exists()


def test_a_group_that_somebody_took_away_comes_back() -> None:
    Group.objects.all().delete()
    user = User.objects.create_user("someone")
    Post.objects.create(user=user, role=Role.OFFICE)
    people.bring_up_to_date(user)
    assert user.has_perm("ledger.change_problem")


def test_signing_in_after_a_post_has_ended_gives_nothing(world: World, client: Client) -> None:
    client.force_login(world.people["former"])
    answer = client.get("/admin/")
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]
    assert not User.objects.get(pk=world.people["former"].pk).groups.exists()
