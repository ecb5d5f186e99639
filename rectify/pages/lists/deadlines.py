"""时限: the codes by which lists filter promised dates, the words for them, and how facets group them.

``2020-12`` a month, ``2020-Q4`` a quarter, ``2020`` a year; ``passed``, ``overdue``, ``dated``, ``none``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Case, Q, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rectify.ledger.choices import OPEN
from rectify.ledger.dates import PartialDate

#: Only an office that follows an inspection's items may call one of them overdue; of others we know the date alone.
NAMED = {
    "passed": gettext_lazy("期限已过"),
    "overdue": gettext_lazy("逾期（巡视巡察机构督办）"),
    "dated": gettext_lazy("未完成而写明时限"),
    "none": gettext_lazy("未写明时限"),
}
#: The filters that name a first and a last day; their fields stand among the facet's choices.
RANGE = ("deadline_from", "deadline_to")
#: A facet of more periods than these is read as a wall of numbers: months become quarters, quarters years.
MOST_PERIODS = 12
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def is_period(code: str) -> bool:
    return _days_of(code) is not None


def condition(codes: Iterable[str], prefix: str = "") -> Q:
    """Items promised for any of these; ``prefix`` is the path from the listed model to the problem."""
    found = Q()
    for code in codes:
        found |= _condition(code, prefix)
    return found


def _condition(code: str, prefix: str) -> Q:
    def q(**lookups: object) -> Q:
        return Q(**{prefix + name: value for name, value in lookups.items()})

    if code in ("dated", "none"):
        return q(deadline__isnull=code == "none", status__in=OPEN)
    if code in ("passed", "overdue"):
        late = q(deadline__lt=timezone.localdate(), status__in=OPEN)
        return late & q(inspection__followed=True) if code == "overdue" else late
    first, last = _days_of(code)
    return q(deadline__gte=first, deadline__lte=last)


def label(code: str) -> str:
    """The code in words, in the reader's language."""
    if code in NAMED:
        return str(NAMED[code])
    quarter = _QUARTER.fullmatch(code)
    if quarter:
        return _("%(year)s 年第 %(quarter)s 季度") % {"year": quarter[1], "quarter": quarter[2]}
    partial = PartialDate(code)
    if partial.precision == "year":
        return _("%(year)s 年") % {"year": code}
    return date_format(partial.first_day, "YEAR_MONTH_FORMAT" if partial.precision == "month" else "DATE_FORMAT")


def raw(prefix: str = "") -> Combinable:
    """What `codes_of` reads: an item's deadline, status and whether an office follows it, as one text."""
    text = TextField()
    return Concat(
        Coalesce(Cast(f"{prefix}deadline", text), Value("", text)),
        Value("|", text),
        Cast(f"{prefix}status", text),
        Value("|", text),
        Case(When(**{f"{prefix}inspection__followed": True}, then=Value("1", text)), default=Value("", text)),
        output_field=text,
    )


def codes_of(text: str) -> list[str]:
    """The named codes and the day that an item counts under; `grouped` makes longer periods of days."""
    deadline, status, is_followed = text.split("|")
    if not deadline:
        # What is done needs no date, and of what nobody states none is missing.
        return ["none"] if status in OPEN else []
    if status not in OPEN:
        return [deadline]
    codes = [deadline, "dated"]
    if deadline < timezone.localdate().isoformat():
        codes += ["passed", "overdue"] if is_followed else ["passed"]
    return codes


def grouped(counts: Mapping[str, int], chosen: Iterable[str] = ()) -> dict[str, int]:
    """Counts by day as a facet shows them: the named codes, then periods in order, no more than fit, and what is
    chosen however it groups."""
    days = {code: n for code, n in counts.items() if code not in NAMED}
    for period_of in (lambda day: day[:7], _quarter_of, lambda day: day[:4]):
        periods: Counter[str] = Counter()
        for day, n in days.items():
            periods[period_of(day)] += n
        if len(periods) <= MOST_PERIODS:
            break
    for code in chosen:
        if code not in NAMED and code not in periods:
            first, last = _days_of(code)
            periods[code] = sum(n for day, n in days.items() if first <= date.fromisoformat(day) <= last)
    return {code: counts[code] for code in NAMED if code in counts} | dict(sorted(periods.items()))


def _quarter_of(day: str) -> str:
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def _days_of(code: str) -> tuple[date, date] | None:
    quarter = _QUARTER.fullmatch(code)
    try:
        if quarter:
            last_month = int(quarter[2]) * 3
            return (
                PartialDate(f"{quarter[1]}-{last_month - 2:02}").first_day,
                PartialDate(f"{quarter[1]}-{last_month:02}").last_day,
            )
        partial = PartialDate(code)
    except ValueError:
        return None
    return partial.first_day, partial.last_day
