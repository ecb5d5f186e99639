"""Addresses of what readers take along: the data, feeds of changes, pictures for other people's pages."""

from django.urls import include, path

from rectify.pages.embedding import embeddable
from rectify.pages.feeds import ChangesFeed
from rectify.pages.views import badge, card, dataset

urlpatterns = [
    path("dataset/", dataset.about_data, name="dataset"),
    path("dataset/<slug:slug>.sha256", dataset.checksum, name="dataset_checksum"),
    path("dataset/<slug:slug>.<slug:form>", dataset.file, name="dataset_file"),
    path("api/", include("rectify.pages.api.urls")),
    path("changes.atom", embeddable(ChangesFeed()), name="changes_feed"),
    path("units/<slug:slug>/changes.atom", embeddable(ChangesFeed()), name="unit_feed"),
    path("units/<slug:slug>/badge.svg", badge.badge, name="badge"),
    path("units/<slug:slug>/qr.svg", badge.unit_code, name="unit_code"),
    path("units/<slug:slug>/problems/<int:number>/qr.svg", badge.problem_code, name="problem_code"),
    path(
        "units/<slug:slug>/<slug:round_slug>/problems/<int:number>/qr.svg",
        badge.problem_code,
        name="problem_code_of_round",
    ),
    path("card.png", card.of_front_page, name="card"),
    path("rounds/<slug:slug>/card.png", card.of_round, name="round_card"),
    path("units/<slug:slug>/card.png", card.of_unit, name="unit_card"),
]
