"""Sentences, clauses and numerals of a line, with their places."""

import re

LONGEST_SENTENCE = 1500
_SENTENCE = re.compile(rf"[^。!?！？;；\n]{{0,{LONGEST_SENTENCE}}}.?", re.DOTALL)
_COMMA = re.compile("[,，、:：;；。!?！？\t]")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "○": 0, "Ｏ": 0, "O": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")

NUMERAL = r"(?:\d[\d,]{0,9}|[一二三四五六七八九十百两]{1,6})"


def sentences(line: str) -> list[tuple[int, str]]:
    """The sentences of a line as (offset, text); the closing mark belongs to its sentence.

    What no mark closes is cut every `LONGEST_SENTENCE` characters, so that looking around in a sentence stays cheap.
    """
    return [(match.start(), match.group()) for match in _SENTENCE.finditer(line) if match.group()]


def clauses(text: str, offset: int = 0) -> list[tuple[int, str]]:
    """The clauses of a text, split at commas and full stops, as (offset, text), counted from `offset`."""
    found, start = [], 0
    for match in _COMMA.finditer(text):
        if match.start() > start:
            found.append((offset + start, text[start : match.start()]))
        start = match.end()
    if start < len(text):
        found.append((offset + start, text[start:]))
    return found


def numeral(text: str) -> int | None:
    """The whole number below ten thousand (or in digits, any) that a numeral names; None for anything else."""
    text = text.translate(_WIDE).replace(",", "").strip()
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 12 else None
    if not text or len(text) > 9 or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, None
    for char in text:
        if char in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        else:
            digit = _DIGITS[char]
    return total + (digit or 0)
