"""Sums of money in a text, in yuan."""

import re
from dataclasses import dataclass
from decimal import Decimal

from .text import normal

_SUM = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,6})?)[ ]?(?P<about>余|多)?"
    r"(?P<scale>百万|千万|万|亿|千|百)?(?P<about2>余|多)?[ ]?元(?!旦|月|宵|素|件)"
)
_SCALE = {None: 1, "百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}


@dataclass(frozen=True)
class Sum:
    """text[start:end] is a sum of `yuan`; `about` when the text says 余 or 多."""

    yuan: int | float
    start: int
    end: int
    about: bool


def sums_in(text: str) -> list[Sum]:
    """The sums of money of a text, in order, with places."""
    found = []
    for match in _SUM.finditer(normal(text)):
        value = Decimal(match["n"].replace(",", "")) * _SCALE[match["scale"]]
        yuan = int(value) if value == value.to_integral_value() else float(value)
        found.append(Sum(yuan, match.start(), match.end(), bool(match["about"] or match["about2"])))
    return found
