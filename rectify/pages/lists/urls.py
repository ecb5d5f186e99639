"""Addresses of the lists: units, problems, measures, and the data forms of each."""

from django.urls import path, re_path

from rectify.pages.lists import data, views

_FORM = r"\.(?P<form>csv|xlsx|json)"

urlpatterns = [
    path("units/", views.units, name="units"),
    path("problems/", views.problems, name="problems"),
    path("measures/", views.measures, name="measures"),
    re_path(rf"^units{_FORM}$", data.units, name="units_data"),
    re_path(rf"^problems{_FORM}$", data.problems, name="problems_data"),
    re_path(rf"^measures{_FORM}$", data.measures, name="measures_data"),
    re_path(rf"^units/(?P<slug>[-\w]+){_FORM}$", data.unit, name="unit_data"),
    re_path(rf"^units/(?P<slug>[-\w]+)/(?P<round_slug>[-\w]+){_FORM}$", data.unit, name="unit_inspection_data"),
]
