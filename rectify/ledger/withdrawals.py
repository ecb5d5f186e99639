"""Whether people have decided that an item is shown: loads keep to that."""

from collections.abc import Iterable, Iterator
from itertools import islice

from rectify.ledger.choices import Speaker
from rectify.ledger.models import Change

#: As many values as every database takes in one question.
_AT_A_TIME = 5000


def decided_by_people(problem_ids: Iterable[int]) -> dict[int, bool]:
    """For each of these items that a person withdrew or put back, whether it is withdrawn by the last such decision."""
    decisions = Change.objects.filter(field="withdrawn", by=Speaker.OFFICE).exclude(actor=None).order_by("at", "pk")
    return {
        problem: bool(new)
        for chunk in _chunks(problem_ids)
        for problem, new in decisions.filter(problem__in=chunk).values_list("problem_id", "new")
    }


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(islice(rest, _AT_A_TIME)):
        yield chunk
