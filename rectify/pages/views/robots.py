"""What search engines are told: which pages there are, and which to leave alone."""

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rectify.ledger.models import Inspection, Problem, Round
from rectify.pages.page import absolute

#: Problems in one part of the map. The protocol allows 50,000 addresses a file.
PART = 20_000


def robots(request: HttpRequest) -> HttpResponse:
    # Source texts ask not to be kept by a tag of their own, which a crawler only sees when it may fetch them.
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: one part for rounds and units, then the problems in parts."""
    last = Problem.objects.aggregate(last=Max("pk"))["last"] or 0
    parts = range(last // PART + 2)
    addresses = [absolute(reverse("sitemap_part", args=[part])) for part in parts]
    return _xml(request, "sitemapindex", "sitemap", addresses)


def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    if part == 0:
        names = ("overview", "units", "problems", "measures", "topics", "compare", "about", "corrections", "dataset")
        paths = [reverse(name) for name in (*names, "api_docs")]
        paths += [round_.get_absolute_url() for round_ in Round.objects.all()]
        inspections = Inspection.objects.select_related("unit", "round")
        paths += [inspection.get_absolute_url() for inspection in inspections]
    else:
        first = (part - 1) * PART
        problems = Problem.objects.public().filter(pk__gt=first, pk__lte=first + PART).order_by("pk")
        related = problems.select_related("inspection__unit", "inspection__round").only(
            "number", "inspection__is_newest", "inspection__unit__slug", "inspection__round__slug"
        )
        paths = [problem.get_absolute_url() for problem in related]
        if not paths and first:
            raise Http404
    return _xml(request, "urlset", "url", [absolute(path) for path in paths])


def _xml(request: HttpRequest, outer: str, inner: str, addresses: list[str]) -> HttpResponse:
    context = {"outer": outer, "inner": inner, "addresses": addresses}
    return render(request, "pages/sitemap.xml", context, content_type="application/xml")
