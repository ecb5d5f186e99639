"""The state of a list is its address: filters, words, order and place, and nothing else."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

#: Where in the list the page begins. Whatever changes what is listed goes back to the beginning.
PLACE = ("after", "before")


class Address:
    """A list's path and parameters, from which the links of its page are made. Empty parameters are left out."""

    def __init__(self, path: str, parameters: QueryDict) -> None:
        self.path = path
        self.parameters = {
            name: kept for name, values in parameters.lists() if (kept := [value for value in values if value.strip()])
        }

    def __str__(self) -> str:
        return self.link()

    def link(self, path: str = "", **changes: Any) -> str:
        """This address with some parameters replaced (None takes one off), at another path if one is given."""
        return self._written({**self.parameters, **{name: _listed(value) for name, value in changes.items()}}, path)

    def narrowed(self, **changes: Any) -> str:
        """The same, from the beginning of the list."""
        return self.link(**{**dict.fromkeys(PLACE), **changes})

    def without(self, name: str, value: str | None = None) -> str:
        """From the beginning, without one value of a filter, or without the filter."""
        kept = [other for other in self.parameters.get(name, []) if value is not None and other.strip() != value]
        return self.narrowed(**{name: kept})

    def only(self, names: Iterable[str]) -> str:
        """The path with no other parameters than these."""
        return self._written({name: self.parameters.get(name, []) for name in names}, "")

    def data(self, path: str) -> str:
        """The whole list in another form: the same filters and order, no place."""
        return self.link(path, **dict.fromkeys(PLACE))

    def _written(self, parameters: dict[str, list[str]], path: str) -> str:
        query = QueryDict(mutable=True)
        for name, values in parameters.items():
            if values:
                query.setlist(name, values)
        text = query.urlencode(safe="~")
        return f"{path or self.path}?{text}" if text else path or self.path


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return value if isinstance(value, list) else [str(value)]
