"""Addresses of the API. A row is known by the key that the register's tables use."""

from django.urls import path, re_path

from rectify.pages.api import docs, views

urlpatterns = [
    path("", views.Root.as_view(), name="api"),
    *(path(f"{name}/", view.as_view(), name=f"api_{name}") for name, view in views.LISTS.items()),
    path("rounds/<slug:slug>/", views.OneRound.as_view(), name="api_round"),
    path("units/<slug:slug>/", views.OneUnit.as_view(), name="api_unit"),
    path("inspections/<slug:round>/<slug:unit>/", views.OneInspection.as_view(), name="api_inspection"),
    path("reports/<slug:round>/<slug:unit>/<int:number>/", views.OneReport.as_view(), name="api_report"),
    path("problems/<slug:round>/<slug:unit>/<int:number>/", views.OneProblem.as_view(), name="api_problem"),
    path("schema/", docs.Schema.as_view(), name="api_schema"),
    path("docs/", docs.docs, name="api_docs"),
    # With a slash at its end, so that an address without one is still led to the right one.
    re_path(r"^(?P<rest>.+)/$", views.Missing.as_view()),
]
