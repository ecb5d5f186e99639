"""Dates as precise as their source: a day, a month or a year."""

import calendar
import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PartialDate(str):
    """An ISO date that says no more than its source: ``2020-03-11``, ``2020-03`` or ``2020``.

    Being text, it sorts by time and is stored as it stands. Raises ValueError for anything else.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> "PartialDate":
        match = _ISO.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not YYYY-MM-DD, YYYY-MM or YYYY")
        year, month, day = match.groups()
        date(int(year), int(month or 1), int(day or 1))  # raises ValueError for 2020-02-30
        return super().__new__(cls, text)

    @property
    def first_day(self) -> date:
        year, month, day = (*map(int, self.split("-")), 1, 1)[:3]
        return date(year, month, day)

    @property
    def last_day(self) -> date:
        parts = [int(part) for part in self.split("-")]
        if len(parts) == 3:
            return date(*parts)
        year, month = (*parts, 12)[:2]
        return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def precision(self) -> str:
        """``day``, ``month`` or ``year``."""
        return ("year", "month", "day")[self.count("-")]


class PartialDateField(models.CharField):
    """Stores a PartialDate as its ISO text; ``None`` where the source gives no date."""

    default_error_messages = {"invalid": _("“%(value)s”不是日期：请写成 2020-03-11、2020-03 或 2020。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return PartialDate(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if not value or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value}) from None

    def get_prep_value(self, value: Any) -> str | None:
        value = self.to_python(value)
        return str(value) if value else None


def in_chinese(day: date) -> str:
    """2026年3月5日, whatever language a reader's pages are in: for what is written in Chinese."""
    return f"{day.year}年{day.month}月{day.day}日"
