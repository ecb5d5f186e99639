"""The script that makes the register's tables from a hand-made reading."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledger.register.tables import correct, rows_of
from tests.shared import SHARED, needs_shared

pytestmark = [pytest.mark.needs_shared, needs_shared]
ROOT = Path(__file__).resolve().parents[3]
READING = SHARED / "gold/liaoning-12-9.jsonl"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "fixtures/liaoning-12-9", tmp_path / "register"))


def make(folder: Path) -> subprocess.CompletedProcess:
    script = [sys.executable, str(ROOT / "fixtures/make_register.py"), str(READING), str(folder)]
    return subprocess.run(script, capture_output=True, text=True, cwd=ROOT)


def test_makes_the_tables_that_are_kept(copy: Path) -> None:
    assert make(copy).returncode == 0
    for table in copy.iterdir():
        assert table.read_bytes() == (ROOT / "fixtures/liaoning-12-9" / table.name).read_bytes()


def test_keeps_addresses_numbers_and_topics(copy: Path) -> None:
    row = rows_of(copy, "problems")[1]
    correct(copy, "problems", 3, number="900", topics="one;two")
    for measure, step in enumerate(rows_of(copy, "measures"), 2):
        if (step["unit"], step["problem"]) == (row["unit"], row["number"]):
            correct(copy, "measures", measure, problem="900")
    assert make(copy).returncode == 0
    kept = [other for other in rows_of(copy, "problems") if other["number"] == "900"]
    assert [(other["label"], other["topics"]) for other in kept] == [(row["label"], "one;two")]


def test_stops_at_a_unit_without_an_address(copy: Path) -> None:
    correct(copy, "units", 2, name="某单位", aliases="")
    made = make(copy)
    assert made.returncode == 1
    assert "units.csv has no row for" in made.stderr
