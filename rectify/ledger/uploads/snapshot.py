"""The ledger's rows about some inspections, as plain values: taken before and after a load, they tell what it does."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model, Q

from rectify.ledger.models import (
    Claim,
    Document,
    Doubt,
    Finding,
    Inspection,
    Measure,
    Milestone,
    Problem,
    Report,
    Responsibility,
    Result,
    Round,
    Section,
    StatusStatement,
    Unit,
)

#: Fields by name → value, of each row by its key.
Rows = dict[int, dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """One table of a snapshot: how its rows are found by inspection (an empty path: all of them, for what may be there
    before the inspection is), and the columns that say nothing of their own."""

    model: type[Model]
    path: str
    ignored: frozenset[str] = frozenset()

    @property
    def code(self) -> str:
        return self.model._meta.model_name or ""

    def fields(self) -> list[Field]:
        return [f for f in self.model._meta.concrete_fields if f.name not in self.ignored and not f.primary_key]


def _kind(model: type[Model], path: str, ignored: str = "") -> Kind:
    return Kind(model, path, frozenset(ignored.split()))


KINDS = (
    _kind(Round, ""),
    _kind(Unit, "", "sort_key"),
    _kind(Inspection, "pk__in", "next_number is_newest"),
    _kind(Document, "reports__inspection__in", "text loaded_at roles"),
    _kind(Report, "inspection__in", "as_read"),
    _kind(Section, "inspection__in"),
    _kind(Finding, "report__inspection__in"),
    _kind(Problem, "inspection__in", "changed_at status_rank finding"),
    _kind(Measure, "inspection__in", "facts names_evidence"),
    _kind(Responsibility, "problem__inspection__in"),
    _kind(StatusStatement, "problem__inspection__in", "made_at"),
    _kind(Claim, "report__inspection__in"),
    _kind(Result, "report__inspection__in"),
    _kind(Milestone, "inspection__in"),
    _kind(Doubt, "inspection__in", "raised_at key settled_at settled_by settlement"),
)
KIND_BY_CODE = {kind.code: kind for kind in KINDS}
Snapshot = dict[str, Rows]


def snapshot(inspections: Collection[int]) -> Snapshot:
    """The rows of these inspections, by the code of their table."""
    return {kind.code: dict(_rows(kind, inspections)) for kind in KINDS}


def _rows(kind: Kind, inspections: Collection[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    names = [field.attname for field in kind.fields()]
    among = Q(**{kind.path: inspections}) if kind.path else Q()
    found = kind.model._default_manager.filter(among).order_by("pk").distinct()
    for pk, *values in found.values_list("pk", *names):
        yield pk, dict(zip(names, values, strict=True))
