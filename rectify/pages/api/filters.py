"""Filters of those lists that only the API has; units, problems and measures have the filters of the pages' lists."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rectify.ledger.choices import Area, Completeness, ReportKind
from rectify.ledger.models import Claim, Inspection, Report, Round, Section, Topic
from rectify.pages.lists.filters import CodesFilter, InspectionFilters, ListFilters


class RoundFilters(ListFilters):
    class Meta(ListFilters.Meta):
        model = Round


class TopicFilters(ListFilters):
    class Meta(ListFilters.Meta):
        model = Topic


class WholeInspectionFilters(InspectionFilters):
    class Meta(ListFilters.Meta):
        model = Inspection


class ReportFilters(InspectionFilters):
    kind = CodesFilter("kind", codes=dict(ReportKind.choices), label=_("种类"))
    completeness = CodesFilter("completeness", codes=dict(Completeness.choices), label=_("完整程度"))

    class Meta(ListFilters.Meta):
        model = Report


class SectionFilters(InspectionFilters):
    area = CodesFilter("area", codes=dict(Area.choices), label=_("领域"))

    class Meta(ListFilters.Meta):
        model = Section


class ClaimFilters(InspectionFilters):
    """Claims by the inspection that their report is about."""

    class Meta(ListFilters.Meta):
        model = Claim

    def apply(self, queryset: QuerySet, **options: Any) -> QuerySet:
        reports = super().apply(Report.objects.filter(withdrawn_at=None), **options)
        return queryset.filter(report__in=reports.order_by().values("pk"))
