"""反馈问题台账: what the list of problems reads, counts and sorts by."""

from collections.abc import Sequence

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from rectify.ledger.models import Doubt, Measure, Problem
from rectify.ledger.reporting.three_lists import with_measures_and_bodies
from rectify.pages.lists import deadlines
from rectify.pages.lists.facets import Dimension, Tally, add_from_sample, add_from_summary, name_of, of_inspection
from rectify.pages.lists.filters import Level, ListFilters
from rectify.pages.lists.listing import Listing, ListKind
from rectify.pages.lists.paging import Column, Order, day, moment, whole
from rectify.pages.lists.problem_filters import ProblemFilters

_INSPECTION, _NUMBER, _ID = Column("inspection_id", whole), Column("number", whole), Column("pk", whole)
ORDERS = (
    Order("", _("按巡视和编号"), (_INSPECTION, _NUMBER)),
    Order("deadline", _("时限最早在前"), (Column("deadline", day), _ID), nullable=True),
    Order("-changed", _("最近变动在前"), (Column("changed_at", moment), _ID), is_descending=True, nullable=True),
    Order("status", _("未完成在前"), (Column("status_rank", whole), _INSPECTION, _NUMBER)),
)


def items() -> QuerySet[Problem]:
    return Problem.objects.public().order_by()


def fetch(ids: Sequence[int], filters: ListFilters | None = None) -> list[Problem]:
    """These problems in this order, with ``measures_n``: one query."""
    steps = Measure.objects.filter(problem=OuterRef("pk"), withdrawn_at=None).order_by().values("problem")
    found = (
        Problem.objects.filter(pk__in=ids)
        .order_by()
        .select_related("inspection__unit", "inspection__round")
        .annotate(measures_n=_n_of(steps))
    )
    return in_order(found, ids)


def fetch_flat(ids: Sequence[int], filters: ListFilters | None = None) -> list[Problem]:
    """The same with outline and topics, as one table holds them: two queries a batch."""
    steps = Measure.objects.filter(problem=OuterRef("pk"), withdrawn_at=None).order_by().values("problem")
    found = (
        Problem.objects.filter(pk__in=ids)
        .order_by()
        .select_related("inspection__unit", "inspection__round", "section__parent__parent")
        .prefetch_related("topics")
        .annotate(measures_n=_n_of(steps))
    )
    return in_order(found, ids)


def fetch_whole(ids: Sequence[int], filters: ListFilters | None = None) -> list[Problem]:
    """The same with measures and responsibilities, for the office's lists: three queries a batch."""
    found = with_measures_and_bodies(Problem.objects.filter(pk__in=ids).order_by())
    return in_order(found, ids)


def in_order(found: QuerySet, ids: Sequence[int]) -> list:
    rows = {row.pk: row for row in found}
    # A row can be gone since its key was read.
    return [rows[pk] for pk in ids if pk in rows]


def _n_of(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


_STEPS = Measure.objects.filter(problem=OuterRef("pk"), withdrawn_at=None)
EVIDENCE = Case(
    When(Exists(_STEPS.filter(names_evidence=True)), then=Value("yes")),
    When(Exists(_STEPS.filter(names_evidence=False)), then=Value("no")),
    default=Value("unknown"),
    output_field=TextField(),
)
DOUBTS = Case(
    When(Exists(Doubt.objects.filter(problem=OuterRef("pk"), settled_at=None)), then=Value("yes")),
    default=Value("no"),
    output_field=TextField(),
)
WORD_OF = Case(When(status_by="", then=Value("none")), default=F("status_by"), output_field=TextField())

_OF_SUMMARY = [Dimension("area", F("area")), Dimension("kind", F("kind")), Dimension("status", F("status"))]
_OF_ITEM = [
    Dimension("deadline", deadlines.raw(), deadlines.codes_of),
    Dimension("by", WORD_OF),
    Dimension("evidence", EVIDENCE),
    Dimension("doubts", DOUBTS),
]


def tally(listing: Listing) -> Tally:
    """Exact where summary rows can answer, from a sample otherwise: four queries at most."""
    found, filters = Tally(), listing.filters
    of_item = [Dimension("topic", F("topics__slug"), words=name_of("topics__"), is_plural=True), *_OF_ITEM]
    if filters.has(Level.ITEM):
        add_from_sample(found, filters, items(), [*of_inspection(), *_OF_SUMMARY, *of_item], listing.plan)
    else:
        add_from_summary(found, filters)
        add_from_sample(found, filters, items(), of_item, None)
    return found


PROBLEMS = ListKind(
    name="problems",
    filters=ProblemFilters,
    orders=ORDERS,
    items=items,
    fetch=fetch,
    tally=tally,
    facets=(
        "status", "area", "unit", "deadline", "kind", "topic", "round", "team", "unit_kind", "place", "by", "evidence",
        "doubts",
    ),
    open_facets=("status", "area", "unit", "deadline"),
    words={"deadline": deadlines.label},
    in_order=frozenset({"status", "area", "kind", "deadline", "by", "evidence", "doubts", "unit_kind"}),
)  # fmt: skip
