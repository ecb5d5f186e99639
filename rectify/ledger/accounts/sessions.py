"""How long somebody stays signed in: while the desk is used, and no longer than a working day."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse

from rectify.ledger import rights

#: Seconds; a session is written at most this often.
_STEP = 60
#: Seconds after signing in from which a session is no longer prolonged.
WORKING_DAY = 12 * 60 * 60
DESK = "/admin/"


class KeepDeskOpen:
    """Prolongs a session when its owner does something at the desk, and asks for their posts once a request.

    Django ends a session SESSION_COOKIE_AGE after it was last written, and writes it only when it changes. Saving it at
    every request would be the other way, but then public pages would set cookies too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with rights.posts_remembered():
            response = self.get_response(request)
        if request.path.startswith(DESK) and settings.SESSION_COOKIE_NAME in request.COOKIES:
            _prolong(request)
        return response


def _prolong(request: HttpRequest) -> None:
    now, session = int(time.time()), request.session
    since = session.get("signed_in_at")
    if since and now - since < WORKING_DAY and now - session.get("seen_at", since) >= _STEP:
        session["seen_at"] = now


def _note_sign_in(sender: object, request: HttpRequest, **kwargs: object) -> None:
    request.session["signed_in_at"] = int(time.time())


def connect() -> None:
    """Called once, when Django starts."""
    user_logged_in.connect(_note_sign_in, dispatch_uid="rectify.ledger.accounts.sessions")
