"""Links to the lists with their filters set, so that every figure leads to the items that it counts."""

from urllib.parse import urlencode

from django.urls import reverse


def problems_url(**filters: object) -> str:
    """The list of problems narrowed by these filters; empty ones are left out."""
    return _with_filters(reverse("problems"), filters)


def units_url(**filters: object) -> str:
    return _with_filters(reverse("units"), filters)


def measures_url(**filters: object) -> str:
    return _with_filters(reverse("measures"), filters)


def _with_filters(path: str, filters: dict[str, object]) -> str:
    kept = {name: value for name, value in filters.items() if value not in ("", None, [], ())}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path
