"""The walks would notice: with the doors taken off, each of them fails."""

from collections.abc import Callable

import pytest
from django.db.models import Q

from rectify.ledger import rights, scopes
from tests.ledger.rights import test_reading_the_desk, test_what_the_public_meets, test_writing_at_the_desk
from tests.ledger.rights.world import World


@pytest.fixture
def no_doors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody reaches every row with the rights that they have somewhere."""
    monkeypatch.setattr(rights, "reach", lambda user, right, inspection, area=None: Q())
    monkeypatch.setattr(scopes, "within", lambda model, user, verb="view": Q())


@pytest.mark.usefixtures("no_doors")
@pytest.mark.parametrize(
    "walk",
    [
        lambda world: test_reading_the_desk.test_each_address_shows_what_it_may(world, "contact"),
        lambda world: test_reading_the_desk.test_anothers_row_answers_like_a_missing_one(world, "contact"),
        lambda world: test_writing_at_the_desk.test_no_form_about_anothers_row_changes_anything(world, "other"),
        lambda world: test_writing_at_the_desk.test_no_action_reaches_anothers_rows(world, "other"),
    ],
)
def test_a_desk_without_doors_is_noticed(world: World, walk: Callable[[World], None]) -> None:
    with pytest.raises(AssertionError):
        walk(world)


def test_a_private_word_on_a_public_page_is_noticed(world: World) -> None:
    world.own.first.office_label = "内情甲事项"
    world.own.first.save()
    with pytest.raises(AssertionError):
        test_what_the_public_meets.test_no_address_says_anything_private(world, "anonymous")
