"""Summary rows: how many items each inspection has by area, kind and status in force.

Pages add these up instead of counting items. Whoever changes items calls `recount` in the same transaction.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, QuerySet

from rectify.ledger.models import Problem, ProblemCount
from rectify.ledger.models.items import ProblemQuerySet

_KEYS = ("area", "kind", "status")


@transaction.atomic
def recount(inspection_ids: Iterable[int]) -> None:
    """Count these inspections' items anew. An inspection has some hundred items, so counting beats bookkeeping."""
    ids = sorted(set(inspection_ids))
    fresh = [ProblemCount(**row) for row in _counted(Problem.objects.filter(inspection__in=ids))]
    ProblemCount.objects.filter(inspection__in=ids).delete()
    ProblemCount.objects.bulk_create(fresh, batch_size=500)


def differing_inspections() -> set[int]:
    """The inspections whose summary rows are not what their items come to."""
    counted = {tuple(row.values()) for row in _counted(Problem.objects.all())}
    kept = set(ProblemCount.objects.values_list("inspection_id", *_KEYS, "n"))
    return {row[0] for row in counted ^ kept}


def _counted(problems: ProblemQuerySet) -> QuerySet:
    """What the summary rows of these items hold."""
    return problems.public().order_by().values("inspection_id", *_KEYS).annotate(n=Count("pk"))
