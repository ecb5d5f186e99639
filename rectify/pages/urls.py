"""Addresses of the public pages, in the order that a reader meets them."""

from django.urls import include, path

from rectify.pages.views import about, compare, evidence, notes, overview, problems, reports, robots, topics, units

urlpatterns = [
    path("", overview.newest_round, name="overview"),
    path("rounds/<slug:slug>/", overview.one_round, name="round"),
    # Lists and their data forms (.csv, .xlsx, .json): units, problems, measures.
    path("", include("rectify.pages.lists.urls")),
    path("compare/", compare.compare, name="compare"),
    path("topics/", topics.topics, name="topics"),
    path("units/<slug:slug>/", units.unit, name="unit"),
    path("units/<slug:slug>/problems/<int:number>/", problems.problem, name="problem"),
    path("units/<slug:slug>/<slug:round_slug>/", units.unit, name="unit_inspection"),
    path(
        "units/<slug:slug>/<slug:round_slug>/problems/<int:number>/",
        problems.problem,
        name="problem_of_round",
    ),
    path("reports/<slug:hash>/", reports.report, name="report"),
    path("units/<slug:slug>/problems/<int:number>/report-error/", notes.report_error, name="report_error"),
    path(
        "units/<slug:slug>/<slug:round_slug>/problems/<int:number>/report-error/",
        notes.report_error,
        name="report_error_of_round",
    ),
    path("evidence/<int:number>/", evidence.file, name="evidence"),
    path("corrections/", notes.corrections, name="corrections"),
    path("about/", about.about, name="about"),
    path("robots.txt", robots.robots),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", robots.sitemap_part, name="sitemap_part"),
    # To take along: data, feeds, and pictures for other people's pages.
    path("", include("rectify.pages.data_urls")),
]
