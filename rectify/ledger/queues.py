"""The desk's queues: what waits for whom. One table names each queue, the rights of those that it concerns, and its rows;
the start page counts them and the lists filter by them, so that every queue is an address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rectify.ledger import rights, scopes
from rectify.ledger.choices import WITH_UNIT, Level, ReportKind, Stage
from rectify.ledger.models import Inspection, Milestone, Problem, Report
from rectify.ledger.rights import Right, User
from rectify.reading.requirements import due_dates

#: Days before a time limit from which an item is watched, and watched closely.
SOON, VERY_SOON = 20, 10
#: Rows that are counted; more are "1,000+".
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Queue:
    """``rows`` says, for a day, which of the desk's rows (Handling) wait; ``is_late`` marks what should not be."""

    slug: str
    name: Any
    concerns: frozenset[Right]
    rows: Callable[[date], Q]
    is_late: bool = False


def _due(first: int | None, last: int) -> Callable[[date], Q]:
    """With the unit, and due from the first to the last of these days from today; None for any day before."""

    def rows(today: date) -> Q:
        condition = Q(stage__in=WITH_UNIT, deadline__lte=today + timedelta(days=last))
        return condition if first is None else condition & Q(deadline__gte=today + timedelta(days=first))

    return rows


def _in(stage: str) -> Callable[[date], Q]:
    return lambda today: Q(stage=stage)


_WORKS = frozenset({Right.REPORT, Right.CHECK, Right.EDIT})
#: Of items; the start page shows them in this order.
QUEUES: tuple[Queue, ...] = (
    Queue("overdue", _("已逾期"), _WORKS, _due(None, -1), is_late=True),
    Queue("due-10", _("10 日内到期"), _WORKS, _due(0, VERY_SOON)),
    Queue("due-20", _("20 日内到期"), _WORKS, _due(0, SOON)),
    Queue("submitted", _("待审核"), frozenset({Right.CHECK, Right.REPORT}), _in(Stage.SUBMITTED)),
    Queue("checked", _("待销号"), frozenset({Right.SIGN_OFF}), _in(Stage.CHECKED)),
    Queue("sent-back", _("已退回"), frozenset({Right.REPORT, Right.SEND_BACK}), _in(Stage.SENT_BACK)),
    Queue("extensions", _("申请延期"), frozenset({Right.EXTEND, Right.REPORT}),
          lambda today: Q(extension_asked__isnull=False)),
    Queue("rechecks", _("待复查"), frozenset({Right.SIGN_OFF}),
          lambda today: Q(stage=Stage.WATCHED, look_again_on__lte=today)),
)  # fmt: skip
_BY_SLUG = {queue.slug: queue for queue in QUEUES}


def queues_of(user: User) -> list[Queue]:
    """The queues that concern what a person does."""
    held = {right for role in rights.roles_of(user) for right in rights.RIGHTS[role]}
    return [queue for queue in QUEUES if queue.concerns & held]


def in_queue(slug: str) -> Q | None:
    """The items in a queue today, as a condition; None for a queue that there is not."""
    queue = _BY_SLUG.get(slug)
    if queue is None:
        return None
    inside = _through("handling__", queue.rows(timezone.localdate()))
    return inside & Q(withdrawn_at=None, inspection__followed=True)


def _through(path: str, condition: Q) -> Q:
    """A condition on a row, said of what it belongs to."""
    return Q(
        *(
            _through(path, part) if isinstance(part, Q) else (f"{path}{part[0]}", part[1])
            for part in condition.children
        ),
        _connector=condition.connector,
        _negated=condition.negated,
    )


def items_in(user: User, queue: Queue) -> QuerySet[Problem]:
    """The items of a queue that a person sees."""
    return Problem.objects.filter(scopes.within(Problem, user)).filter(in_queue(queue.slug))


def count(rows: QuerySet) -> tuple[int, bool]:
    """(how many rows, whether there are more): never counts past `MOST_COUNTED`."""
    n = rows.order_by()[: MOST_COUNTED + 1].count()
    return min(n, MOST_COUNTED), n > MOST_COUNTED


def past_a_milestone() -> QuerySet[Inspection]:
    """Followed inspections that a cited rule's day has passed for, and of which no report here tells that it was kept.

    Only what the ledger knows: the feedback's day, and, of a step, the reports that are loaded here.
    """
    late = Q(pk__in=[])
    today = timezone.localdate()
    for level in ("巡视", "巡察"):
        upper = Q(round__level__in=(Level.CENTRAL, Level.PROVINCIAL))
        of_level = upper if level == "巡视" else ~upper
        for event, first, last in _late_feedbacks(level, today):
            late |= of_level & Q(feedback__gte=first, feedback__lte=last) & ~_is_known(event)
    exact = Inspection.objects.alias(feedback_length=Length("feedback")).filter(feedback_length=10)
    return exact.filter(late, followed=True)


def _is_known(event: str) -> Exists | Q:
    if event == "publication":
        published = Report.objects.filter(inspection=OuterRef("pk"), kind=ReportKind.RECTIFICATION, withdrawn_at=None)
        return Exists(published)
    return Exists(Milestone.objects.filter(inspection=OuterRef("pk"), event=event, withdrawn_at=None))


@lru_cache(maxsize=8)
def _late_feedbacks(level: str, today: date) -> tuple[tuple[str, str, str], ...]:
    """(event, first, last): inspections fed back between these days, ISO, are past the event's last day. A rule that
    ended, or began, in between makes several."""
    return tuple(_spans(level, today))


def _spans(level: str, today: date) -> Iterator[tuple[str, str, str]]:
    open_spans: dict[str, tuple[date, date]] = {}
    # From where no time limit reaches today, the rules alone decide: five years are as far back as is worth a reminder.
    day = today - timedelta(days=5 * 365)
    while day < today:
        late = {event for event, due in due_dates(level, day).items() if due.day < today}
        for event in late:
            first = open_spans[event][0] if event in open_spans else day
            open_spans[event] = (first, day)
        for event in set(open_spans) - late:
            first, last = open_spans.pop(event)
            yield event, first.isoformat(), last.isoformat()
        day += timedelta(days=1)
    for event, (first, last) in open_spans.items():
        yield event, first.isoformat(), last.isoformat()
