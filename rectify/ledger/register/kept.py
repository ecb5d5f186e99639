"""What the ledger has of the tables' rounds, found by the keys that tables use."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

from django.db import models

from rectify.ledger.models import Inspection, Round, Unit
from rectify.ledger.register.tables import BY_CODE

Key = tuple[Any, ...]


class Kept:
    """Rows by table and key; each table is read when it is first asked for. New rows may be put into ``of(table)``."""

    def __init__(self, rounds: Collection[str]) -> None:
        self.rounds = sorted(rounds)
        self._found: dict[str, dict[Key, models.Model]] = {}

    def of(self, code: str) -> dict[Key, models.Model]:
        if code not in self._found:
            self._found[code] = self._read(code)
        return self._found[code]

    def _read(self, code: str) -> dict[Key, models.Model]:
        match code:
            case "rounds":
                return {(round_.slug,): round_ for round_ in Round.objects.all()}
            case "units":
                return {(unit.slug,): unit for unit in Unit.objects.all()}
            case "inspections":
                rows = Inspection.objects.filter(round__slug__in=self.rounds).select_related("round", "unit")
                return {(row.round.slug, row.unit.slug): row for row in rows}
            case "measures":
                above = self._keys("problems")
                return {(*above[row.problem_id], row.number): row for row in self._rows(code)}
            case "claims":
                above = self._keys("reports")
                return {(*above[row.report_id], row.what, row.value): row for row in self._rows(code, "report__")}
            case _:
                return {(*self._inspected[row.inspection_id], row.number): row for row in self._rows(code)}

    def _rows(self, code: str, path: str = "") -> models.QuerySet:
        within = {f"{path}inspection__round__slug__in": self.rounds}
        return BY_CODE[code].model._default_manager.filter(**within).order_by("pk")

    def _keys(self, code: str) -> dict[int, Key]:
        return {row.pk: key for key, row in self.of(code).items()}

    @cached_property
    def _inspected(self) -> dict[int, Key]:
        return self._keys("inspections")
