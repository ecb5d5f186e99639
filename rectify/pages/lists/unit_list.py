"""被巡视党组织: what the list of units reads, counts and sorts by."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rectify.ledger.choices import DONE, Completeness, ProblemKind, ReportKind, Status
from rectify.ledger.models import Inspection, ProblemCount, Report, Unit
from rectify.ledger.progress import ENOUGH_STATED, Progress, progress_by
from rectify.pages.lists.facets import Tally
from rectify.pages.lists.listing import Listing, ListKind
from rectify.pages.lists.paging import Column, Order, whole, words
from rectify.pages.lists.unit_filters import UnitFilters, is_loaded

#: Rates are compared in millionths: whole numbers survive an address.
_MILLIONTHS = 1_000_000


@dataclass(frozen=True)
class UnitRow:
    """One unit with the inspection that the list shows of it: the newest one that the filters leave."""

    unit: Unit
    inspection: Inspection | None
    progress: Progress
    recommendations: Progress
    report: Report | None

    @property
    def is_loaded(self) -> bool:
        return bool(self.report or self.progress.total or self.recommendations.total)

    @property
    def is_cut_off(self) -> bool:
        return bool(self.report and self.report.completeness == Completeness.CUT_OFF)

    @property
    def link(self) -> str:
        if self.inspection:
            return self.inspection.get_absolute_url()
        return self.unit.get_absolute_url()


def items() -> QuerySet[Unit]:
    return Unit.objects.order_by()


def _with_shown(queryset: QuerySet, filters: UnitFilters) -> QuerySet:
    shown = filters.inspections().filter(unit=OuterRef("pk")).order_by("-is_newest", "-pk").values("pk")[:1]
    return queryset.annotate(shown=Subquery(shown))


def with_problems(queryset: QuerySet, filters: UnitFilters) -> QuerySet:
    """Adds ``problems_n``, the number of problems of the inspection shown."""
    return _with_shown(queryset, filters).annotate(problems_n=Coalesce(_sum(), Value(0)))


def with_rate(queryset: QuerySet, filters: UnitFilters) -> QuerySet:
    """Adds ``rate_key``, the completion rate in millionths; None where `Progress` gives no rate."""
    queryset = _with_shown(queryset, filters).annotate(
        all_n=Coalesce(_sum(), Value(0)),
        stated_n=Coalesce(_sum(~Q(status=Status.UNSTATED)), Value(0)),
        done_n=Coalesce(_sum(Q(status__in=DONE)), Value(0)),
    )
    tenths = round(ENOUGH_STATED * 10)
    enough = Q(all_n__gt=0, stated_n__gte=Cast(F("all_n") * tenths + 9, BigIntegerField()) / 10)
    return queryset.annotate(
        rate_key=Case(
            When(enough, then=Cast(F("done_n"), BigIntegerField()) * _MILLIONTHS / F("stated_n")),
            default=None,
            output_field=BigIntegerField(),
        )
    )


def _sum(condition: Q | None = None) -> Subquery:
    counts = ProblemCount.objects.filter(condition or Q(), inspection=OuterRef("shown"), kind=ProblemKind.PROBLEM)
    return Subquery(counts.order_by().values("inspection").annotate(sum=Sum("n")).values("sum"))


_ID = Column("pk", whole)
BY_NAME = Order("", gettext_lazy("按名称"), (Column("sort_key", words), _ID))
BY_PROBLEMS = Order(
    "-problems",
    gettext_lazy("问题最多在前"),
    (Column("problems_n", whole), _ID),
    is_descending=True,
    prepare=with_problems,
)
BY_RATE = Order(
    "-rate",
    gettext_lazy("自报完成率最高在前"),
    (Column("rate_key", whole), _ID),
    is_descending=True,
    nullable=True,
    prepare=with_rate,
)


def fetch(ids: Sequence[int], filters: UnitFilters) -> list[UnitRow]:
    """These units in this order, each with the inspection shown: four queries."""
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=ids)}
    shown: dict[int, Inspection] = {}
    for inspection in filters.inspections().filter(unit__in=ids).select_related("round").order_by("is_newest", "pk"):
        inspection.unit = units[inspection.unit_id]
        shown[inspection.unit_id] = inspection
    inspection_ids = [inspection.pk for inspection in shown.values()]
    counted = progress_by(ProblemCount.objects.filter(inspection__in=inspection_ids), "kind", "inspection", kind=None)
    reports: dict[int, Report] = {}
    for report in Report.objects.filter(
        inspection__in=inspection_ids, kind=ReportKind.RECTIFICATION, withdrawn_at=None
    ).order_by("number"):
        newest = reports.get(report.inspection_id)
        if newest is None or (report.word_date or "") >= (newest.word_date or ""):
            reports[report.inspection_id] = report
    rows = []
    for pk in ids:
        inspection = shown.get(pk)
        key = inspection.pk if inspection else None
        rows.append(
            UnitRow(
                units[pk],
                inspection,
                counted.get((ProblemKind.PROBLEM, key), Progress()),
                counted.get((ProblemKind.RECOMMENDATION, key), Progress()),
                reports.get(key),
            )
        )
    return rows


FACETS = ("unit_kind", "place", "round", "team", "report")


def tally(listing: Listing) -> Tally:
    """Units by facet, exactly: one query over all inspections."""
    found, chosen = Tally(), listing.filters.chosen
    units = Unit.objects.order_by()
    if "q" in chosen:
        units = units.filter(listing.filters.filters["q"].condition(chosen["q"]))
    rows = units.annotate(
        loaded=Case(When(is_loaded("inspections__pk"), then=Value("loaded")), default=Value("missing"))
    ).values_list(
        "pk", "kind", "place", "inspections__round__slug", "inspections__team", "loaded", "inspections__round__name"
    )
    wanted = {name: frozenset(chosen[name]) for name in FACETS if name in chosen}
    units_of: dict[tuple[str, str], set[int]] = {}
    passing = set()
    for pk, *codes, round_name in rows:
        found.words["round"][codes[2]] = round_name
        excluded = [name for name, code in zip(FACETS, codes, strict=True) if code not in wanted.get(name, (code,))]
        if not excluded:
            passing.add(pk)
        for name, code in zip(FACETS, codes, strict=True):
            if code and (not excluded or excluded == [name]):
                units_of.setdefault((name, code), set()).add(pk)
    for (name, code), ids in units_of.items():
        found.counts[name][code] = len(ids)
    found.total = len(passing)
    return found


def forbid_mixed_ranking(listing: Listing) -> None:
    """Different kinds and levels are not ranked together: a list of several is sorted by name, and says why."""
    if listing.order is BY_RATE and not is_one_kind(listing):
        listing.order = BY_NAME
        listing.after = listing.before = ""
        listing.object_to(_("不同类别、不同层级的单位不按完成率一起排序。请先选定一个单位类别；现按名称排列。"))


def is_one_kind(listing: Listing) -> bool:
    """Whether the units listed may be ranked by rate: all of one kind, inspected at one level."""
    inspections = listing.filters.inspections().filter(unit__in=listing.filters.qs.order_by().values("pk"))
    return len(set(inspections.values_list("unit__kind", "round__level").distinct()[:2])) < 2


UNITS = ListKind(
    name="units",
    filters=UnitFilters,
    orders=(BY_NAME, BY_PROBLEMS, BY_RATE),
    items=items,
    fetch=fetch,
    tally=tally,
    facets=FACETS,
    open_facets=("unit_kind", "report"),
    in_order=frozenset({"unit_kind", "report"}),
)
