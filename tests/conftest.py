"""What all tests share. The database is the one that DATABASE_URL names, SQLite when it is not set."""

import pytest
from django.conf import settings
from django.utils import translation


def pytest_report_header() -> str:
    return f"database: {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[-1]}"


@pytest.fixture(autouse=True)
def nobody_has_chosen_a_language() -> None:
    """A page asked for in English leaves its language behind for whatever the process does next."""
    translation.deactivate()
