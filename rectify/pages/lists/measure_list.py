"""整改措施台账: what the list of measures reads, counts and sorts by."""

from collections.abc import Sequence

from django.db.models import Case, Exists, F, OuterRef, QuerySet, TextField, Value, When
from django.utils.translation import gettext_lazy as _

from rectify.ledger.models import Measure, Problem
from rectify.pages.lists.facets import Dimension, Tally, add_from_sample, name_of, of_inspection
from rectify.pages.lists.filters import ListFilters
from rectify.pages.lists.listing import Listing, ListKind
from rectify.pages.lists.measure_filters import MeasureFilters
from rectify.pages.lists.paging import Column, Order, whole
from rectify.pages.lists.problem_list import in_order

ORDERS = (
    Order(
        "",
        _("按巡视、问题和编号"),
        (Column("inspection_id", whole), Column("problem_id", whole), Column("number", whole)),
    ),
)
EVIDENCE = Case(
    When(names_evidence=True, then=Value("yes")),
    When(names_evidence=False, then=Value("no")),
    default=Value("unknown"),
    output_field=TextField(),
)


def items() -> QuerySet[Measure]:
    of_public_problem = Exists(Problem.objects.public().filter(pk=OuterRef("problem")))
    return Measure.objects.filter(of_public_problem, withdrawn_at=None).order_by()


def fetch(ids: Sequence[int], filters: ListFilters | None = None) -> list[Measure]:
    """These measures in this order, each with its problem: one query."""
    found = (
        Measure.objects.filter(pk__in=ids)
        .order_by()
        .select_related("problem__inspection__unit", "problem__inspection__round", "report__document")
        .defer("report__document__text", "report__document__roles", "facts")
    )
    return in_order(found, ids)


def tally(listing: Listing) -> Tally:
    found = Tally()
    dimensions = [
        *of_inspection(),
        Dimension("area", F("problem__area")),
        Dimension("kind", F("problem__kind")),
        Dimension("status", F("problem__status")),
        Dimension("topic", F("problem__topics__slug"), words=name_of("problem__topics__"), is_plural=True),
        Dimension("evidence", EVIDENCE),
    ]
    add_from_sample(found, listing.filters, items(), dimensions, listing.plan)
    return found


MEASURES = ListKind(
    name="measures",
    filters=MeasureFilters,
    orders=ORDERS,
    items=items,
    fetch=fetch,
    tally=tally,
    facets=("status", "evidence", "area", "unit", "kind", "topic", "round", "team", "unit_kind", "place"),
    open_facets=("status", "evidence", "area", "unit"),
    in_order=frozenset({"status", "area", "kind", "evidence", "unit_kind"}),
)
