"""The lists as pages: whole, or only what changes when a reader narrows them (htmx)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from rectify.ledger.choices import Status
from rectify.ledger.withheld import count_withheld
from rectify.pages.lists.filters import Level
from rectify.pages.lists.listing import Listing, ListKind
from rectify.pages.lists.measure_list import MEASURES
from rectify.pages.lists.problem_list import PROBLEMS
from rectify.pages.lists.unit_list import UNITS, forbid_mixed_ranking
from rectify.pages.page import Page

#: A title names so many of the filters in use; more would not fit a bookmark.
NAMED = 3
FORMS = ("csv", "xlsx", "json")


def units(request: HttpRequest) -> HttpResponse:
    """Which Party bodies were inspected, and how far is each by its own word?"""
    listing = Listing(UNITS, request.path, request.GET)
    forbid_mixed_ranking(listing)
    return _page_of(request, listing, _("被巡视党组织"))


def problems(request: HttpRequest) -> HttpResponse:
    """Which items are like this?"""
    return _page_of(request, Listing(PROBLEMS, request.path, request.GET), _("反馈问题台账"))


def measures(request: HttpRequest) -> HttpResponse:
    """What was done, and what does it name?"""
    return _page_of(request, Listing(MEASURES, request.path, request.GET), _("整改措施台账"))


def _page_of(request: HttpRequest, listing: Listing, heading: str) -> HttpResponse:
    kind = listing.kind
    is_partial = bool(request.htmx) and not request.htmx.history_restore_request
    if not is_partial and _has_empty_parameters(request):
        # A form without script sends its empty fields too; the address that people share should not carry them.
        return HttpResponseRedirect(listing.clean_address)
    context = {
        "page": _about(listing, heading),
        "heading": heading,
        "listing": listing,
        "query": listing.filters.chosen.get("q", ""),
        "forms": [(form.upper(), listing.address.data(reverse(f"{kind.name}_data", args=[form]))) for form in FORMS],
        "withheld": _withheld(listing),
        **_texts(kind),
    }
    template = "pages/lists/changes.html" if is_partial else f"pages/lists/{kind.name}.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    if is_partial:
        response["HX-Push-Url"] = listing.clean_address
    return response


def _about(listing: Listing, heading: str) -> Page:
    filters = [str(chip.text) for chip in listing.chips[:NAMED]]
    more = "…" if len(listing.chips) > NAMED else ""
    title = _("%(heading)s：%(filters)s") % {"heading": heading, "filters": _("、").join(filters) + more}
    return Page(
        title=title if filters else heading,
        path=listing.address.narrowed(),
        summary=_texts(listing.kind)["summary"],
        room=listing.kind.name,
        # Of the endless ways to narrow a list, search engines need only the list itself.
        indexed=not request_has_state(listing),
    )


def request_has_state(listing: Listing) -> bool:
    return bool(listing.address.parameters)


def _withheld(listing: Listing) -> int:
    """How many items are kept from this list of problems: said of inspections, for anything narrower would tell what
    such an item is about."""
    filters = listing.filters
    if listing.kind is not PROBLEMS or filters.has(Level.SUMMARY, Level.ITEM):
        return 0
    return count_withheld(filters.condition(Level.INSPECTION) if filters.has(Level.INSPECTION) else None)


def _has_empty_parameters(request: HttpRequest) -> bool:
    return any(not value.strip() for values in dict(request.GET.lists()).values() for value in values)


def _texts(kind: ListKind) -> dict[str, Any]:
    return {
        "units": {
            "summary": _("各被巡视党组织反馈问题的数量、整改进展和自报完成率。"),
            "search_label": _("按名称查找单位"),
            "rows_template": "pages/lists/unit_rows.html",
            "statuses": Status.choices,
        },
        "problems": {
            "summary": _("巡视巡察反馈的问题和意见建议，逐项列出进展、时限和措施，可按单位、领域、进展、时限筛选。"),
            "search_label": _("在问题中搜索"),
            "rows_template": "pages/lists/problem_rows.html",
        },
        "measures": {
            "summary": _("各单位为整改采取的措施，逐条列出，标明是否写明文件、日期或数字。"),
            "search_label": _("在措施中搜索"),
            "rows_template": "pages/lists/measure_rows.html",
        },
    }[kind.name]
