"""What somebody sees whose name and address are locked after repeated wrong passwords."""

from math import ceil

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def locked(request: HttpRequest, response: HttpResponse, credentials: dict | None) -> HttpResponse:
    """The same for names that exist and names that do not."""
    seconds = settings.AXES_COOLOFF_TIME.total_seconds()
    context = {**admin.site.each_context(request), "minutes": ceil(seconds / 60)}
    answer = render(request, "admin/account/locked.html", context, status=429)
    answer["Retry-After"] = str(int(seconds))
    answer["Cache-Control"] = "no-store"
    return answer


def is_locked(username: str) -> bool:
    """Whether this name is locked from anywhere."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    tried = AccessAttempt.objects.filter(username=username, attempt_time__gte=since)
    return tried.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT).exists()
