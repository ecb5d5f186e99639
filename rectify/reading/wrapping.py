"""Texts whose paragraphs are broken over lines of one width, as copies of mails and old bulletins are.

They are read with their paragraphs joined, and what was read is set back to the places of the lines as they stand.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Any

from .document import Document

_NARROWEST, _WIDEST = 28, 120
_FEWEST_LINES = 8
_FULL_SHARE = 0.4
_CUT_SHARE = 0.3
_SLACK = 6
"""Columns that a full line may lack: what did not fit any more, and marks that no line begins with."""
_LONGER_SHARE = 0.02
_CLOSED = frozenset("。;；:：!！?？")
_INDENT = re.compile(r"[\t ]{2}|\u3000")
_MARKED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳]|[【◆●■★□>＞—]|第[一二三四五六七八九十\d]{1,3}[部条项、]|[\u4e00-\u9fff]{2,8}[:：]"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of a joined line that begins at `start`: `line` of the document from `offset` on."""

    start: int
    line: int
    offset: int


class Unwrapped:
    """A document with its paragraphs joined, and the way back to the places of its own lines."""

    def __init__(self, document: Document, groups: list[list[int]]) -> None:
        lines: list[str] = []
        self._pieces: list[list[_Piece]] = []
        for group in groups:
            text, pieces = _join(document, group)
            lines.append(text)
            self._pieces.append(pieces)
        self.document = replace(document, text="\n".join(lines))

    def role_by_line(self, roles: list[str]) -> list[str]:
        """The role of each line of the document, from those of the joined lines."""
        return [role for role, pieces in zip(roles, self._pieces, strict=True) for _ in pieces]

    def set_back(self, record: dict[str, Any]) -> None:
        """Give a record, and the points inside it, the places where they stand in the document itself."""
        for value in record.values():
            for inner in value if isinstance(value, list) else ():
                if isinstance(inner, dict):
                    self.set_back(inner)
        if isinstance(record.get("line"), int):
            pieces = self._pieces[record["line"] - 1]
            at = max(0, bisect_right([piece.start for piece in pieces], record.get("offset") or 0) - 1)
            record["line"] = pieces[at].line
            if isinstance(record.get("offset"), int):
                record["offset"] += pieces[at].offset - pieces[at].start
        for name in ("end_line", "status_line"):
            if isinstance(record.get(name), int):
                record[name] = self._pieces[record[name] - 1][-1].line


def unwrap(document: Document) -> Unwrapped | None:
    """The document with its paragraphs joined; None when its lines are its paragraphs."""
    inked = [line.rstrip() for line in document.lines if line.strip()]
    if len(inked) < _FEWEST_LINES or sum(len(line) > _WIDEST for line in inked) > _LONGER_SHARE * len(inked):
        return None
    widths = sorted(map(_width, inked))
    width = widths[int((len(widths) - 1) * (1 - _LONGER_SHARE))]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    full = [line for line in inked if _width(line) >= width - _SLACK]
    cut = [line for line in full if line[-1] not in _CLOSED]
    if len(full) < max(_FEWEST_LINES, _FULL_SHARE * len(inked)) or len(cut) < _CUT_SHARE * len(inked):
        return None
    return Unwrapped(document, _groups(document.lines, width))


def _width(line: str) -> int:
    """The columns that a line takes, an ideograph or its punctuation two: its bytes in GBK."""
    return len(line.encode("gbk", "replace"))


def _groups(lines: list[str], width: int) -> list[list[int]]:
    """The numbers of the lines that make one paragraph each; a blank line stands alone."""
    indents = any(_INDENT.match(line) for line in lines if line.strip())
    groups: list[list[int]] = []
    before = ""
    for number, line in enumerate(lines, 1):
        if groups and _goes_on(before, line, width, indents):
            groups[-1].append(number)
        else:
            groups.append([number])
        before = line.rstrip()
    return groups


def _goes_on(before: str, line: str, width: int, indents: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if not before or not line.strip() or "\t" in line or _INDENT.match(line) or _width(before) < width - _SLACK:
        return False
    return indents or before[-1] not in _CLOSED or not _MARKED.match(line)


def _join(document: Document, group: list[int]) -> tuple[str, list[_Piece]]:
    parts: list[str] = []
    pieces: list[_Piece] = []
    length = 0
    for number in group:
        line = document.line(number)
        kept = line.rstrip() if number != group[-1] else line
        skipped = 0 if number == group[0] else len(kept) - len(kept.lstrip())
        text = kept[skipped:]
        if parts and _between_words(parts[-1], text):
            parts.append(" ")
            length += 1
        pieces.append(_Piece(length, number, skipped))
        parts.append(text)
        length += len(text)
    return "".join(parts), pieces


def _between_words(before: str, after: str) -> bool:
    return before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
