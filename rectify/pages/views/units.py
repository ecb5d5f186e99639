from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from rectify.ledger.models import Unit


def unit(request: HttpRequest, slug: str, round_slug: str = "") -> HttpResponse:
    return render(request, "pages/unit.html", {"unit": get_object_or_404(Unit, slug=slug)})
