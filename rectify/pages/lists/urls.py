"""Addresses of the lists: units, problems, measures, and the data forms of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("units/", missing, name="units"),
    path("problems/", missing, name="problems"),
    path("measures/", missing, name="measures"),
]
