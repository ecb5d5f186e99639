"""Every list as CSV, XLSX and JSON: the page's filters and order, all rows, sent as they are read."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from rectify.ledger.models import Inspection, Problem
from rectify.ledger.reporting.three_lists import three_lists
from rectify.pages.lists import problem_list
from rectify.pages.lists.columns import MEASURE_COLUMNS, PROBLEM_COLUMNS, UNIT_COLUMNS, DataColumn
from rectify.pages.lists.listing import BATCH, Listing
from rectify.pages.lists.measure_list import MEASURES
from rectify.pages.lists.paging import read_page
from rectify.pages.lists.streams import csv_lines, json_parts
from rectify.pages.lists.unit_list import UNITS, forbid_mixed_ranking
from rectify.pages.lists.workbook import flat_workbook
from rectify.pages.page import absolute

#: A workbook can only be sent when it is whole; more rows than these take minutes, and CSV has no limit.
MOST_IN_WORKBOOK = 50_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def units(request: HttpRequest, form: str) -> HttpResponseBase:
    listing = Listing(UNITS, request.path, request.GET)
    forbid_mixed_ranking(listing)
    return _refused(listing, form) or _answer(request, form, "units", UNIT_COLUMNS, listing.batches())


@require_safe
def problems(request: HttpRequest, form: str) -> HttpResponseBase:
    listing = Listing(problem_list.PROBLEMS, request.path, request.GET)
    rows = listing.batches(_fetch_for(form))
    return _refused(listing, form) or _answer(request, form, "problems", PROBLEM_COLUMNS, rows)


@require_safe
def measures(request: HttpRequest, form: str) -> HttpResponseBase:
    listing = Listing(MEASURES, request.path, request.GET)
    return _refused(listing, form) or _answer(request, form, "measures", MEASURE_COLUMNS, listing.batches())


@require_safe
def unit(request: HttpRequest, slug: str, form: str, round_slug: str = "") -> HttpResponseBase:
    """One unit's problems and recommendations: of its newest inspection, or of the round named."""
    which = {"round__slug": round_slug} if round_slug else {"is_newest": True}
    inspection = get_object_or_404(Inspection, unit__slug=slug, **which)
    rows = _items_of(inspection, _fetch_for(form))
    return _answer(request, form, f"{slug}-{round_slug}" if round_slug else slug, PROBLEM_COLUMNS, rows)


def _fetch_for(form: str) -> Callable[..., list[Problem]]:
    """A workbook is the office's three lists; the other forms are one table."""
    return problem_list.fetch_whole if form == "xlsx" else problem_list.fetch_flat


def _items_of(inspection: Inspection, fetch: Callable[..., list[Problem]]) -> Iterator[Sequence[Problem]]:
    order, after = problem_list.ORDERS[0], ""
    while after is not None:
        page = read_page(problem_list.items().filter(inspection=inspection), order, after=after, size=BATCH)
        if page.ids:
            yield fetch(page.ids)
        after = page.next


def _refused(listing: Listing, form: str) -> HttpResponse | None:
    """400 where a filter cannot be understood: whoever computes with data must not get more than was asked for."""
    if listing.complaints:
        return JsonResponse({"errors": listing.complaints}, status=400, json_dumps_params={"ensure_ascii": False})
    if form == "xlsx" and listing.items().values("pk")[: MOST_IN_WORKBOOK + 1].count() > MOST_IN_WORKBOOK:
        csv_form = absolute(listing.address.data(reverse(f"{listing.kind.name}_data", args=["csv"])))
        reason = _("这份列表超过 %(most)s 项，装不进一个工作簿。请先筛选，或下载 CSV：%(address)s") % {
            "most": f"{MOST_IN_WORKBOOK:,}",
            "address": csv_form,
        }
        return JsonResponse({"errors": [reason]}, status=400, json_dumps_params={"ensure_ascii": False})
    return None


def _answer(
    request: HttpRequest, form: str, name: str, columns: Sequence[DataColumn], batches: Iterator[Sequence[Any]]
) -> HttpResponseBase:
    file_name = f"{name}-{timezone.localdate():%Y%m%d}.{form}"
    batches = _in_chinese(batches)
    if form == "xlsx":
        with override("zh-hans"):
            book = three_lists(batches) if columns is PROBLEM_COLUMNS else flat_workbook(name, columns, batches)
        return FileResponse(book, as_attachment=True, filename=file_name, content_type=_XLSX)
    if form == "csv":
        response = StreamingHttpResponse(csv_lines(columns, batches), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return response
    about = {
        "address": absolute(request.get_full_path()),
        "page": absolute(request.get_full_path().replace(f".{form}", "/", 1)),
        "made": timezone.localtime().isoformat(timespec="seconds"),
        "definitions": absolute(reverse("about")),
    }
    return StreamingHttpResponse(json_parts(columns, batches, about), content_type="application/json")


def _in_chinese(batches: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Data stays as written, whatever language the reader's pages are in."""
    with override("zh-hans"):
        yield from batches
