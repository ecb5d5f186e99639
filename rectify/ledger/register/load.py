"""Rows of the register into the ledger: one transaction, after everything has been checked.

What a table said when it was loaded is remembered, row by row (`RegisterRow`). A row that is loaded again changes those
columns only in which it differs from what it said then, so the same table changes nothing, a corrected one changes what
it corrects, and what a report or a person has changed meanwhile stays. A row that the ledger has from elsewhere is
joined: what the table says is taken over, its empty cells are not.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from rectify.ledger.loading.own_words import entered_by_people
from rectify.ledger.models import Claim, Inspection, Measure, Problem, RegisterRow, Report, Section, Unit
from rectify.ledger.models.inspections import pinyin
from rectify.ledger.register.after import Aftermath
from rectify.ledger.register.cells import Several
from rectify.ledger.register.claims import corrected_claims
from rectify.ledger.register.kept import Kept, Key
from rectify.ledger.register.reading import Register, Row
from rectify.ledger.register.tables import (
    TABLES,
    Column,
    Table,
    cells_of,
    key_of,
    text_key,
)
from rectify.ledger.register.topics import keep_topics
from rectify.ledger.withdrawals import decided_by_people

#: What a document gave to a row that has its place there; a table never changes it.
_OF_THE_DOCUMENT = {"title", "report", "position"}


@dataclass
class Tally:
    """What became of one table's rows. Withdrawn rows are in the ledger and not in the table."""

    read: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0

    @property
    def unchanged(self) -> int:
        return self.read - self.added - self.changed


@dataclass
class Outcome:
    """Tallies by table, in the order of the tables, and whether anything changed at all."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    @property
    def n_changed(self) -> int:
        return sum(tally.added + tally.changed + tally.withdrawn for tally in self.tallies.values())


@dataclass(frozen=True)
class Missing:
    """A row that the ledger shows and its table no longer has."""

    table: Table
    key: Key
    row: models.Model


def rounds_of(register: Register) -> set[str]:
    """The rounds that the tables speak of; nothing of another round is read, changed or missed."""
    return {
        row.values["slug" if code == "rounds" else "round"]
        for code, rows in register.rows.items()
        for row in rows
        if code != "units"
    }


def missing_rows(register: Register, kept: Kept) -> list[Missing]:
    """What is shown of the tables' rounds and stands in none of the given tables."""
    found = []
    for table in TABLES:
        if table.is_withdrawable and table.code in register.rows:
            given = {key_of(table, row.values) for row in register.of(table)}
            if table.model is Claim:
                given |= corrected_claims(given, kept).keys()
            rows = kept.of(table.code).items()
            found += [Missing(table, key, row) for key, row in rows if key not in given and row.withdrawn_at is None]
    return found


@transaction.atomic
def load_register(
    register: Register, *, withdraw_missing: bool = False, advance: Callable[[int], Any] = lambda n: None
) -> Outcome:
    """Write a checked register to the ledger. ``advance`` is told of every table's rows as they are written."""
    return _Loading(register, advance).run(withdraw_missing=withdraw_missing)


class _Loading:
    def __init__(self, register: Register, advance: Callable[[int], Any]) -> None:
        self.register, self.advance = register, advance
        self.now, self.batch = timezone.now(), uuid.uuid4()
        self.kept = Kept(rounds_of(register))
        self.after = Aftermath(self.kept, self.now, self.batch, advance)
        self.outcome = Outcome()

    def run(self, *, withdraw_missing: bool) -> Outcome:
        # In id order, as everybody locks them, so that two loads cannot wait for each other.
        scope = Inspection.objects.filter(round__slug__in=self.kept.rounds)
        list(scope.select_for_update().order_by("pk").values_list("pk"))
        keep_topics()
        for table in TABLES:
            if table.code in self.register.rows:
                self.outcome.tallies[table.code] = _TableLoad(self, table).run(withdraw_missing)
        more = self.after.run()
        if more:
            self.outcome.tallies["problems"].changed += more
        return self.outcome


class _TableLoad:
    """One table's rows against what the ledger has of it and what the table said before."""

    def __init__(self, loading: _Loading, table: Table) -> None:
        self.loading, self.table = loading, table
        self.kept = loading.kept.of(table.code)
        self.columns = {column.code: column for column in table.columns}
        self.tally = Tally()
        rounds = [""] if table.code == "units" else loading.kept.rounds
        self.memory = {row.key: row for row in RegisterRow.objects.filter(table=table.code, round__in=rounds)}
        self.remember: list[RegisterRow] = []
        self.recall: list[RegisterRow] = []

    def run(self, withdraw_missing: bool) -> Tally:
        rows = self.loading.register.of(self.table)
        self.tally.read = len(rows)
        if self.table.model is Claim:
            self._rename_claims(rows)
        known = [row for row in rows if key_of(self.table, row.values) in self.kept]
        self._create([row for row in rows if key_of(self.table, row.values) not in self.kept])
        self._update(known)
        if withdraw_missing and self.table.is_withdrawable:
            self._withdraw(rows)
        RegisterRow.objects.bulk_create(self.remember, batch_size=500)
        RegisterRow.objects.bulk_update(self.recall, ["key", "cells", "is_withdrawn"], batch_size=200)
        self.loading.advance(len(rows))
        return self.tally

    # New rows

    def _create(self, rows: list[Row]) -> None:
        made = []
        # Headings before those below them: a row needs its parent's key.
        for _level, wave in groupby(sorted(rows, key=_wave_of), key=_wave_of):
            fresh = [(row, self.table.model(**self._fields(row, self.columns))) for row in wave]
            for row, obj in fresh:
                self._complete(obj)
                self.kept[key_of(self.table, row.values)] = obj
            self.table.model._default_manager.bulk_create((obj for _row, obj in fresh), batch_size=500)
            made += fresh
        for row, obj in made:
            self._remember(key_of(self.table, row.values), cells_of(self.table, row.values))
            self.loading.after.note_added(obj, row.values)
        self.tally.added = len(made)

    def _complete(self, obj: models.Model) -> None:
        """What a new row needs besides its cells."""
        if isinstance(obj, Unit):
            obj.sort_key = pinyin(obj.name)
        elif isinstance(obj, Measure):
            obj.inspection = obj.problem.inspection
        elif isinstance(obj, Section | Problem) and obj.position is None:
            obj.position = obj.number

    def _fields(self, row: Row, codes: Iterable[str]) -> dict[str, Any]:
        """The model's fields that these columns fill."""
        found = {}
        for code in codes:
            column = self.columns[code]
            if code in row.values and column.fills:
                found[column.fills] = self._field(row, column)
        return found

    def _field(self, row: Row, column: Column) -> Any:
        value = row.values[column.code]
        if isinstance(column.type, Several):
            return list(value)
        if not column.refers:
            return value
        if value is None:
            return None
        key = (*(row.values[code] for code in column.by), value)
        return self.loading.kept.of(column.refers)[key]

    # Rows that are there

    def _update(self, rows: list[Row]) -> None:
        changed, fields, decided = [], set(), self._decided()
        for row in rows:
            key, cells = key_of(self.table, row.values), cells_of(self.table, row.values)
            obj, before = self.kept[key], self.memory.get(text_key(self.table, key))
            codes = self._corrected(cells, before)
            if getattr(obj, "line", None):
                codes -= _OF_THE_DOCUMENT
            if isinstance(obj, Report) and before is None:
                codes -= entered_by_people(obj)
            new = {name: value for name, value in self._fields(row, codes).items() if _differs(obj, name, value)}
            if new.get("position", 0) is None:
                del new["position"]
            if before and before.is_withdrawn and obj.withdrawn_at and not decided.get(obj.pk):
                new["withdrawn_at"] = None
            if new:
                old = {name: getattr(obj, name) for name in new}
                for name, value in new.items():
                    setattr(obj, name, value)
                if isinstance(obj, Problem):
                    obj.changed_at = new["changed_at"] = self.loading.now
                self.loading.after.note_changed(obj, old)
                changed.append(obj)
                fields |= new.keys()
                self.tally.changed += 1
            self.loading.after.note_words(obj, row.values, codes, is_counted=bool(new))
            self._remember(key, cells)
        self._save(changed, fields)

    def _corrected(self, cells: dict[str, str], before: RegisterRow | None) -> set[str]:
        """The columns that the table says otherwise than before; of a row new to the table, those that say anything."""
        if before is None:
            return {code for code, text in cells.items() if text and code not in self.table.key}
        return {code for code, text in cells.items() if text != before.cells.get(code, "")}

    def _save(self, changed: list[models.Model], fields: set[str]) -> None:
        if self.table.model is Unit and "name" in fields:
            # Two units may exchange names, and no two may have the same one in between.
            Unit.objects.filter(pk__in=[unit.pk for unit in changed]).update(name=Concat(F("slug"), Value(" …")))
            for unit in changed:
                unit.sort_key = pinyin(unit.name)
            fields.add("sort_key")
        if changed:
            self.table.model._default_manager.bulk_update(changed, fields, batch_size=200)

    def _remember(self, key: Key, cells: dict[str, str], is_withdrawn: bool = False) -> None:
        text = text_key(self.table, key)
        row = self.memory.get(text)
        if row is None:
            round_ = "" if self.table.code == "units" else str(key[0])
            self.remember.append(RegisterRow(
                table=self.table.code, key=text, round=round_, cells=cells, is_withdrawn=is_withdrawn
            ))  # fmt: skip
        elif row.cells | cells != row.cells or row.is_withdrawn != is_withdrawn:
            row.cells, row.is_withdrawn = row.cells | cells, is_withdrawn
            self.recall.append(row)

    # Rows that are gone from the table

    def _withdraw(self, rows: list[Row]) -> None:
        given = {key_of(self.table, row.values) for row in rows}
        gone = [(key, obj) for key, obj in self.kept.items() if key not in given and obj.withdrawn_at is None]
        decided = self._decided()
        # What a person put back stays.
        gone = [(key, obj) for key, obj in gone if decided.get(obj.pk) is not False]
        for key, obj in gone:
            obj.withdrawn_at = self.loading.now
            if isinstance(obj, Problem):
                obj.changed_at = self.loading.now
            self.loading.after.note_changed(obj, {"withdrawn_at": None})
            self._remember(key, {}, is_withdrawn=True)
        fields = ["withdrawn_at", "changed_at"] if self.table.model is Problem else ["withdrawn_at"]
        self.table.model._default_manager.bulk_update([obj for _key, obj in gone], fields, batch_size=200)
        self.tally.withdrawn = len(gone)

    def _decided(self) -> dict[int, bool]:
        """Items that a person withdrew (True) or put back (False)."""
        return decided_by_people(obj.pk for obj in self.kept.values()) if self.table.model is Problem else {}

    def _rename_claims(self, rows: list[Row]) -> None:
        given = {key_of(self.table, row.values) for row in rows}
        for old, new in corrected_claims(given, self.loading.kept).items():
            self.kept[new] = self.kept.pop(old)
            row = self.memory.pop(text_key(self.table, old))
            row.key = text_key(self.table, new)
            self.memory[row.key] = row


def _wave_of(row: Row) -> int:
    return row.values.get("level") or 0 if "parent" in row.values else 0


def _differs(obj: models.Model, name: str, value: Any) -> bool:
    """Whether the field holds another value; related rows are compared by key, without being fetched."""
    if obj._meta.get_field(name).is_relation:
        return getattr(obj, f"{name}_id") != (value.pk if value else None)
    return getattr(obj, name) != value
