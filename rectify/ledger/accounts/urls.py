"""Addresses of a person's own account, below the desk's."""

from django.urls import path

from rectify.ledger.accounts import views

urlpatterns = [
    path("second-factor/", views.second_factor_page, name="second_factor"),
    path("second-factor/begin/", views.begin, name="second_factor_begin"),
    path("second-factor/confirm/", views.confirm, name="second_factor_confirm"),
    path("second-factor/new-codes/", views.new_codes, name="second_factor_new_codes"),
    path("second-factor/off/", views.turn_off, name="second_factor_off"),
    path("password/<uidb64>/<token>/", views.ChoosePassword.as_view(), name="choose_password"),
]
