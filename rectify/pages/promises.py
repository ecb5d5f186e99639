"""What a page says of an open item's time limit. Whether a unit has finished since is not ours to say."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from rectify.ledger.choices import OPEN, Speaker
from rectify.ledger.models import Problem, StatusStatement
from rectify.ledger.status import office_word, report_word


class Time(Enum):
    """Where an open item's promised date stands today."""

    UNDATED = "undated"
    AHEAD = "ahead"
    PASSED = "passed"
    STILL_OPEN = "still_open"
    OVERDUE = "overdue"


WORDS = {
    Time.UNDATED: _("未写明时限"),
    Time.AHEAD: "",
    Time.PASSED: _("期限已过，未见后续公开"),
    Time.STILL_OPEN: _("期限已过，此后仍称未完成"),
    Time.OVERDUE: _("逾期"),
}


@dataclass(frozen=True)
class Promise:
    """An open item's time limit; ``is_required``: the office set it, and the unit has promised no such thing."""

    deadline: date | None
    time: Time
    is_required: bool = False

    @property
    def words(self) -> str:
        return str(WORDS[self.time])

    @property
    def is_overdue(self) -> bool:
        return self.time is Time.OVERDUE


def is_required(statements: Iterable[StatusStatement]) -> bool:
    """Whether the time limit that these statements about one item come to is the office's, and not the report's too."""
    statements = list(statements)
    office, report = office_word(statements), report_word(statements)
    return bool(office and office.deadline) and (report is None or report.deadline != office.deadline)


def required_of(problems: Iterable[Problem]) -> set[int]:
    """The ids of those of these items whose time limit the office set; one query where it named none."""
    spoken = StatusStatement.objects.filter(problem__in=[p.pk for p in problems if p.is_open and p.deadline])
    named = set(
        spoken.filter(by=Speaker.OFFICE, deadline__isnull=False).order_by().values_list("problem_id", flat=True)
    )
    by_item: dict[int, list[StatusStatement]] = defaultdict(list)
    for statement in spoken.filter(problem__in=named) if named else ():
        by_item[statement.problem_id].append(statement)
    return {pk for pk, statements in by_item.items() if is_required(statements)}


def promise_of(problem: Problem, today: date, is_required: bool = False) -> Promise | None:
    """An open item's promise; None for items that are done or of which nothing is said.

    Needs ``problem.inspection``: only an office that follows its items may call one overdue. A statement from after the
    date that still calls the item open is a later word; without one, nothing is known.
    """
    if not problem.is_open:
        return None
    deadline = problem.deadline
    if deadline is None:
        return Promise(None, Time.UNDATED)
    if deadline >= today:
        return Promise(deadline, Time.AHEAD, is_required)
    if problem.inspection.followed:
        return Promise(deadline, Time.OVERDUE, is_required)
    is_later = bool(problem.status_as_of) and problem.status_as_of.first_day > deadline
    return Promise(deadline, Time.STILL_OPEN if is_later else Time.PASSED, is_required)


def late(today: date) -> dict[Time, Q]:
    """The same as conditions on Problem, for whoever counts: an open item past its date meets exactly one of them."""
    past, followed = Q(status__in=OPEN, deadline__lt=today), Q(inspection__followed=True)
    # A month or a year is a shorter text than its own first day, and so compares as that day does.
    later = Q(status_as_of__isnull=False, status_as_of__gt=Cast("deadline", TextField()))
    return {
        Time.PASSED: past & ~followed & ~later,
        Time.STILL_OPEN: past & ~followed & later,
        Time.OVERDUE: past & followed,
    }
