"""Facets: how many items each value of each filter would leave, given all other filters in use.

Where only inspections and summary rows are asked, counts are exact and come from summary rows, however large the
ledger. Otherwise they come from the first `SAMPLE` items that match; if there are more, a count is a lower bound and
says so. Either way a page costs the same few queries whatever is chosen.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import get_language

from rectify.ledger.models import Inspection, ProblemCount
from rectify.ledger.search import Plan
from rectify.pages.lists.filters import Level, ListFilters

SAMPLE = 2_000


def _as_is(raw: str) -> list[str]:
    return [raw] if raw else []


@dataclass(frozen=True)
class Dimension:
    """One facet: the expression of an item's raw value, and the codes that a raw value counts under."""

    name: str
    expression: Combinable
    codes_of: Callable[[str], Collection[str]] = _as_is
    #: Words for a code that is a row's slug; other codes have theirs in the filter's own list.
    words: Combinable | None = None
    #: An item can have several values, which would multiply its row in a sample.
    is_plural: bool = False


@dataclass
class Tally:
    """What was counted: items in all, and by facet and code; names of slugs beside."""

    total: int = 0
    is_least: bool = False
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    #: Facets whose counts are lower bounds.
    least: set[str] = field(default_factory=set)
    words: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))


INSPECTION_DIMENSIONS = ("unit", "unit_kind", "place", "round", "team")
SUMMARY_DIMENSIONS = ("area", "kind", "status")


def add_from_summary(tally: Tally, filters: ListFilters) -> None:
    """Count by the facets of inspections and summary rows, exactly: two queries."""
    n = (
        ProblemCount.objects.filter(filters.condition(Level.SUMMARY), inspection=OuterRef("pk"))
        .order_by()
        .values("inspection")
        .annotate(sum=Sum("n"))
        .values("sum")
    )
    rows = (
        Inspection.objects.order_by()
        .annotate(items=Subquery(n), unit_words=name_of("unit__"))
        .values_list(
            "items", "unit__slug", "unit__kind", "unit__place", "round__slug", "team", "unit_words", "round__name"
        )
    )
    items, *columns = list(zip(*rows, strict=True)) or [()] * 8
    units, _kinds, _places, rounds, _teams, unit_names, round_names = columns
    tally.words["unit"] = dict(zip(units, unit_names, strict=True))
    tally.words["round"] = dict(zip(rounds, round_names, strict=True))
    _count(tally, dict(zip(INSPECTION_DIMENSIONS, columns, strict=False)), items, filters.chosen)

    cells = ProblemCount.objects.order_by()
    if filters.has(Level.INSPECTION):
        here = Inspection.objects.filter(filters.condition(Level.INSPECTION)).order_by().values("pk")
        cells = cells.filter(inspection__in=here)
    cells = cells.values(*SUMMARY_DIMENSIONS).annotate(sum=Sum("n")).values_list("sum", *SUMMARY_DIMENSIONS)
    sums, *columns = list(zip(*cells, strict=True)) or [()] * 4
    tally.total = _count(tally, dict(zip(SUMMARY_DIMENSIONS, columns, strict=True)), sums, filters.chosen)


def _count(
    tally: Tally, columns: Mapping[str, Sequence[str]], items: Sequence[int | None], chosen: Mapping[str, Any]
) -> int:
    """Add up ``items`` (a number a row) by each of these columns of codes; the sum of what every filter leaves.

    A row that only one filter excludes still counts for that filter's own facet: it is what choosing it would add.
    Goes column by column, as there can be tens of thousands of inspections.
    """
    passes = {
        name: [code in wanted for code in column]
        for name, column in columns.items()
        if (wanted := frozenset(chosen.get(name, ())))
    }
    for name, column in columns.items():
        others = [passing for other, passing in passes.items() if other != name]
        counts = tally.counts[name]
        for code, n in zip(column, _of_passing(items, others), strict=True):
            if n and code:
                counts[code] += n
    return sum(n or 0 for n in _of_passing(items, list(passes.values())))


def _of_passing(items: Sequence[int | None], conditions: Sequence[Sequence[bool]]) -> Iterable[int | None]:
    """The numbers of the rows that meet all conditions, None for the others."""
    if not conditions:
        return items
    return (n if all(met) else None for n, *met in zip(items, *conditions, strict=True))


def add_from_sample(
    tally: Tally, filters: ListFilters, items: QuerySet, dimensions: Sequence[Dimension], words: Plan | None
) -> None:
    """Count by these facets among the first items that match: two queries. ``words`` is how to search, if asked to."""
    model, chosen = items.model, filters.chosen
    is_common = words is not None and words.is_cut

    def sample(*without: str) -> QuerySet:
        matching = filters.apply(items, without=without, words=words.counting if words else None)
        first = matching.order_by().values("pk")[:SAMPLE]
        return model._default_manager.order_by().filter(pk__in=first)

    free = [d for d in dimensions if d.name not in chosen and not d.is_plural]
    columns = {f"raw_{d.name}": d.expression for d in free}
    columns |= {f"words_{d.name}": d.words for d in free if d.words}
    rows = sample().annotate(**columns).values_list("pk", *columns)
    places = {name: i for i, name in enumerate(columns, start=1)}
    n = 0
    for row in rows:
        n += 1
        for d in free:
            for code in d.codes_of(row[places[f"raw_{d.name}"]]):
                tally.counts[d.name][code] += 1
                if d.words:
                    tally.words[d.name][code] = row[places[f"words_{d.name}"]]
    is_cut = n >= SAMPLE or is_common
    if is_cut:
        tally.least |= {d.name for d in dimensions if d.name not in chosen}
    if not tally.total:
        tally.total, tally.is_least = n, is_cut

    # A facet in use counts what its other values would add, so each has items of its own: all in one query.
    parts = [_grouped(sample(d.name), d) for d in dimensions if d not in free]
    reached: Counter[str] = Counter()
    for name, raw, label, items_here in parts[0].union(*parts[1:], all=True) if parts else ():
        dimension = next(d for d in dimensions if d.name == name)
        reached[name] += items_here
        for code in dimension.codes_of(raw):
            tally.counts[name][code] += items_here
            if dimension.words:
                tally.words[name][code] = label
    tally.least |= {name for name, n in reached.items() if name in chosen and (n >= SAMPLE or is_common)}


def _grouped(items: QuerySet, dimension: Dimension) -> QuerySet:
    label = dimension.words or Value("", output_field=TextField())
    return (
        items.annotate(
            facet_name=Value(dimension.name, output_field=CharField()),
            facet_raw=Cast(dimension.expression, TextField()),
            facet_words=Cast(label, TextField()),
        )
        .values("facet_name", "facet_raw", "facet_words")
        .annotate(items_here=Count("pk"))
        .values_list("facet_name", "facet_raw", "facet_words", "items_here")
    )


def name_of(prefix: str) -> Combinable:
    """The name of a unit or a topic (``prefix``: the path to it) in the reader's language, where it has one."""
    if not (get_language() or "").startswith("en"):
        return F(f"{prefix}name")
    return Coalesce(NullIf(f"{prefix}name_en", Value("")), f"{prefix}name", output_field=CharField())


def of_inspection(prefix: str = "inspection__") -> list[Dimension]:
    """The facets that an item takes from its inspection."""
    return [
        Dimension("unit", F(f"{prefix}unit__slug"), words=name_of(f"{prefix}unit__")),
        Dimension("unit_kind", F(f"{prefix}unit__kind")),
        Dimension("place", F(f"{prefix}unit__place")),
        Dimension("round", F(f"{prefix}round__slug"), words=F(f"{prefix}round__name")),
        Dimension("team", F(f"{prefix}team")),
    ]
