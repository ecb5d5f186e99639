"""Small writes that loaders share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models


def update_fields(obj: models.Model, values: Mapping[str, Any]) -> bool:
    """Set these fields and save, if any of them differs; whether one did."""
    changed = [name for name, value in values.items() if getattr(obj, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(obj, name, values[name])
    obj.save(update_fields=changed)
    return True


def update_rows(rows: Iterable[models.Model], fields: Sequence[str], batch_size: int = 200) -> None:
    """Write these fields of rows that are there already, many in one statement.

    Django's ``bulk_update`` builds a CASE with a branch for each row and field, many times slower than an insert that
    meets its own key and updates instead.
    """
    rows = list({row.pk: row for row in rows}.values())
    if rows:
        manager = type(rows[0])._base_manager
        manager.bulk_create(
            rows, batch_size=batch_size, update_conflicts=True, update_fields=list(fields), unique_fields=["pk"]
        )
