"""What a converter hands back: the lines of the canonical text and what the document says about itself."""

import re
import unicodedata
from dataclasses import dataclass

_LINE_BREAKS = re.compile(r"[ \t]*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+[ \t]*")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\x00-\x08\x0e-\x1b\x1f\x7f]")
_CELL_BREAKS = re.compile(r"[ \t]*[\t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+[ \t]*")


@dataclass
class Extracted:
    """`lines`: one a paragraph or table row. `published` is ISO. `encoding` only where the format leaves it open."""

    form: str
    lines: list[str]
    title: str | None = None
    source: str | None = None
    source_url: str | None = None
    published: str | None = None
    encoding: str | None = None
    notes: tuple[str, ...] = ()


def paragraph_lines(text: str) -> list[str]:
    """The lines of one paragraph, its own line breaks kept as such; invisible characters and outer blanks dropped."""
    return [tidy(line) for line in _LINE_BREAKS.split(text)]


def row_line(cells: list[str]) -> str:
    """One table row as a line: cells joined by a tab, which no cell contains; line breaks in a cell are a space."""
    return "\t".join(tidy(_CELL_BREAKS.sub(" ", cell)) for cell in cells)


def tidy(text: str) -> str:
    """One line without invisible characters, tabs and outer white space."""
    return _INVISIBLE.sub("", text).replace("\t", " ").replace("\xa0", " ").strip()


def numbered(marker: str, text: str) -> str:
    """A text after its list number; parted from it only where the two would run together (1. 2019年…)."""
    runs_together = text[:1].isascii() or unicodedata.category(marker[-1:] or ".") in ("Nd", "Lo", "Ll", "Lu")
    return f"{marker} {text}" if text and runs_together else marker + text
