"""Lists of the desk that stay fast with a million rows: counted as far as it matters, and read on from a row, not past
thousands of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR, ChangeList
from django.core.paginator import Paginator
from django.db import DataError, models
from django.db.models import Q
from django.http import HttpRequest

from rectify.ledger import queues

#: The row that a list goes on after.
AFTER_VAR = "after"


class CappedPaginator(Paginator):
    """Counts no further than `queues.MOST_COUNTED`, so that no page lies further in than that many rows."""

    @cached_property
    def _counted(self) -> tuple[int, bool]:
        return queues.count(self.object_list)

    @property
    def count(self) -> int:
        return self._counted[0]

    @property
    def is_capped(self) -> bool:
        """Whether there are more rows than are counted."""
        return self._counted[1]


class KeyedChangeList(ChangeList):
    """Past the last page that is counted, a list in an order without empty values goes on after its last row."""

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.after = request.GET.get(AFTER_VAR, "")
        super().__init__(request, *args)

    def get_filters_params(self, params: dict | None = None) -> dict:
        found = super().get_filters_params(params)
        found.pop(AFTER_VAR, None)
        return found

    def get_filters(self, request: HttpRequest) -> tuple:
        with _refused_as_unknown():
            return super().get_filters(request)

    def get_results(self, request: HttpRequest) -> None:
        with _refused_as_unknown():
            super().get_results(request)

    def get_query_string(self, new_params: dict | None = None, remove: list[str] | None = None) -> str:
        """Only the pages of the same stretch keep where it begins; another filter or order begins anew."""
        is_page = new_params is not None and PAGE_VAR in new_params
        return super().get_query_string(new_params, [*(remove or []), *([] if is_page else [AFTER_VAR])])

    def get_queryset(self, request: HttpRequest, exclude_parameters: list[str] | None = None) -> models.QuerySet:
        rows = super().get_queryset(request, exclude_parameters)
        names = self._key_of(rows)
        if not (self.after.isascii() and self.after.isdigit() and names) or len(self.after) > 18:
            return rows
        last = self.root_queryset.filter(pk=self.after).values(*(name.lstrip("-") for name in names)).first()
        return rows.filter(_behind(names, last)) if last else rows

    @property
    def is_narrowed(self) -> bool:
        """Whether the list leaves rows out that whoever looks could see."""
        return any(name not in (ORDER_VAR, AFTER_VAR) for name in self.params)

    @property
    def next_stretch(self) -> str:
        """The address that goes on behind what is counted; empty where all is counted, or where it is not the last page."""
        if not getattr(self.paginator, "is_capped", False) or not self._key_of(self.queryset):
            return ""
        if self.page_num < self.paginator.num_pages or not self.result_list:
            return ""
        last = list(self.result_list)[-1]
        return super().get_query_string({AFTER_VAR: last.pk}, [PAGE_VAR])

    @property
    def is_capped(self) -> bool:
        return getattr(self.paginator, "is_capped", False)

    def _key_of(self, rows: models.QuerySet) -> list[str]:
        """The columns that the list is in order of; none where one of them can be empty, or is another table's."""
        names = [name for name in rows.query.order_by if isinstance(name, str)]
        if len(names) < len(rows.query.order_by):
            return []
        for name in names:
            plain = name.lstrip("-")
            field = self.lookup_opts.pk if plain == "pk" else None
            if field is None:
                field = None if "__" in plain else self.lookup_opts.get_field(plain)
            # A relation's name would order by its own table's columns.
            if field is None or field.null or (field.is_relation and plain != field.attname):
                return []
        return names


@contextmanager
def _refused_as_unknown() -> Iterator[None]:
    """What a calendar or a database has no value for is answered like a filter that there is not."""
    try:
        yield
    except (DataError, OverflowError, ValueError) as error:
        raise IncorrectLookupParameters(error) from error


def _behind(names: list[str], last: dict[str, Any]) -> Q:
    """The rows that come after this one in this order."""
    condition, equal = Q(pk__in=[]), Q()
    for name in names:
        plain = name.lstrip("-")
        further = Q(**{f"{plain}__{'lt' if name.startswith('-') else 'gt'}": last[plain]})
        condition |= equal & further
        equal &= Q(**{plain: last[plain]})
    return condition
