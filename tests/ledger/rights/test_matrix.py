"""Who may do what to which item: the whole of it, written out."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone

from rectify.ledger import rights
from rectify.ledger.choices import Role
from rectify.ledger.models import Problem
from rectify.ledger.rights import Right
from tests.ledger.rights.world import World

#: For each person, the rights to (an own item, an own item of the other area, another unit's item).
OFFICE = "view comment check send_back sign_off extend edit withhold supervise load administer"
UNIT_SUPERVISOR = "view comment check send_back"
EXPECTED = {
    "superuser": (f"{OFFICE} publish",) * 3,
    "office": (OFFICE,) * 3,
    "approver": ("view comment publish",) * 3,
    "team": ("view comment", "view comment", ""),
    "contact": ("view comment report", "view comment report", ""),
    "supervisor": (UNIT_SUPERVISOR, UNIT_SUPERVISOR, ""),
    "area_supervisor": (UNIT_SUPERVISOR, "", ""),
    "former": ("", "", ""),
    "nobody": ("", "", ""),
    "anonymous": ("", "", ""),
}


def person(world: World, name: str) -> User | AnonymousUser:
    return world.people.get(name) or AnonymousUser()


@pytest.mark.parametrize("name", EXPECTED)
def test_each_right_reaches_these_items_and_no_others(world: World, name: str) -> None:
    items = (world.own.second, world.own.first, world.other.second)
    user = person(world, name)
    for item, expected in zip(items, EXPECTED[name], strict=True):
        allowed = {right for right in Right if rights.may(user, right, item)}
        assert allowed == {Right(word) for word in expected.split()}, item
        for right in Right:
            assert rights.items_of(user, right).filter(pk=item.pk).exists() == (right in allowed)
            assert (rights.role_for(user, right, item) is not None) == (right in allowed)


@pytest.mark.parametrize("name", EXPECTED)
def test_an_inspection_is_reached_when_any_of_its_items_is(world: World, name: str) -> None:
    user = person(world, name)
    second, first, other = (set(words.split()) for words in EXPECTED[name])
    for right in Right:
        reached = set(rights.inspections_of(user, right))
        expected = {world.own.inspection} if right in second | first else set()
        assert reached == expected | ({world.other.inspection} if right in other else set())


def test_a_team_leaves_with_its_round(world: World) -> None:
    round_ = world.own.inspection.round
    round_.closed_on = timezone.localdate()
    round_.save()
    assert not rights.items_of(world.people["team"]).exists()
    assert rights.items_of(world.people["contact"]).exists()


def test_a_round_that_will_be_closed_is_open_until_that_day(world: World) -> None:
    round_ = world.own.inspection.round
    round_.closed_on = timezone.localdate() + timedelta(days=1)
    round_.save()
    assert rights.items_of(world.people["team"]).exists()
    assert rights.may(world.people["team"], Right.COMMENT, world.own.first)


def test_a_deactivated_person_has_no_right(world: World) -> None:
    user = world.people["office"]
    user.is_active = False
    user.save()
    assert not any(rights.has(user, right) for right in Right)
    assert not rights.items_of(user).exists()


def test_two_posts_do_not_lend_each_other_their_units(world: World) -> None:
    """A contact of one unit who supervises another reports there and checks here, not the other way round."""
    user = world.people["contact"]
    user.posts.create(role=Role.SUPERVISOR, unit=world.other.inspection.unit)
    other = world.other.inspection.unit_id
    assert set(rights.items_of(user, Right.CHECK).values_list("inspection__unit", flat=True)) == {other}
    assert not rights.items_of(user, Right.REPORT).filter(inspection__unit=other).exists()
    assert rights.items_of(user, Right.VIEW).count() == Problem.objects.count()
