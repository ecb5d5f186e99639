"""口径说明与数据来源: what the words and figures mean, where they come from, and what is not known."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rectify.ledger.choices import ClaimKind, ReadBy, Status
from rectify.ledger.models import Document, Report
from rectify.ledger.progress import ENOUGH_STATED
from rectify.pages.page import Page
from rectify.pages.rounds import newest_first

#: The newest documents are listed; the pages of units lead to all.
DOCUMENTS = 50


def about(request: HttpRequest) -> HttpResponse:
    page = Page(
        title=_("口径说明与数据来源"),
        path=reverse("about"),
        summary=_("完成率、进展、时限和自报数据核对的口径，数据从哪里来，有哪些局限。"),
        room="about",
    )
    reports = Report.objects.filter(withdrawn_at=None)
    by_reading = dict(reports.order_by().values_list("read_by").annotate(n=Count("pk")))
    context = {
        "page": page,
        "enough": round(100 * ENOUGH_STATED),
        "statuses": [(status, STATUS_NOTES[status]()) for status in Status],
        "claim_kinds": [kind.label for kind in ClaimKind],
        "rounds": newest_first().annotate(
            n_units=Count("inspections", distinct=True),
            n_loaded=Count(
                "inspections", distinct=True, filter=Q(inspections__reports__withdrawn_at=None, inspections__reports__isnull=False)
            ),
        ),
        "documents": Document.objects.defer("text", "roles").order_by("-pk")[:DOCUMENTS],
        "readings": [(reading.label, by_reading[reading]) for reading in ReadBy if by_reading.get(reading)],
    }  # fmt: skip
    return render(request, "pages/about.html", context)


STATUS_NOTES = {
    Status.COMPLETED: lambda: _("通报写明已完成、已办结、整改到位等。"),
    Status.COMPLETED_ONGOING: lambda: _("已完成，同时写明要长期坚持或持续推进。"),
    Status.PHASED: lambda: _("部分完成、基本完成，或取得阶段性成效而没有说完成。"),
    Status.IN_PROGRESS: lambda: _("正在整改，或只写了以后要做什么。"),
    Status.NOT_DONE: lambda: _("写明未完成或尚未启动。"),
    Status.UNSTATED: lambda: _("通报没有写这一项进展如何。不等于没有完成。"),
}
