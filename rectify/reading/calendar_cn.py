"""Working days by the Chinese calendar of public holidays and made-up working days."""

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays, workdays

_FIRST_YEAR = min(day.year for day in holidays)
_LAST_YEAR = max(day.year for day in (*holidays, *workdays))


@dataclass(frozen=True)
class Counted:
    """A day, and whether the calendar of holidays covers the whole way to it; else weekdays stood in for it."""

    day: date
    exact: bool


def years_covered() -> tuple[int, int]:
    """The first and last year whose public holidays are known."""
    return _FIRST_YEAR, _LAST_YEAR


def covered(day: date) -> bool:
    """Whether the public holidays of a day's year are known."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def works(day: date) -> bool:
    """Whether a day is a working day; Monday to Friday beyond the years that are covered."""
    if covered(day):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5


def workdays_after(start: date, number: int) -> Counted:
    """The `number`th working day after a day, the day itself not counted."""
    day, left = start, number
    while left > 0:
        day += timedelta(days=1)
        left -= works(day)
    return Counted(day, covered(start) and covered(day))


def months_after(start: date, number: int) -> date:
    """The same day `number` months later, or that month's last day where it has no such day."""
    months = start.year * 12 + start.month - 1 + number
    year, month = divmod(months, 12)
    for day in range(start.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, start.day)
