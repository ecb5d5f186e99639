"""What a load changes, found by doing it: rows before and after, and a digest of the difference.

There is no second implementation that could foretell something else than the load then does.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import ForeignKey

from rectify.ledger.models import Inspection
from rectify.ledger.uploads.snapshot import KIND_BY_CODE, KINDS, Snapshot, snapshot

T = TypeVar("T")
#: Moments at which something was done say only that it was.
_MOMENTS = frozenset({"withdrawn_at", "withheld_at"})


@dataclass(frozen=True)
class Change:
    """One row that a load adds or changes; ``fields`` are (old, new) by column, of a new row only what it holds."""

    table: str
    pk: int
    is_new: bool
    fields: dict[str, tuple[Any, Any]]

    @property
    def is_withdrawn(self) -> bool:
        old, new = self.fields.get("withdrawn_at", (None, None))
        return not self.is_new and not old and bool(new)

    @property
    def is_restored(self) -> bool:
        old, new = self.fields.get("withdrawn_at", (None, None))
        return not self.is_new and bool(old) and not new


@dataclass
class Rehearsal(Generic[T]):
    """A load that was done and may be rolled back: what it returned, what was there before and after, what changed."""

    result: T
    inspections: set[int]
    before: Snapshot
    after: Snapshot

    def changes(self) -> Iterator[Change]:
        """Every row added or changed, in the order of the tables."""
        for kind in KINDS:
            before, after = self.before[kind.code], self.after[kind.code]
            for pk, row in after.items():
                old = before.get(pk)
                if old is None:
                    fields = {name: (None, value) for name, value in row.items() if value not in (None, "", [])}
                    yield Change(kind.code, pk, True, fields)
                elif differing := {name: (old[name], value) for name, value in row.items() if old[name] != value}:
                    yield Change(kind.code, pk, False, differing)

    @property
    def fingerprint(self) -> str:
        """A digest of what changes; the same for the same changes, whatever keys and moments their rows get."""
        digest = hashlib.sha256()
        for change in self.changes():
            told = [change.table, None if change.is_new else change.pk, self._told(change)]
            digest.update(json.dumps(told, ensure_ascii=False, sort_keys=True, default=_plain).encode())
        return digest.hexdigest()

    def _told(self, change: Change) -> dict[str, Any]:
        references = {
            field.attname: field.related_model._meta.model_name
            for field in KIND_BY_CODE[change.table].fields()
            if isinstance(field, ForeignKey)
        }
        return {
            name: [self._value(references.get(name), name, value) for value in pair]
            for name, pair in change.fields.items()
        }

    def _value(self, table: str | None, name: str, value: Any) -> Any:
        if name in _MOMENTS:
            return bool(value)
        is_made_here = table in self.before and value is not None and value not in self.before[table]
        return "new" if is_made_here else value


def rehearse(load: Callable[[], tuple[T, set[int]]]) -> Rehearsal[T]:
    """Do a load, see what it changes, and leave nothing of it. ``load`` returns what it likes and the inspections that
    it touched."""
    with transaction.atomic():
        mark = transaction.savepoint()
        result, touched = load()
        after = snapshot(touched)
        transaction.savepoint_rollback(mark)
        before = snapshot(touched)
        transaction.set_rollback(True)
    return Rehearsal(result, touched, before, after)


def carry_out(load: Callable[[], tuple[T, set[int]]], fingerprint: str, expected: set[int]) -> Rehearsal[T] | None:
    """Do a load for good if it changes what was seen before; otherwise leave nothing of it and return None.

    ``expected`` are the inspections that it touched in the rehearsal and that were there before it.
    """
    with transaction.atomic():
        # In id order, as everybody locks them: what was seen cannot change between here and the load.
        known = set(
            Inspection.objects.select_for_update().filter(pk__in=expected).order_by("pk").values_list("pk", flat=True)
        )
        others = set(Inspection.objects.exclude(pk__in=known).values_list("pk", flat=True))
        before = snapshot(known)
        result, touched = load()
        done = Rehearsal(result, touched, before, snapshot(touched))
        if known == expected and not touched & others and done.fingerprint == fingerprint:
            return done
        transaction.set_rollback(True)
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    raise TypeError(f"{type(value).__name__} has no plain form")
