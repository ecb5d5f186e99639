"""The one address that a calendar program fetches without signing in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from rectify.ledger.reminders.calendar import calendar_of, owner_of


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """A person's calendar, for whoever holds its secret address; 404 for any other."""
    owner = owner_of(secret)
    if owner is None:
        raise Http404
    with translation.override("zh-hans"):
        response = HttpResponse(calendar_of(owner, timezone.localdate()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rectification.ics"'
    response["Cache-Control"] = "private, max-age=900"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
