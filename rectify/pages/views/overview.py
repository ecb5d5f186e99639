from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from rectify.ledger.models import Round


def newest_round(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/overview.html", {"round": Round.objects.first()})


def one_round(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "pages/overview.html", {"round": get_object_or_404(Round, slug=slug)})
