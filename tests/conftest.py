"""What all tests share. The database is the one that DATABASE_URL names, SQLite when it is not set."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.utils import translation


def pytest_report_header() -> str:
    return f"database: {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[-1]}"


@pytest.fixture(autouse=True)
def nobody_has_chosen_a_language() -> None:
    """A page asked for in English leaves its language behind for whatever the process does next."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def evidence_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where evidence of this test lies, and of no other."""
    folder = tmp_path / "evidence"
    monkeypatch.setitem(vars(storages["evidence"]), "location", str(folder))
    monkeypatch.setitem(vars(storages["evidence"]), "base_location", str(folder))
    return folder
