"""数据集: what the data is, how to take it along, how to cite it."""

from dataclasses import dataclass
from datetime import date

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rectify.ledger.models import Round, Topic
from rectify.pages import dataset, rounds, snapshots
from rectify.pages.page import Crumb, Page, absolute


@dataclass(frozen=True)
class Download:
    """One round as files."""

    round: Round
    changed_on: date | None


LISTS = {
    "units": gettext_lazy("被巡视党组织"),
    "problems": gettext_lazy("反馈问题"),
    "measures": gettext_lazy("整改措施"),
}


def about_data(request: HttpRequest) -> HttpResponse:
    page = Page(
        title=_("数据集"),
        path=reverse("dataset"),
        summary=_("台账的全部数据：各表、各列、各代码的含义，版本与引用方式，下载与接口。"),
        room="about",
        crumbs=[Crumb(_("口径说明与数据来源"), reverse("about"))],
    )
    newest = rounds.shown()
    context = {
        "page": page,
        "downloads": [Download(round_, snapshots.changed_on(round_)) for round_ in rounds.newest_first()],
        "lists": LISTS.items(),
        "forms": ("csv", "xlsx", "json"),
        "newest": newest,
        "version": snapshots.changed_on(newest) if newest else None,
        "archive": snapshots.snapshot(newest, "zip") if newest else None,
        "tables": dataset.tables(),
        "code_lists": dataset.code_lists(),
        "topics": Topic.objects.all(),
        "address": absolute(page.path),
        "api_path": reverse("api_docs"),
        "about_path": reverse("about"),
        "feed_path": reverse("changes_feed"),
    }
    return render(request, "pages/dataset.html", context)


def file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The register of one round; a file that the reader has already is not sent again."""
    if form not in snapshots.FORMS:
        raise Http404
    found = snapshots.snapshot(get_object_or_404(Round, slug=slug), form)
    etag = f'"{found.digest}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = FileResponse(found.path.open("rb"), content_type=snapshots.FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{found.path.name}"'
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    return response


def checksum(request: HttpRequest, slug: str) -> HttpResponse:
    """The archive's digest in the form that `sha256sum --check` reads."""
    found = snapshots.snapshot(get_object_or_404(Round, slug=slug), "zip")
    return HttpResponse(f"{found.digest}  {found.path.name}\n", content_type="text/plain; charset=utf-8")
