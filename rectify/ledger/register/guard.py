"""Texts that a spreadsheet would take for something else carry an apostrophe before them in a CSV file.

Spreadsheets run a text that begins with = as a formula, and turn (1) into -1, 1. into 1, 2020-03 into a day and 024 into
24 when they open a CSV file; saving then loses what was there. An apostrophe keeps them from it, and comes off again
when the table is read. Workbooks know which of their cells are text and need none.
"""

_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_DIGITS = frozenset("0123456789")
_NUMBER_LIKE = _DIGITS | frozenset("eE().,:/%+- ")


def guard(text: str) -> str:
    """The text as a CSV cell may hold it. ``unguard(guard(text)) == text`` for every text."""
    return f"'{text}" if is_at_risk(text) else text


def unguard(text: str) -> str:
    return text[1:] if text.startswith("'") and is_at_risk(text[1:]) else text


def is_at_risk(text: str) -> bool:
    """Whether a spreadsheet would read this text, or what follows its apostrophes, as a formula, number or date."""
    plain = text.lstrip("'").translate(_HALF_WIDTH).lstrip()
    if plain.startswith(("=", "+", "-", "@")):
        return True
    used = set(plain)
    return used <= _NUMBER_LIKE and bool(used & _DIGITS)
