"""Summary rows: how many items each inspection has by area, kind and status in force.

Pages add these up instead of counting items. Whoever changes items calls `recount` in the same transaction.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count

from rectify.ledger.models import Problem, ProblemCount


@transaction.atomic
def recount(inspection_ids: Iterable[int]) -> None:
    """Count these inspections' items anew. An inspection has some hundred items, so counting beats bookkeeping."""
    ids = sorted(set(inspection_ids))
    rows = (
        Problem.objects.public()
        .filter(inspection__in=ids)
        .order_by()
        .values("inspection_id", "area", "kind", "status")
        .annotate(n=Count("pk"))
    )
    fresh = [ProblemCount(**row) for row in rows]
    ProblemCount.objects.filter(inspection__in=ids).delete()
    ProblemCount.objects.bulk_create(fresh, batch_size=500)
