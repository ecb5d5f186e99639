"""How far a set of items is: counts by status, and the completion rate, defined here and nowhere else."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field

from django.db.models import QuerySet, Sum

from rectify.ledger.choices import DONE, OPEN, ProblemKind, Status
from rectify.ledger.models import ProblemCount

#: Below this share of items whose status is stated, a rate would speak of too few of them.
ENOUGH_STATED = 0.8
#: Asked for a thousand times a page, and an enumeration lists its values anew each time.
_STATUSES = frozenset(Status.values)


@dataclass
class Progress:
    """Items of one kind (problems, or recommendations) by status in force."""

    by_status: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, status: str) -> int:
        # Templates try this before attributes, and must not take `progress.total` for a status that nothing has.
        if status not in _STATUSES:
            raise KeyError(status)
        return self.by_status.get(status, 0)

    def add(self, status: str, n: int) -> None:
        self.by_status[status] = self[status] + n

    @property
    def total(self) -> int:
        return sum(self.by_status.values())

    @property
    def unstated(self) -> int:
        return self[Status.UNSTATED]

    @property
    def stated(self) -> int:
        return self.total - self.unstated

    @property
    def completed(self) -> int:
        return self[Status.COMPLETED]

    @property
    def completed_ongoing(self) -> int:
        return self[Status.COMPLETED_ONGOING]

    @property
    def done(self) -> int:
        return sum(self[status] for status in DONE)

    @property
    def open(self) -> int:
        return sum(self[status] for status in OPEN)

    @property
    def is_enough_stated(self) -> bool:
        return self.total > 0 and self.stated >= ENOUGH_STATED * self.total

    @property
    def rate(self) -> float | None:
        """自报完成率, 0 to 1: done / stated; None below 80 % stated, when only the counts are shown."""
        return self.done / self.stated if self.is_enough_stated else None

    @property
    def share_stated(self) -> float:
        return self.stated / self.total if self.total else 0.0

    def rows(self) -> list[tuple[Status, int]]:
        """(status, n) for every status, in the order of the scale, zeros included."""
        return [(status, self[status]) for status in Status]


def percent(share: float | None) -> str:
    """90.3%; a share between 99.95 and 100 stays below 100, for one open item is not none."""
    if share is None:
        return "—"
    return f"{min(99.9, 100 * share):.1f}%" if share < 1 else "100%"


def progress_by(
    counts: QuerySet[ProblemCount], *keys: str, kind: str | None = ProblemKind.PROBLEM
) -> dict[Hashable, Progress]:
    """Progress for each value of ``keys`` (fields of ProblemCount, such as ``inspection`` or ``area``), one query.

    One key gives plain values as keys of the result, several give tuples. ``kind`` None takes both kinds, for callers
    that have "kind" among their keys.
    """
    found: dict[Hashable, Progress] = defaultdict(Progress)
    if kind is not None:
        counts = counts.filter(kind=kind)
    for *key, status, n in counts.order_by().values_list(*keys, "status").annotate(total=Sum("n")):
        found[key[0] if len(key) == 1 else tuple(key)].add(status, n)
    return dict(found)


def progress(counts: QuerySet[ProblemCount], kind: str = ProblemKind.PROBLEM) -> Progress:
    """Progress of all these counts together, one query."""
    return progress_by(counts, kind=kind).get((), Progress())
