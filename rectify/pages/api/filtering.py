"""The lists' FilterSets in the API: the same names, values and meanings; what cannot be understood is refused."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from rectify.ledger import search
from rectify.pages.api.paging import PARAMETERS
from rectify.pages.lists.fields import CodesField, ValuesField, WordsField
from rectify.pages.lists.filters import ListFilter, ListFilters

#: Longer lists of codes (months, units) are no enumeration that a reader of the schema would want.
MOST_CODES = 30


class ListFilterBackend(BaseFilterBackend):
    """Filters by the view's ``filters``. A program must not take the whole list for the answer to a misspelt question,
    so a parameter that nobody knows is refused as well."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> QuerySet:
        kind: type[ListFilters] = view.filters
        known = {*kind.base_filters, *PARAMETERS, api_settings.URL_FORMAT_OVERRIDE}
        mistakes = [_unknown(name, kind) for name in request.query_params if name not in known]
        filters = kind(request.query_params, queryset=queryset)
        mistakes += filters.complaints
        if mistakes:
            raise ValidationError(mistakes)
        words = filters.chosen.get("q") if queryset.model in search.TABLES else None
        plan = search.plan(queryset.model, words) if words else None
        return filters.apply(queryset, words=plan.listing if plan else None)

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        return [_parameter(name, filter_) for name, filter_ in view.filters.base_filters.items()]


def _unknown(name: str, kind: type[ListFilters]) -> str:
    names = _("、").join(kind.base_filters) or _("（无）")
    return _("没有“%(name)s”这个参数；可用的筛选有：%(names)s。") % {"name": name[:30], "names": names}


def _parameter(name: str, filter_: ListFilter) -> dict[str, Any]:
    """One filter as OpenAPI describes a query parameter; several values repeat the name."""
    field = filter_.field
    one: dict[str, Any] = {"type": "string"}
    description = str(field.label)
    if isinstance(field, WordsField):
        description += _("：各词都要出现")
    if isinstance(field, CodesField) and len(field.codes) <= MOST_CODES:
        words = _("；").join(f"`{code}` {label}" for code, label in field.codes.items())
        description += _("：") + words
        if "is_code" not in filter_.extra:
            one["enum"] = list(field.codes)
    is_plural = isinstance(field, ValuesField)
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "array", "items": one} if is_plural else one,
        **({"style": "form", "explode": True} if is_plural else {}),
    }
