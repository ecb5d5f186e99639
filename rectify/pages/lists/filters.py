"""What every list's filters share. State is in the address: a value that cannot be understood is left out, and said.

A filter speaks of an inspection (whose unit, which round), of what summary rows count by (area, kind, status), or of
the listed item itself; counting and paging go by that level.
"""

from enum import Enum, auto
from typing import Any

import django_filters
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from rectify.ledger import search
from rectify.ledger.choices import UnitKind
from rectify.ledger.models import Inspection, Round, Unit
from rectify.pages.lists.fields import CodesField, LenientForm, SlugsField, ValuesField, WordsField


class Level(Enum):
    """What a filter speaks of."""

    INSPECTION = auto()
    SUMMARY = auto()
    ITEM = auto()


class ListFilter(django_filters.Filter):
    """A filter that gives its condition as a Q: about Inspection at that level, about the listed model otherwise."""

    level = Level.ITEM

    def __init__(self, path: str = "", *, level: Level | None = None, **kwargs: Any) -> None:
        super().__init__(path, **kwargs)
        self.level = level or self.level

    def condition(self, value: Any) -> Q:
        raise NotImplementedError

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        if not value:
            return qs
        condition = self.condition(value)
        if self.level == Level.INSPECTION and qs.model is not Inspection:
            condition = Q(inspection__in=Inspection.objects.filter(condition).order_by().values("pk"))
        return qs.filter(condition)


class ValuesFilter(ListFilter):
    """Any of several values of one column."""

    field_class = ValuesField

    def condition(self, value: list[str]) -> Q:
        return Q(**{f"{self.field_name}__in": value})


class CodesFilter(ValuesFilter):
    field_class = CodesField


class SlugsFilter(ValuesFilter):
    """Any of several rows, named in the address by their slugs and in the query by their ids."""

    field_class = SlugsField

    def condition(self, value: Any) -> Q:
        return Q(**{f"{self.field_name}__in": value.ids})


class WordsFilter(ListFilter):
    """Items that hold every word, by the search index."""

    field_class = WordsField

    def condition(self, value: str) -> Q:
        return search.matching(self.model, value)


class ListFilters(django_filters.FilterSet):
    """Base of the lists' FilterSets; also fit for an API, where ``is_valid()`` decides whether to answer."""

    class Meta:
        form = LenientForm
        fields: list[str] = []

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters in use: name and cleaned value, in the order of the page."""
        if not self.is_bound or self.errors is None:
            return {}
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def complaints(self) -> list[str]:
        """What of the address could not be understood, a sentence each."""
        return self.form.complaints() if self.is_bound else []

    def condition(self, *levels: Level, without: tuple[str, ...] = ()) -> Q:
        """All conditions in use at these levels, but those of the filters named in ``without``."""
        found = Q()
        for name, value in self.chosen.items():
            if name not in without and self.filters[name].level in levels:
                found &= self.filters[name].condition(value)
        return found

    def has(self, *levels: Level, without: tuple[str, ...] = ()) -> bool:
        return any(self.filters[name].level in levels for name in self.chosen if name not in without)

    def apply(self, queryset: QuerySet, *, without: tuple[str, ...] = (), words: Q | None = None) -> QuerySet:
        """The queryset under every filter in use but those named; ``words`` takes the place of the search's own
        condition (see `rectify.ledger.search.plan`)."""
        for name, value in self.chosen.items():
            if name in without:
                continue
            is_replaced = name == "q" and words is not None
            queryset = queryset.filter(words) if is_replaced else self.filters[name].filter(queryset, value)
        return queryset

    def filter_queryset(self, queryset: QuerySet[Model]) -> QuerySet[Model]:
        return self.apply(queryset)


class InspectionFilters(ListFilters):
    """Filters by the unit and the inspection that an item belongs to."""

    unit = SlugsFilter("unit", level=Level.INSPECTION, model=Unit, label=_("单位"))
    unit_kind = CodesFilter("unit__kind", level=Level.INSPECTION, codes=dict(UnitKind.choices), label=_("单位类别"))
    place = ValuesFilter("unit__place", level=Level.INSPECTION, label=_("所在地"))
    round = SlugsFilter("round", level=Level.INSPECTION, model=Round, label=_("巡视轮次"))
    team = ValuesFilter("team", level=Level.INSPECTION, label=_("巡视组"))
