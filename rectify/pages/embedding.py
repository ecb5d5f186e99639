"""What pictures and feeds share, which other sites and programs fetch: their language, and headers that let them in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control

#: Seconds that others may keep a copy before they ask whether it has changed.
KEPT = 600
#: Nothing in a picture loads or runs anything, wherever it is opened.
INERT = {"default-src": ["'none'"], "frame-ancestors": ["'none'"]}

View = Callable[..., HttpResponse]


def embeddable(view: View) -> View:
    """For pages of other sites: in the language that ``?lang=`` names, else Chinese, whatever the reader's browser
    prefers, so that everybody sees the same; kept by caches; harmless when opened by itself."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = asked_language(request)
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response["Content-Language"] = language
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["Access-Control-Allow-Origin"] = "*"
        patch_cache_control(response, public=True, max_age=KEPT)
        return response

    return csp(INERT)(wrapped)


def asked_language(request: HttpRequest) -> str:
    """The language that the address names; ``zh`` and anything unknown is Chinese."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
