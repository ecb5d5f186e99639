"""Characters of a PDF page to the lines that one sees: top to bottom, each from left to right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

_SAME_LINE = 0.5  # of the smaller character's height that two share
_WORD_GAP = 0.25  # of the character size: a gap between two Latin letters that is a space
_WIDE_GAP = 1.5  # of the character size: a gap between any two characters that is meant to be seen


@dataclass
class Line:
    """One line as printed. Positions in points from the page's top left corner; `middle` is the height of most of its characters,
    `size` their font size."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    middle: float
    size: float


def lines_of(characters: Iterable[dict[str, Any]], page: int) -> list[Line]:
    """Return the printed lines of some characters of a page."""
    rows: list[list[dict[str, Any]]] = []
    for character in sorted(characters, key=lambda one: ((one["top"] + one["bottom"]) / 2, one["x0"])):
        if rows and _on_line(character, rows[-1][0]):
            rows[-1].append(character)
        else:
            rows.append([character])
    lines = (_line(sorted(row, key=lambda one: one["x0"]), page) for row in rows)
    return [line for line in lines if line.text]


def _on_line(character: dict[str, Any], first: dict[str, Any]) -> bool:
    shared = min(character["bottom"], first["bottom"]) - max(character["top"], first["top"])
    return shared >= _SAME_LINE * min(character["bottom"] - character["top"], first["bottom"] - first["top"])


def _line(row: list[dict[str, Any]], page: int) -> Line:
    inked = [character for character in row if character["text"].strip()] or row
    size = Counter(round(one["size"], 1) for one in inked).most_common(1)[0][0]
    return Line(
        text=_text(row),
        page=page,
        left=inked[0]["x0"],
        right=max(one["x1"] for one in inked),
        top=min(one["top"] for one in inked),
        bottom=max(one["bottom"] for one in inked),
        middle=median((one["top"] + one["bottom"]) / 2 for one in inked),
        size=size,
    )


def _text(row: list[dict[str, Any]]) -> str:
    pieces: list[str] = []
    before: dict[str, Any] | None = None
    for character in row:
        if before is not None and _is_space(before, character):
            pieces.append(" ")
        pieces.append(character["text"])
        before = character
    return " ".join("".join(pieces).split())


def _is_space(before: dict[str, Any], after: dict[str, Any]) -> bool:
    gap = after["x0"] - before["x1"]
    size = max(before["size"], after["size"], 1.0)
    if _is_latin(before["text"]) and _is_latin(after["text"]):
        return gap > _WORD_GAP * size
    return gap > _WIDE_GAP * size


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalnum()


def joined(before: str, after: str) -> str:
    """Two pieces of one paragraph that a line's end parted: a space only between two Latin words."""
    if not before or not after:
        return before + after
    if before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha():
        return f"{before} {after}"
    if (
        before[-1] == "-"
        and before[-2:-1].isascii()
        and before[-2:-1].isalpha()
        and after[0].islower()
        and after[0].isascii()
    ):
        return before[:-1] + after
    return before + after
