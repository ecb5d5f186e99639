"""Addresses of the whole site; the public pages bring their own list."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

urlpatterns = [
    # Choosing a language is harmless to forge. Without a token in its form, a page that has not changed
    # stays the same to the byte, and the browser's copy remains good.
    path("language/", csrf_exempt(set_language), name="set_language"),
    path("admin/", admin.site.urls),
]

if find_spec("rectify.pages"):
    urlpatterns.append(path("", include("rectify.pages.urls")))
