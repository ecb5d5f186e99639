"""The reader on documents about invented bodies, each in a layout of its own; their readings were made by hand beforehand."""

from itertools import pairwise

import pytest

from tests.reading.documents import gold
from tests.reading.documents.score import COLUMNS, score_document

# What each document must keep to, in every measure, from 0 to 1.
FLOOR = 0.98


def plain_text(name: str) -> str:
    """A .txt sample, decoded without the reader's help."""
    data = gold.document_path(name).read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030").replace("\r\n", "\n")


# All problems first, then all measures, then all results: the items' lines overlap.
ANSWERED_IN_PARTS = ("yaxi-forestry",)
TEXTS = [name for name in gold.names() if gold.document_path(name).suffix == ".txt"]


@pytest.mark.parametrize("name", TEXTS)
def test_places_say_what_the_gold_quotes(name):
    text = plain_text(name)
    lines = text.split("\n")
    rows, lost = gold.resolve(name, text)
    assert rows
    assert not lost
    for row in rows:
        points = [row, *row.get("measures", ()), *row.get("findings", ()), *row.get("recommendations", ())]
        for point in points:
            if "offset" in point:
                assert lines[point["line"] - 1][point["offset"] :].startswith(point["title"])


@pytest.mark.parametrize("name", TEXTS)
def test_items_stand_one_after_the_other(name):
    rows, _ = gold.resolve(name, plain_text(name))
    items = [row for row in rows if row["record"] == "item"]
    for before, after in pairwise(items if name not in ANSWERED_IN_PARTS else []):
        assert before["end_line"] < after["line"] or before["line"] == before["end_line"] == after["line"]
    for item in items:
        assert item["line"] <= item["end_line"]
        assert all(item["line"] <= measure["line"] <= item["end_line"] for measure in item["measures"])
        assert not (item["deadline"] and item["status"].startswith("completed"))


@pytest.mark.parametrize("name", gold.names())
def test_document_is_read(name):
    result = score_document(name)
    for measure in COLUMNS:
        reached = result.value(measure)
        assert reached is None or reached >= FLOOR, [miss for miss in sorted(result.misses) if miss[1] == measure]


def test_every_document_has_a_reading():
    kept = {
        path.stem for path in gold.HERE.iterdir() if path.suffix in gold.FORMATS and not path.name.endswith(gold.SUFFIX)
    }
    assert kept == set(gold.names())
