"""Small writes that loaders share."""

from collections.abc import Mapping
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
