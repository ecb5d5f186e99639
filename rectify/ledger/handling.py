"""Keeping the desk's rows (`Handling`) beside the items of followed inspections: one each, with the deadline that runs.

What people do to an item is written by rectify.ledger.workflow alone.
"""

from collections.abc import Iterable

from django.db.models import F, OuterRef, Subquery

from rectify.ledger.models import Handling, Problem


def follow(inspection_ids: Iterable[int]) -> int:
    """Make the rows that followed inspections still lack, for items that are not withdrawn. Returns how many."""
    missing = Problem.objects.filter(
        inspection__in=sorted(set(inspection_ids)), inspection__followed=True, withdrawn_at=None, handling=None
    )
    rows = [Handling(problem_id=pk, deadline=deadline) for pk, deadline in missing.values_list("pk", "deadline")]
    Handling.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)


def keep_up(inspection_ids: Iterable[int]) -> None:
    """After items changed: new ones are followed, and the deadline at the desk is the item's own again, unless one
    was set there. Two queries where nothing is new."""
    ids = sorted(set(inspection_ids))
    follow(ids)
    rows = Handling.objects.filter(problem__inspection__in=ids, is_desks_deadline=False)
    rows = rows.exclude(deadline=F("problem__deadline")).exclude(deadline=None, problem__deadline=None)
    own = Problem.objects.filter(pk=OuterRef("problem_id")).values("deadline")
    Handling.objects.filter(pk__in=rows.values("pk")).update(deadline=Subquery(own))
