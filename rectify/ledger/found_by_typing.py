"""Choosing rows by typing a part of their name, also where an address or a form brings what no row can be."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import ModelMultipleChoiceField

#: Beyond it, databases have no integer.
_TOO_LARGE = 2**63


def could_be_key(model: type[Model], value: Any) -> bool:
    """Whether some row of the table could have this key; a database asked for another may fail instead of finding none."""
    try:
        key = model._meta.pk.to_python(value)
    except ValidationError:
        return False
    return not isinstance(key, int) or -_TOO_LARGE <= key < _TOO_LARGE


class _Checked:
    """Asks only for keys that there could be."""

    def optgroups(self, name: str, value: Iterable[Any], attr: Any = None) -> list[Any]:
        model = self.choices.queryset.model
        return super().optgroups(name, [key for key in value if could_be_key(model, key)], attr)


class FoundByTyping(_Checked, AutocompleteSelect):
    """One row."""


class SeveralFoundByTyping(_Checked, AutocompleteSelectMultiple):
    """Any number of rows."""


class SeveralField(ModelMultipleChoiceField):
    """Any number of rows; a key that no row can have is an invalid choice."""

    def clean(self, value: Any) -> QuerySet:
        for key in value if isinstance(value, list | tuple) else ():
            if not could_be_key(self.queryset.model, key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key}
                )
        return super().clean(value)
