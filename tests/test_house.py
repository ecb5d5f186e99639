"""The house stays as it was designed: which room may know which, and how large a room's parts may grow."""

import ast
import csv
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.shared import SHARED, needs_shared

ROOT = Path(__file__).resolve().parent.parent
SITE = ("rectify", "templates", "static", "deploy")
MOST_LINES = 450
FORBIDDEN = {
    "reading": ("django", "rectify.ledger", "rectify.pages", "rectify.settings"),
    "ledger": ("rectify.pages",),
}
INLINE = re.compile(
    r"<style[\s>]"  # a style sheet in a page
    r"|<script(?![^>]*\bsrc=)[^>]*>"  # a script in a page
    r"|\sstyle\s*="  # a style on an element
    r"|\son(?:click|change|input|submit|load|error|focus|blur|toggle|scroll|(?:key|mouse|pointer|touch|drag)\w*)\s*="
    r"|\shx-on[:-]"  # a script on an element
    r"|javascript:|\bjs:\{",
    re.IGNORECASE,
)


def imported_names(path: Path) -> Iterator[str]:
    """The full names of all modules that the file at `path` imports, at its top or anywhere else."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("room", FORBIDDEN)
def test_imports_run_one_way(room):
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / "rectify" / room).rglob("*.py"))
        for name in imported_names(path)
        for forbidden in FORBIDDEN[room]
        if is_within(name, forbidden)
    ]
    assert not wrong


def test_the_reader_runs_without_django():
    """Nothing that reading imports, however far away, may bring Django in."""
    code = """
import importlib, pkgutil, sys
import rectify.reading as room
for module in pkgutil.walk_packages(room.__path__, "rectify.reading."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
sys.exit("django" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def written_files(*suffixes: str, folders: Iterable[str] = SITE) -> list[Path]:
    """The files in `folders` with one of `suffixes`, without what a program wrote."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in suffixes]
    return sorted(path for path in found if "migrations" not in path.parts)


def test_no_file_outgrows_one_head():
    files = [*written_files(".py", folders=(*SITE, "tests")), *written_files(".html", ".css", ".js")]
    lengths = {path.relative_to(ROOT): path.read_text(encoding="utf-8").count("\n") for path in files}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_pages_carry_no_script_or_style_of_their_own():
    """The content security policy would refuse them in the browser; here the author hears of it."""
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in written_files(".html", ".svg")
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if INLINE.search(line)
    ]
    assert not wrong


def test_no_unit_is_named_in_code():
    """Conventions are rules about text, never about one unit."""
    tables = sorted((ROOT / "fixtures").glob("*/units.csv"))
    if not tables:
        pytest.skip("no register in fixtures/")
    names = {
        row["name"] for table in tables for row in csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines())
    }
    texts = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in written_files(".py", ".html", ".js")}
    assert [f"{path}: {name}" for path, text in texts.items() for name in names if name in text] == []


@needs_shared
def test_the_project_uses_its_own_words():
    command = [sys.executable, str(SHARED / "check_own_words.py")]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.stdout == ""
    assert result.returncode == 0
