"""Everybody asks for every address of the desk, for rows of their own, of others, and for rows that are not there."""

import os
from itertools import islice
from urllib.parse import parse_qsl, urlencode

import pytest
from django.contrib.admin import ModelAdmin
from django.db.models import ForeignKey
from django.test import Client

from tests.ledger.rights.addresses import MISSING, NO_UUID, addresses, desk_value, is_of_the_desk, model_of
from tests.ledger.rights.addresses import models_of_the_desk as registered
from tests.ledger.rights.asking import client_of, text_of
from tests.ledger.rights.world import FIRST_ITEM, OTHERS, World, walkers

#: Who is there for one unit, and what they must never meet.
NEVER_SEES = {
    "team": OTHERS,
    "contact": OTHERS,
    "supervisor": OTHERS,
    "area_supervisor": OTHERS + FIRST_ITEM,
    "former": OTHERS,
    "nobody": OTHERS,
    "anonymous": OTHERS,
}
EVERYBODY = ("superuser", "office", "approver", *NEVER_SEES)
#: Whose rows they ask for, beside lists and pages of no row.
WHOSE = dict.fromkeys(NEVER_SEES, ("own", "other", "missing")) | {
    "area_supervisor": ("own", "first", "other"),
    "nobody": ("other",),
    "anonymous": ("other",),
}
OUTSIDE = ("former", "nobody", "anonymous")
_OF_ITEMS = set(
    "round unit inspection document report section finding claim result milestone doubt topic problem measure "
    "responsibility statusstatement change handling step evidence proposal evaluation letter calendaraddress".split()
)
_OF_THE_OFFICE = _OF_ITEMS | set("readernote user post upload".split())
#: The lists that open for whom; all others are refused.
LISTS = {
    "superuser": _OF_THE_OFFICE | {"dbtaskresult"},
    "office": _OF_THE_OFFICE,
    "approver": _OF_ITEMS,
    "team": _OF_ITEMS,
    "contact": _OF_ITEMS,
    "supervisor": _OF_ITEMS,
    "area_supervisor": _OF_ITEMS,
    **{name: set() for name in OUTSIDE},
}
FEW_CHOICES = 3
#: Addresses of the desk with parts that are no row's.
FIXED = {
    "<app_label>": ["ledger", "auth"],
    "<url>": ["nowhere/", "ledger/nowhere/"],
    "<rest>": [f"{n}/{pk}" for n in (1, 5, 9, 20) for pk in (1, 2, MISSING)],
    "<content_type_id>": [],
    "<uidb64>": [],
}


def check(name: str, path: str, client: Client, follow: bool = True) -> int:
    """Ask, and look for what this person must not meet; returns the status of the first answer."""
    response = client.get(path)
    answers = [response]
    if follow and response.status_code == 302 and "/login/" not in response["Location"]:
        answers.append(client.get(response["Location"]))
    for answer in answers:
        assert answer.status_code in (200, 302, 400, 403, 404, 405), (name, path, answer.status_code)
        text = text_of(answer)
        # What somebody asks for with their own words may be said back to them.
        for _key, value in parse_qsl(path.partition("?")[2]):
            text = text.replace(value, "")
        for word in NEVER_SEES.get(name, ()):
            at = text.find(word)
            assert at < 0, f"{name} met {text[max(0, at - 60) : at + 60]!r} at {path}"
    return response.status_code


@pytest.mark.parametrize("name", walkers(EVERYBODY))
def test_each_address_shows_what_it_may(world: World, name: str) -> None:
    client = client_of(world, name)
    for address in filter(is_of_the_desk, addresses()):
        fixed = next((values for part, values in FIXED.items() if part in address.route.replace("path:", "")), None)
        if fixed is not None:
            for value in fixed:
                check(name, address.filled(**{address.parts[0]: value}), client)
        elif not address.parts:
            if "logout" not in address.route:
                check(name, address.filled(), client)
        else:
            for whose in WHOSE.get(name, ("own",)):
                values = {part: desk_value(world, address, part, whose) for part in address.parts}
                if None not in values.values():
                    check(name, address.filled(**values), client)


@pytest.mark.parametrize("name", EVERYBODY)
def test_these_lists_open_and_no_others(world: World, name: str) -> None:
    client = client_of(world, name)
    opened = set()
    for model in registered():
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        if check(name, path, client) == 200:
            opened.add(model._meta.model_name)
    assert opened == LISTS[name] & {model._meta.model_name for model in registered()}


@pytest.mark.parametrize("name", walkers(name for name in NEVER_SEES if name not in OUTSIDE))
def test_anothers_row_answers_like_a_missing_one(world: World, name: str) -> None:
    """Numbers can be guessed; what comes back must not tell which of them exist."""
    client = client_of(world, name)
    walked = 0
    for address in filter(is_of_the_desk, addresses()):
        if not address.parts or model_of(address) not in world.others:
            continue
        answers = []
        for whose in ("other", "missing"):
            values = {part: desk_value(world, address, part, whose) for part in address.parts}
            if None in values.values():
                break
            response = client.get(address.filled(**values))
            place = response.get("Location", "")
            for value in values.values():
                place = place.replace(str(value), "…")
            answers.append((response.status_code, place))
        else:
            walked += 1
            assert answers[0] == answers[1], address.route
            assert answers[0][0] in (302, 403, 404, 405), address.route
    assert walked > 40


def _filters(model_admin: ModelAdmin, client: Client, path: str) -> list[str]:
    """Choices of every filter, as the superuser is offered them; with WALK_ALL=1 all, otherwise the first few, for what
    a filter does to the rows is the same for each."""
    most = None if os.environ.get("WALK_ALL") else FEW_CHOICES
    response = client.get(path)
    changelist = response.context and response.context.get("cl")
    if not changelist:
        return []
    strings = [
        choice["query_string"].lstrip("?")
        for spec in changelist.filter_specs
        for choice in islice(spec.choices(changelist), most)
        if choice.get("query_string")
    ]
    return list(dict.fromkeys(strings))


@pytest.mark.parametrize("name", ["contact", "area_supervisor"])
def test_no_filter_search_or_order_shows_more(world: World, name: str) -> None:
    chief, client = client_of(world, "superuser"), client_of(world, name)
    for model, model_admin in registered().items():
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        other = world.a_row(model, "other")
        queries = _filters(model_admin, chief, path) if name == "contact" else []
        queries += [
            "_facets=True",
            "o=-1",
            "all=",
            "_popup=1",
            "_to_field=id",
            "e=1",
            "p=2",
            "q=白沙",
            "q=baisha",
            "q=内情",
        ]
        queries += [urlencode({key: getattr(other, "pk", NO_UUID)}) for key in ("id__exact", "pk__in", "id__gte")]
        if model_admin.date_hierarchy:
            queries += [f"{model_admin.date_hierarchy}__year=2026", f"{model_admin.date_hierarchy}__month=11"]
        for query in queries:
            check(name, f"{path}?{query}", client, follow=False)


@pytest.mark.parametrize("name", ["contact", "area_supervisor", "team", "former", "anonymous"])
def test_choices_that_are_looked_up_are_scoped_too(world: World, name: str) -> None:
    client = client_of(world, name)
    for model in world.others:
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) or (field.many_to_many and not field.auto_created):
                query = {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                    "field_name": field.name,
                }
                check(name, "/admin/autocomplete/?" + urlencode(query), client)


@pytest.mark.parametrize("name", ["contact", "area_supervisor"])
@pytest.mark.parametrize("whose", ["own", "other"])
def test_pages_in_windows_of_their_own(world: World, name: str, whose: str) -> None:
    client = client_of(world, name)
    for model in registered():
        row = world.a_row(model, whose)
        if row:
            path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/change/"
            for query in ("_popup=1&_changelist_filters=q%3Dx", "_to_field=slug"):
                check(name, f"{path}?{query}", client)
