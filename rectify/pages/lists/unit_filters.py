"""The filters of the list of units."""

import json
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Replace
from django.utils.translation import gettext_lazy as _

from rectify.ledger.choices import ReportKind, UnitKind
from rectify.ledger.models import Inspection, ProblemCount, Report, Round, Unit
from rectify.pages.lists.fields import NameField
from rectify.pages.lists.filters import CodesFilter, Level, ListFilter, ListFilters, SlugsFilter, ValuesFilter

LOADED = {"loaded": _("已载入"), "missing": _("未载入")}


def is_loaded(inspection: str) -> Q:
    """Whether anything is known here of an inspection (``inspection``: the path to its id): a report or its items."""
    reports = Report.objects.filter(inspection=OuterRef(inspection), kind=ReportKind.RECTIFICATION, withdrawn_at=None)
    return Q(Exists(reports)) | Q(Exists(ProblemCount.objects.filter(inspection=OuterRef(inspection))))


class LoadedFilter(CodesFilter):
    level = Level.INSPECTION

    def condition(self, value: list[str]) -> Q:
        if len(value) > 1:
            return Q()
        return is_loaded("pk") if "loaded" in value else ~is_loaded("pk")


class NameFilter(ListFilter):
    """Any of a unit's names, or how its name is read aloud: 清河, qinghe or Qinghe."""

    field_class = NameField

    def condition(self, value: str) -> Q:
        found = Q(name__icontains=value) | Q(short_name__icontains=value) | Q(name_en__icontains=value)
        if value.isascii():
            found |= Q(pk__in=_where(Replace("sort_key", Value(" "), Value("")), value.replace(" ", "").lower()))
        # SQLite keeps Chinese in JSON as escapes, PostgreSQL as it is.
        for written in {value, json.dumps(value)[1:-1]}:
            found |= Q(pk__in=_where(Cast("aliases", TextField()), written))
            found |= Q(pk__in=_where(Cast("former_names", TextField()), written))
        return found


def _where(expression: Any, part: str) -> QuerySet:
    return Unit.objects.order_by().annotate(searched=expression).filter(searched__contains=part).values("pk")


class UnitFilters(ListFilters):
    """Units, by what they are and by their inspections: one and the same inspection meets all of its filters."""

    unit_kind = CodesFilter("kind", codes=dict(UnitKind.choices), label=_("单位类别"))
    place = ValuesFilter("place", label=_("所在地"))
    round = SlugsFilter("round", level=Level.INSPECTION, model=Round, label=_("巡视轮次"))
    team = ValuesFilter("team", level=Level.INSPECTION, label=_("巡视组"))
    report = LoadedFilter(codes=LOADED, label=_("整改情况通报"))
    q = NameFilter(label=_("单位名称"))

    class Meta(ListFilters.Meta):
        model = Unit

    def inspections(self, without: tuple[str, ...] = ()) -> QuerySet[Inspection]:
        """The inspections that the filters speak of."""
        return Inspection.objects.order_by().filter(self.condition(Level.INSPECTION, without=without))

    def apply(self, queryset: QuerySet, *, without: tuple[str, ...] = (), words: Q | None = None) -> QuerySet:
        queryset = queryset.filter(self.condition(Level.ITEM, without=without))
        if self.has(Level.INSPECTION, without=without):
            queryset = queryset.filter(Exists(self.inspections(without).filter(unit=OuterRef("pk"))))
        return queryset
