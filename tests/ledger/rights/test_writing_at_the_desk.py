"""Everybody sends every form and every action of the desk about rows that are not theirs; nothing comes of it.

What is sent is what a superuser's page offers for that very row, every field filled in and every button pressed.
"""

from typing import Any

import pytest
from django.contrib.admin import ModelAdmin
from django.test import Client, RequestFactory

from tests.ledger.rights.addresses import addresses, desk_value, is_of_the_desk
from tests.ledger.rights.addresses import models_of_the_desk as registered
from tests.ledger.rights.asking import client_of, filled, state_of_all, state_of_item, state_of_others, text_of
from tests.ledger.rights.world import FIRST_ITEM, OTHERS, World, walkers

#: By whose rows they are: who is refused them.
SENDERS = {
    "other": tuple(walkers(("contact", "team", "supervisor", "former", "anonymous"))),
    "first": ("area_supervisor",),
}
#: The words that no refusal may hold.
NEVER_SAID = {"other": OTHERS, "first": OTHERS + FIRST_ITEM}
#: For one's own account; they change nothing of the ledger.
OWN_ACCOUNT = ("admin/account/", "admin/logout/", "admin/password_change/", "admin/login/")


def send(client: Client, path: str, data: dict[str, Any], words: tuple[str, ...]) -> None:
    response = client.post(path, data)
    assert response.status_code in (200, 302, 400, 403, 404, 405, 409), (path, response.status_code)
    text = text_of(response)
    for value in data.values():
        for said in value if isinstance(value, list) else [value]:
            text = text.replace(said, "") if isinstance(said, str) and len(said) > 1 else text
    for word in words:
        assert word not in text, (path, word)


@pytest.mark.parametrize("whose", SENDERS)
def test_no_form_about_anothers_row_changes_anything(world: World, whose: str) -> None:
    chief, clients = client_of(world, "superuser"), [client_of(world, name) for name in SENDERS[whose]]
    sent = 0
    before = state_of_all(world)
    for address in filter(is_of_the_desk, addresses()):
        if not address.parts or address.route.startswith(OWN_ACCOUNT) or "<app_label>" in address.route:
            continue
        if any(part in ("url", "rest", "content_type_id") for part in address.parts):
            continue
        values = {part: desk_value(world, address, part, whose) for part in address.parts}
        if None in values.values():
            continue
        path = address.filled(**values)
        data = filled(chief.get(path, follow=True)) | {"_save": "1", "confirmed": "1", "reason": "改动"}
        for client in clients:
            send(client, path, data, NEVER_SAID[whose])
        assert state_of_all(world) == before, path
        sent += 1
    assert sent > 40


def actions_of(model_admin: ModelAdmin, world: World) -> list[str]:
    """All that anybody is offered, and all that the class names."""
    request = RequestFactory().get("/")
    names = {getattr(action, "__name__", action) for action in model_admin.actions or ()}
    for person in world.people.values():
        request.user = person
        names |= set(model_admin.get_actions(request))
    return sorted(names)


@pytest.mark.parametrize("whose", SENDERS)
def test_no_action_reaches_anothers_rows(world: World, whose: str) -> None:
    """Also when the rows of one's own are chosen with them, and when the whole list is."""
    chief, clients = client_of(world, "superuser"), [client_of(world, name) for name in SENDERS[whose]]
    for model, model_admin in registered().items():
        own, other = world.a_row(model, "own"), world.a_row(model, whose)
        if other is None:
            continue
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for action in actions_of(model_admin, world):
            asked = {"action": action, "_selected_action": [str(other.pk)], "select_across": "0"}
            data = filled(chief.post(path, asked)) | {"confirmed": "1", "reason": "改动", "_save": "1", "apply": "1"}
            before = _state(world, whose)
            for chosen, across in (([other.pk], "0"), ([own.pk, other.pk] if own else [other.pk], "1")):
                more = {"_selected_action": list(map(str, chosen)), "select_across": across}
                for client in clients:
                    send(client, path, data | asked | more, NEVER_SAID[whose])
            assert _state(world, whose) == before, (path, action)


def _state(world: World, whose: str) -> object:
    """The rows that none of them may change: the other unit's, or item 甲 with what hangs on it."""
    if whose == "other":
        return state_of_others(world)
    return state_of_item(world, world.own.first)


@pytest.mark.parametrize("whose", SENDERS)
def test_no_list_is_edited_for_others(world: World, whose: str) -> None:
    chief, clients = client_of(world, "superuser"), [client_of(world, name) for name in SENDERS[whose]]
    before = _state(world, whose)
    for model in registered():
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        response = chief.get(path)
        changelist = response.context.get("cl") if response.context else None
        if changelist is None or changelist.formset is None:
            continue
        for client in clients:
            send(client, path, filled(response) | {"_save": "1", "reason": "改动"}, NEVER_SAID[whose])
    assert _state(world, whose) == before


@pytest.mark.parametrize("name", ["contact", "area_supervisor", "approver", "office"])
def test_nobody_makes_rows_that_they_may_not(world: World, name: str) -> None:
    """Pages without a row: adding, uploading, bulk pages. Whatever comes of them is not about another unit."""
    chief, client = client_of(world, "superuser"), client_of(world, name)
    before = state_of_others(world)
    for address in filter(is_of_the_desk, addresses()):
        if address.parts or address.route.startswith(OWN_ACCOUNT):
            continue
        path = address.filled()
        data = filled(chief.get(path)) | {"_save": "1", "reason": "改动"}
        response = client.post(path, data)
        assert response.status_code in (200, 302, 400, 403, 404, 405, 409), path
        if name not in ("office", "approver"):
            assert state_of_others(world) == before, path
    superusers = list(type(world.people["office"]).objects.filter(is_superuser=True))
    assert superusers == [world.people["superuser"]]
