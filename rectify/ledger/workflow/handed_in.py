"""What evidence items have, as far as it decides what can be done to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from rectify.ledger.choices import Action, Role
from rectify.ledger.models import Evidence, Step

#: What was handed in before one of these did not convince.
_GIVEN_BACK = (Action.SEND_BACK, Action.RECHECK_RELAPSED, Action.REOPEN)


@dataclass(frozen=True)
class HandedIn:
    """Of one item: whether it has evidence that is not withdrawn, when its unit handed in the newest of it, and when the
    item was last given back to it."""

    has_any: bool = False
    by_unit_at: datetime | None = None
    given_back_at: datetime | None = None

    @property
    def is_new(self) -> bool:
        """Whether the unit handed something in since the item was given back."""
        return bool(self.by_unit_at) and (self.given_back_at is None or self.by_unit_at > self.given_back_at)


def handed_in(problem_ids: Collection[int]) -> dict[int, HandedIn]:
    """What each of these items has, by its id, in two queries."""
    evidence = Evidence.objects.filter(problem__in=problem_ids, withdrawn_at=None).order_by().values_list("problem_id")
    newest = dict(evidence.annotate(newest=Max("added_at", filter=Q(added_as=Role.CONTACT))))
    steps = Step.objects.filter(problem__in=problem_ids, action__in=_GIVEN_BACK, undone_by=None)
    given_back = dict(steps.order_by().values_list("problem_id").annotate(newest=Max("at")))
    return {pk: HandedIn(pk in newest, newest.get(pk), given_back.get(pk)) for pk in problem_ids}
