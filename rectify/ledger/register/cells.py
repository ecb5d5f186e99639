"""What a cell of a table may hold: each type reads a cell's text as a value and writes the value as text again.

``read`` raises `Unreadable`, whose message says what was expected. ``write(read(text))`` is the canonical text.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _

from rectify.ledger.dates import PartialDate

#: Separates the values of a cell that holds several.
SEPARATOR = ";"
_SEPARATORS = re.compile(r"[;；]")
_SLUG = re.compile(r"[A-Za-z0-9_-]+")
_WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?")
_FIGURE = re.compile(r"-?\d{1,10}(?:\.\d{1,2})?")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_check_address = URLValidator(schemes=["http", "https"])

#: What a spreadsheet's cell holds.
Native = str | int | Decimal | date


class Unreadable(ValueError):
    """A cell's text is not what its column holds; the message says what was expected."""


class CellType:
    """A type of text; the others override what differs."""

    #: The value of an empty cell, in the form that the model stores.
    empty: Any = ""

    def read(self, text: str) -> Any:
        """The value of a cell's text, which is not empty. Raises Unreadable."""
        return text

    def write(self, value: Any) -> str:
        """The canonical text of a value that is not empty."""
        return clean(value)

    def native(self, value: Any) -> Native:
        """What a spreadsheet's cell should hold: a text, or a value of the spreadsheet's own types."""
        return self.write(value)


def clean(text: str) -> str:
    """The text on one line, without control characters and outer spaces."""
    if not text.isprintable():
        text = "".join(" " if char in "\t\r\n" else char for char in text)
        text = "".join(char for char in text if unicodedata.category(char) != "Cc")
    return text.strip()


@dataclass(frozen=True)
class Text(CellType):
    most: int

    def read(self, text: str) -> str:
        if len(text) > self.most:
            raise Unreadable(_("不超过 %(most)d 个字（现有 %(n)d 个）") % {"most": self.most, "n": len(text)})
        return text

    def write(self, value: str) -> str:
        return clean(value)[: self.most].rstrip()


@dataclass(frozen=True)
class Slug(CellType):
    most: int = 50

    def read(self, text: str) -> str:
        if len(text) > self.most or not _SLUG.fullmatch(text):
            raise Unreadable(_("英文字母、数字和连字符，如 qinghe，不超过 %(most)d 个") % {"most": self.most})
        return text


@dataclass(frozen=True)
class Address(CellType):
    most: int = 500

    def read(self, text: str) -> str:
        try:
            _check_address(text)
        except ValidationError:
            raise Unreadable(_("以 http:// 或 https:// 开头的网址")) from None
        return Text(self.most).read(text)


@dataclass(frozen=True)
class Number(CellType):
    """A whole number from ``least`` to ``most``; also as spreadsheets and people write it: ``12.0``, ``１２``."""

    least: int = 0
    most: int = 32_767
    empty = None

    def read(self, text: str) -> int:
        match = _WHOLE.fullmatch(unicodedata.normalize("NFKC", text))
        if not match or not self.least <= int(match[1]) <= self.most:
            raise Unreadable(_("%(least)d 到 %(most)d 的整数") % {"least": self.least, "most": self.most})
        return int(match[1])

    def write(self, value: int) -> str:
        return str(value)

    def native(self, value: int) -> int:
        return value


@dataclass(frozen=True)
class Figure(CellType):
    """A decimal number of at most two places, such as 83.3 for 83.3 %."""

    empty = None

    def read(self, text: str) -> Decimal:
        plain = unicodedata.normalize("NFKC", text)
        if not _FIGURE.fullmatch(plain):
            raise Unreadable(_("数字，最多两位小数，不带百分号和千分位，如 83.3"))
        return Decimal(plain)

    def write(self, value: Decimal) -> str:
        return f"{value.normalize():f}"

    def native(self, value: Decimal) -> Decimal:
        return value.normalize()


@dataclass(frozen=True)
class PartialDay(CellType):
    """A date that says no more than its source: 2020-03-11, 2020-03 or 2020; also 2020/3/11 and 2020年3月11日."""

    empty = None

    def read(self, text: str) -> PartialDate:
        match = _DATE.fullmatch(unicodedata.normalize("NFKC", text))
        try:
            if match:
                return PartialDate("-".join(part.zfill(2) for part in match.groups() if part))
        except ValueError:
            pass
        raise Unreadable(_("日期，如 2020-03-11、2020-03 或 2020"))

    def write(self, value: PartialDate) -> str:
        return str(value)

    def native(self, value: PartialDate) -> Native:
        match value.precision:
            case "day":
                return value.first_day
            case "year":
                return int(value)
            case _:
                return str(value)


@dataclass(frozen=True)
class Day(CellType):
    """A full date."""

    empty = None

    def read(self, text: str) -> date:
        try:
            found = PartialDay().read(text)
        except Unreadable:
            found = None
        if not found or found.precision != "day":
            raise Unreadable(_("完整的日期，如 2020-12-31"))
        return found.first_day

    def write(self, value: date) -> str:
        return value.isoformat()

    def native(self, value: date) -> date:
        return value


@dataclass(frozen=True)
class Choice(CellType):
    """One of a list, by its code or by its Chinese word."""

    choices: type[TextChoices]

    def read(self, text: str) -> str:
        words = words_of(self.choices)
        if text in words:
            return text
        code = next((code for code, word in words.items() if text == word), None)
        if code is None:
            listed = "、".join(f"{code}（{word}）" for code, word in words.items())
            raise Unreadable(_("以下之一：%(choices)s") % {"choices": listed})
        return code


@cache
def words_of(choices: type[TextChoices]) -> dict[str, str]:
    """Each code with its Chinese word, whatever language is active: tables are data, and data stays Chinese."""
    with translation.override("zh-hans"):
        return {choice.value: str(choice.label) for choice in choices}


@dataclass(frozen=True)
class Several(CellType):
    """Texts in one cell, ; between them, without repeats."""

    most: int = 200
    empty = ()

    def read(self, text: str) -> list[str]:
        found = list(dict.fromkeys(part for part in map(clean, _SEPARATORS.split(text)) if part))
        for part in found:
            Text(self.most).read(part)
        return found

    def write(self, value: Sequence[str]) -> str:
        return SEPARATOR.join(clean(part) for part in value)
