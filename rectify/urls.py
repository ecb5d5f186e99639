"""Addresses of the whole site; the public pages bring their own list."""

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from rectify.ledger.reminders.views import calendar


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon of a page that names none, such as the desk's."""
    return redirect(static("favicon.svg"))


def no_page(request: HttpRequest, rest: str) -> HttpResponse:
    """Django's addresses of objects by type and number would tell anybody at the desk which numbers there are."""
    raise Http404


urlpatterns = [
    # Choosing a language is harmless to forge. Without a token in its form, a page that has not changed
    # stays the same to the byte, and the browser's copy remains good.
    path("language/", csrf_exempt(set_language), name="set_language"),
    path("favicon.ico", favicon),
    path("admin/account/", include("rectify.ledger.accounts.urls")),
    path("admin/r/<path:rest>", no_page),
    path("admin/reports/", include("rectify.ledger.admin.reporting")),
    path("admin/", admin.site.urls),
    path("calendar/<slug:secret>.ics", calendar, name="calendar"),
    path("", include("rectify.pages.urls")),
]
