"""Text for terminals, where a Chinese character is as wide as two Latin ones."""

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def as_table(rows: Sequence[Sequence[object]]) -> str:
    """Rows in columns, the first aligned left and the others, numbers mostly, right."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*texts, strict=True)]
    return "\n".join("  ".join(_padded(cell, widths[n], n == 0) for n, cell in enumerate(row)) for row in texts)


def _padded(text: str, wide: int, is_left: bool) -> str:
    space = " " * (wide - width(text))
    return text + space if is_left else space + text
