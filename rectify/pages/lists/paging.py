"""Paging by key: a page begins after a row, not at an offset, so that the thousandth costs what the first costs and
rows that come or go meanwhile shift nothing.

A key is the row's values in the columns of the order, written into the address: ``?after=812~7``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.utils.functional import Promise

PAGE_SIZE = 50
_BETWEEN = "~"
#: Both databases keep whole numbers up to here.
_LARGEST = 2**63 - 1


class BadKey(ValueError):
    """An address names a place in the list that cannot be read."""


@dataclass(frozen=True)
class Column:
    """One column of an order, and how its value is read back from an address."""

    name: str
    read: Callable[[str], Any]

    def write(self, value: Any) -> str:
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        return str(value)


def whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 19 or int(text) > _LARGEST:
        raise BadKey(text[:30])
    return int(text)


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise BadKey(text[:30])
    # At either end of the calendar this overflows here, where it is caught, and not in the database's own conversion.
    return value.astimezone(UTC)


def words(text: str) -> str:
    if len(text) > 400 or not text.isprintable():
        raise BadKey(text[:30])
    return text


@dataclass(frozen=True)
class Order:
    """A total order of a list: its columns all run one way and the last ones tell every two rows apart.

    Where the first column can be empty (``nullable``), the rows without a value come last, by the other columns.
    """

    code: str
    label: str | Promise
    columns: tuple[Column, ...]
    is_descending: bool = False
    nullable: bool = False
    #: Adds columns that are not the model's own; given the queryset and the filters.
    prepare: Callable[[QuerySet, Any], QuerySet] | None = None

    def write(self, values: Sequence[Any]) -> str:
        """The key of a row that has these values in the order's columns."""
        return _BETWEEN.join(
            "" if value is None else column.write(value) for column, value in zip(self.columns, values, strict=True)
        )

    def read(self, key: str) -> tuple[Any, ...]:
        """The values that a key names; raises BadKey."""
        # Only a first column can be text, and hold the sign that stands between.
        parts = key.rsplit(_BETWEEN, len(self.columns) - 1)
        if len(parts) != len(self.columns):
            raise BadKey(key[:60])
        try:
            return tuple(
                None if self.nullable and i == 0 and not part else column.read(part)
                for i, (column, part) in enumerate(zip(self.columns, parts, strict=True))
            )
        except (ValueError, OverflowError):
            raise BadKey(key[:60]) from None


@dataclass
class KeyPage:
    """The ids of one page's rows in order, and the keys to go on from: None where the list ends."""

    ids: list[int]
    previous: str | None = None
    next: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the list has no other page."""
        return self.previous is None and self.next is None


def read_page(
    queryset: QuerySet[Model], order: Order, *, after: str = "", before: str = "", size: int = PAGE_SIZE
) -> KeyPage:
    """The page after or before a key, or the first one. One query, two where the order's first column can be empty.

    Only keys are read here: what a page shows is fetched by id, so that databases never sort whole rows.
    """
    backwards = bool(before) and not after
    key = order.read(after or before) if after or before else None
    rows = _read(queryset, order, key, backwards, size + 1)
    goes_on = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return KeyPage([])
    first, last = order.write(rows[0][1:]), order.write(rows[-1][1:])
    if backwards:
        return KeyPage([row[0] for row in rows], previous=first if goes_on else None, next=last)
    return KeyPage([row[0] for row in rows], previous=first if key else None, next=last if goes_on else None)


def _read(
    queryset: QuerySet[Model], order: Order, key: tuple[Any, ...] | None, backwards: bool, most: int
) -> list[tuple[Any, ...]]:
    """Rows of (pk, columns of the order …), from the key on; the part without a first value follows the other."""
    names = [column.name for column in order.columns]
    parts = [False, True] if order.nullable else [False]
    if backwards:
        parts.reverse()
    if key and order.nullable and len(parts) > 1 and (key[0] is None) != parts[0]:
        parts = parts[1:]
    rows: list[tuple[Any, ...]] = []
    for is_empty in parts:
        part = queryset
        if order.nullable:
            part = part.filter(**{f"{names[0]}__isnull": is_empty})
        compared = names[1:] if is_empty else names
        if key and (not order.nullable or (key[0] is None) == is_empty):
            part = part.filter(_beyond(compared, key[-len(compared) :], order.is_descending != backwards))
        sign = "-" if order.is_descending != backwards else ""
        part = part.order_by(*(sign + name for name in compared))
        rows += part.values_list("pk", *names)[: most - len(rows)]
        if len(rows) >= most:
            break
    return rows


class _Row(Func):
    """(a, b, c): compared as a whole, which indexes over the same columns answer directly."""

    template = "(%(expressions)s)"
    output_field = BooleanField()


def _beyond(names: Sequence[str], values: Sequence[Any], is_less: bool) -> GreaterThan | LessThan:
    lookup = LessThan if is_less else GreaterThan
    if len(names) == 1:
        return lookup(F(names[0]), Value(values[0]))
    return lookup(_Row(*map(F, names)), _Row(*map(Value, values)))
