from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from rectify.ledger.models import Problem


def problem(request: HttpRequest, slug: str, number: int, round_slug: str = "") -> HttpResponse:
    found = get_object_or_404(Problem.objects.public(), inspection__unit__slug=slug, number=number)
    return render(request, "pages/problem.html", {"problem": found})
