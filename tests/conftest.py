"""What all tests share. The database is the one that DATABASE_URL names, SQLite when it is not set."""

import shutil

import pytest
from django.conf import settings

from tests.settings import SCRATCH


def pytest_report_header() -> str:
    return f"database: {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[-1]}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    shutil.rmtree(SCRATCH, ignore_errors=True)
