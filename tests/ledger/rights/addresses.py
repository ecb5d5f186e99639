"""Every address of the site, found from the resolver, with what stands in for its parts.

Whoever adds an address whose parts are not known here is told so by a failing test: an address that nobody walks is one
that nobody knows to be closed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern

from tests.ledger.rights.world import Side, World

PART = re.compile(r"<(?:(\w+):)?(\w+)>")
#: What patterns that are not routes look like as routes.
AS_ROUTES = {
    r"^(?P<rest>.+)/$": "<rest>/",
    r"(?P<url>.*)$": "<url>",
    "": "",
}
_APPS = re.compile(r"\^\(\?P<app_label>[\w|]+\)/\$")
_FORMS = re.compile(r"\\\.\(\?P<form>csv\|xlsx\|json\)\$$")
#: A number that no row has, and the same for rows that have no number.
MISSING = 987654
NO_UUID = "00000000-0000-4000-8000-000000000000"
#: Parts that say what is done, not to which row.
FIXED_PARTS = {"action": "comment", "decision": "publish", "line": 1, "offset": 0, "correction": MISSING}


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its whole route, and the view behind it."""

    route: str
    name: str | None
    view: Any

    @property
    def parts(self) -> list[str]:
        return [name for _converter, name in PART.findall(self.route)]

    def filled(self, **values: object) -> str:
        return "/" + PART.sub(lambda match: str(values[match[2]]), self.route)

    @property
    def model_admin(self) -> ModelAdmin | None:
        """The admin whose page it is, where it is one's."""
        view = getattr(self.view, "__wrapped__", self.view)
        owner = getattr(self.view, "model_admin", None) or getattr(view, "__self__", None)
        return owner if isinstance(owner, ModelAdmin) else None


def addresses() -> list[Address]:
    return list(_flat(get_resolver().url_patterns, ""))


def _flat(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + _route(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _flat(pattern.url_patterns, route)
        else:
            yield Address(route, pattern.name, pattern.callback)


def _route(pattern: RoutePattern | RegexPattern | LocalePrefixPattern) -> str:
    if isinstance(pattern, RoutePattern):
        return str(pattern)
    text = str(pattern)
    if text in AS_ROUTES:
        return AS_ROUTES[text]
    if _APPS.fullmatch(text):
        return "<app_label>/"
    if _FORMS.search(text):
        plain = _FORMS.sub(".<form>", text).removeprefix("^")
        return re.sub(r"\(\?P<(\w+)>\[-\\w\]\+\)", r"<\1>", plain)
    raise AssertionError(f"tests/ledger/rights/addresses.py does not know how to read the pattern {text!r}")


def is_of_the_desk(address: Address) -> bool:
    return address.route.startswith("admin/")


def models_of_the_desk() -> dict[type[Model], ModelAdmin]:
    return admin.site._registry


def model_of(address: Address) -> type[Model] | None:
    """The table that an address of the desk is about, by its place below /admin/app/model/."""
    for model in models_of_the_desk():
        if address.route.startswith(f"admin/{model._meta.app_label}/{model._meta.model_name}/"):
            return model
    return None


def public_values(side: Side) -> dict[str, list[object]]:
    """What the parts of public addresses can be for one unit: its items, one withheld, and one that is not there."""
    inspection = side.inspection
    return {
        "slug": [inspection.unit.slug, inspection.round.slug],
        "round_slug": [inspection.round.slug],
        "round": [inspection.round.slug],
        "unit": [inspection.unit.slug],
        "number": [1, 2, 3, 99],
        "hash": [report.document.hash for report in inspection.reports.exclude(document=None)],
        "part": [0, 1, 2],
        "form": ["csv", "xlsx", "json", "zip"],
        "rest": ["nowhere"],
        "secret": ["0" * 43],
        "digest": ["0" * 64],
        "pk": [row.pk for row in [side.first, side.withheld]]
        + [row.pk for item in (side.first, side.withheld) for row in item.evidence.all()]
        + [MISSING],
    }


def desk_value(world: World, address: Address, part: str, whose: str) -> object | None:
    """What a part of an address of the desk is for a row that is somebody's: ``own`` (item 乙, or what hangs on it),
    ``first`` (item 甲), ``other`` (another unit's) or ``missing``. None where there is no such row."""
    if part in FIXED_PARTS:
        return FIXED_PARTS[part]
    if part in ("object_id", "pk"):
        model = model_of(address)
    elif part.removesuffix("_id") in (names := {model._meta.model_name: model for model in world.others}):
        model = names[part.removesuffix("_id")]
    elif part == "batch":
        if whose == "missing":
            return NO_UUID
        return (
            {"own": world.own.second, "first": world.own.first, "other": world.other.second}[whose].steps.first().batch
        )
    else:
        raise AssertionError(f"say in tests/ledger/rights/addresses.py what stands for <{part}> in {address.route}")
    if whose == "missing":
        return NO_UUID if model._meta.pk.get_internal_type() == "UUIDField" else MISSING
    row = world.a_row(model, whose)
    return row and row.pk
