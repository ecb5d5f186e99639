"""Short texts read into something that is easy to compare."""

from typing import Any

from rectify.reading import Document
from rectify.reading.outline import OutlineReading, read_outline


def outline_of(text: str) -> OutlineReading:
    """The outline of a text, read as one report."""
    document = Document(text.strip("\n"))
    return read_outline(document, 1, len(document.lines))


def items_of(text: str) -> list[dict[str, Any]]:
    return outline_of(text).items


def titles_of(text: str) -> list[str]:
    return [item["title"] for item in items_of(text)]


def statuses_of(text: str) -> list[str]:
    return [item["status"] for item in items_of(text)]


def steps_of(item: dict[str, Any]) -> list[str]:
    """An item's measures as marker and title."""
    return [step["marker"] + step["title"] for step in item["measures"]]


def sections_of(text: str) -> list[tuple[int, str, str]]:
    return [(section["level"], section["marker"], section["title"]) for section in outline_of(text).sections]
