"""How pages write what the ledger keeps: statuses, bars, dates, shares."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rectify.ledger.changed_fields import field_name, field_value
from rectify.ledger.choices import Status
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Change, Document, Inspection, Round, Topic, Unit
from rectify.ledger.progress import Progress, percent
from rectify.ledger.reconciliation.verdicts import plain
from rectify.pages.names import act_name, inspection_kind, topic_name, unit_name
from rectify.pages.promises import Promise
from rectify.pages.results import kind_name, value_in_words
from rectify.pages.statuses import MARKS
from rectify.pages.templatetags.frame import as_written

register = template.Library()

_PHONE = re.compile(r"\+?[0-9][0-9 ()（）\-－—–]{3,18}[0-9]")
_MAILBOX = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[A-Za-z]+")

#: Units of a bar's width, fine enough that rounding never shows, and of the gap that parts neighbours.
BAR, GAP = 1000, 3


@register.simple_tag
def status(code: str) -> SafeString:
    """A status as mark, word and colour."""
    known = Status(code or Status.UNSTATED)
    return format_html(
        '<span class="status is-{}"><span class="status-mark" aria-hidden="true">{}</span>{}</span>',
        known.value,
        MARKS[known],
        known.label,
    )


@register.filter
def status_mark(code: str) -> str:
    return MARKS[Status(code)]


@register.filter
def status_label(code: str) -> str:
    return str(Status(code).label) if code in Status.values else code


@register.simple_tag
def bar(progress: Progress, size: str = "") -> SafeString:
    """Statuses as one stacked bar, in the order of the scale.

    Widths are SVG attributes: the content security policy allows no styles in the page.
    """
    parts, x = [], 0.0
    for code, n in progress.rows():
        width = BAR * n / progress.total if progress.total else 0
        if n:
            parts.append((code.value, f"{x:.1f}", f"{max(width - GAP, 1):.1f}"))
        x += width
    return format_html(
        '<svg class="bar{}" viewBox="0 0 {} 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        f" bar-{size}" if size else "",
        BAR,
        describe(progress),
        format_html_join("", '<rect class="is-{}" x="{}" width="{}" height="10"/>', parts),
    )


@register.filter
def describe(progress: Progress) -> str:
    """The bar in words, for whoever cannot see it."""
    return _("，").join(f"{code.label} {n}" for code, n in progress.rows() if n)


@register.filter
def n(progress: Progress, code: str) -> int:
    """How many items have this status."""
    return progress[code]


@register.filter
def day(value: date | str | None) -> str:
    """A date in the reader's language, as precise as it is known: 2020年3月2日, 2020年3月, 2020年."""
    if not value:
        return ""
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    partial = value if isinstance(value, PartialDate) else PartialDate(value)
    if partial.precision == "year":
        return _("%(year)s年") % {"year": partial}
    return date_format(partial.first_day, "DATE_FORMAT" if partial.precision == "day" else "YEAR_MONTH_FORMAT")


@register.filter
def month_name(first_day: date) -> str:
    return date_format(first_day, "YEAR_MONTH_FORMAT")


@register.filter
def local_day(moment: datetime) -> date:
    """The day of a moment where the office is."""
    return timezone.localdate(moment)


@register.simple_tag
def when(value: date | str | None) -> SafeString | str:
    """The date as `day` writes it, with its machine-readable form."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', str(value), day(value))


@register.filter
def items(n: int) -> str:
    """A number of items with its measure word."""
    return ngettext("%(n)s 项", "%(n)s 项", n) % {"n": n}


@register.filter("unit_name")
def full_name(unit: Unit) -> str:
    return as_written(unit_name(unit))


@register.filter
def short_name(unit: Unit) -> str:
    return as_written(unit_name(unit, is_short=True))


@register.filter("topic_name")
def name_of_topic(topic: Topic) -> str:
    return as_written(topic_name(topic))


@register.filter("inspection_kind")
def name_of_inspection_kind(kind: str) -> str:
    return as_written(inspection_kind(kind))


@register.filter
def act(inspected: Inspection | Round) -> str:
    return act_name(inspected)


@register.filter
def get(values: Mapping[str, str], key: str) -> str:
    """The value of a mapping for a key that a template holds in a variable."""
    return values.get(key, "")


register.filter(percent)
register.filter("plain", plain)


@register.filter
def tidy(count: Decimal) -> str:
    """A counted figure for reading: whole, or with one decimal."""
    return plain(round(count, 1))


@register.filter
def place(document: Document, line: int) -> str:
    return document.place_url(line)


@register.simple_tag
def promise(promised: Promise) -> SafeString:
    """An open item's time limit, and in grey that it has passed; red only for what an office has established."""
    by_when = _("要求{}前完成") if promised.is_required else _("承诺{}前完成")
    date_ = format_html(by_when, when(promised.deadline)) if promised.deadline else ""
    words = format_html('<span class="{}">{}</span>', "overdue" if promised.is_overdue else "passed", promised.words)
    return format_html('<span class="promise">{} {}</span>', date_, words if promised.words else "")


@register.simple_tag
def change_text(change: Change) -> SafeString:
    """From what to what one field went."""
    old, new = (_written(change.field, value) for value in (change.old, change.new))
    return format_html(
        '{} <span class="change-from">{}</span> <span aria-hidden="true">→</span>'
        '<span class="visually-hidden">{}</span> {}',
        field_name(change.field), old, _("改为"), new,
    )  # fmt: skip


def _written(field: str, value: str) -> SafeString | str:
    if field == "status":
        return status(value)
    if field == "deadline" and value:
        return when(date.fromisoformat(value))
    return field_value(field, value)


@register.filter
def tel(written: str) -> str:
    """The address that dials a telephone number; empty where more than a number is written."""
    return f"tel:{re.sub('[^+0-9]', '', written)}" if _PHONE.fullmatch(written.strip()) else ""


@register.filter
def mailto(written: str) -> str:
    """The address that writes to a mailbox; empty where something else is written."""
    return f"mailto:{written.strip()}" if _MAILBOX.fullmatch(written.strip()) else ""


register.filter(kind_name)
register.filter(value_in_words)
