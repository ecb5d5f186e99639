from pathlib import Path

import pytest

from tests.ledger.register.tables import load, small_register


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small register, not loaded yet."""
    return small_register(tmp_path / "register")


@pytest.fixture
def loaded(folder: Path, db: None) -> Path:
    """The small register, loaded."""
    load(folder)
    return folder
