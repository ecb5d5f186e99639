"""Addresses that work outside of this site: in mail, calendars and files."""

from django.conf import settings


def absolute(path: str) -> str:
    """The path's address, as the installation states it and not as a request claims."""
    return settings.PUBLIC_URL + path
