"""What stands on every page and belongs to none: page numbers and running heads."""

import re
from collections import Counter

from .lines import Line

_PAGE_NUMBER = re.compile(
    r"[-—–－·~\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[IVXLC]{1,6})\s*(?:页)?\s*(?:[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－·~\s]*"
)
_MARGIN = 0.12  # of the page's height, at its top and bottom
_SAME_HEIGHT = 6  # points between the places of a running head on two pages
_FEWEST_PAGES, _SHARE_OF_PAGES = 3, 0.4
_LINES_AT_AN_EDGE = 2
_DIGITS = re.compile(r"\d+")


def without_margins(pages: list[list[Line]], heights: list[float]) -> list[list[Line]]:
    """Return the lines of each page without page numbers and running heads; `heights` of the pages in points."""
    repeated = _running_heads(pages, heights)
    return [
        [line for index, line in enumerate(lines) if not _is_margin(line, index, len(lines), height, repeated)]
        for lines, height in zip(pages, heights, strict=True)
    ]


def _is_margin(line: Line, index: int, count: int, height: float, repeated: set[tuple[str, int]]) -> bool:
    if not _at_an_edge(index, count) or not _in_margin(line, height):
        return False
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or any(key in repeated for key in _keys(line))


def _running_heads(pages: list[list[Line]], heights: list[float]) -> set[tuple[str, int]]:
    """What stands in the margin of many pages at one height, apart from its numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        found = set()
        for index, line in enumerate(lines):
            if _at_an_edge(index, len(lines)) and _in_margin(line, height):
                found.update(_keys(line))
        seen.update(found)
    enough = max(_FEWEST_PAGES, _SHARE_OF_PAGES * len(pages))
    return {key for key, count in seen.items() if count >= enough}


def _keys(line: Line) -> tuple[tuple[str, int], tuple[str, int]]:
    """A line's text without numbers, at its height; in two bands, so that no border between bands parts two alike."""
    text = _DIGITS.sub("#", "".join(line.text.split()))
    return (text, int(line.top // _SAME_HEIGHT) * 2), (text, int((line.top + _SAME_HEIGHT / 2) // _SAME_HEIGHT) * 2 + 1)


def _at_an_edge(index: int, count: int) -> bool:
    return index < _LINES_AT_AN_EDGE or index >= count - _LINES_AT_AN_EDGE


def _in_margin(line: Line, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height
