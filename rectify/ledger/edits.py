"""What the office does to items besides speaking of their status: each edit leaves its record of change."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from rectify.ledger import search, status
from rectify.ledger.choices import Speaker
from rectify.ledger.counts import recount
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Change, Problem, StatusStatement


def office_word(problem: Problem) -> StatusStatement | None:
    """The office's newest statement of an item, even one that takes its word back."""
    return problem.statements.filter(by=Speaker.OFFICE).order_by("made_at", "pk").last()


@transaction.atomic
def set_office_word(
    problems: Iterable[Problem],
    actor: AbstractBaseUser,
    *,
    status_: str | None = None,
    deadline: date | None = None,
    keep_deadline: bool = False,
    note: str | None = None,
    reason: str = "",
) -> list[StatusStatement]:
    """The office says this of these items, as of today. ``None`` (for the deadline: ``keep_deadline``) leaves what it
    said before; an empty ``status_`` takes its word back, so that the report's stands again."""
    statements = []
    today = PartialDate(timezone.localdate().isoformat())
    for problem in problems:
        last = office_word(problem)
        statements.append(
            StatusStatement(
                problem=problem,
                by=Speaker.OFFICE,
                status=status_ if status_ is not None else (last.status if last else ""),
                deadline=(last.deadline if last else None) if keep_deadline else deadline,
                note=note if note is not None else (last.note if last else ""),
                as_of=today,
                made_by=actor,
            )
        )
    return status.record(statements, reason=reason)


@transaction.atomic
def set_office_label(problem: Problem, label: str, actor: AbstractBaseUser) -> None:
    """The office's own short wording; an empty one shows the register's or the source's again."""
    old = Problem.objects.values_list("office_label", flat=True).get(pk=problem.pk)
    if old == label:
        return
    now, problem.office_label, problem.changed_at = timezone.now(), label, timezone.now()
    problem.save(update_fields=["office_label", "changed_at"])
    _note_change([problem], "office_label", {problem.pk: (old, label)}, actor, "", now)
    search.index([problem])


@transaction.atomic
def withdraw(problems: Iterable[Problem], actor: AbstractBaseUser, reason: str) -> int:
    """Take items off the public pages without deleting anything; their numbers stay theirs. Returns how many."""
    return _set_withdrawn(problems, actor, reason, is_withdrawn=True)


@transaction.atomic
def restore(problems: Iterable[Problem], actor: AbstractBaseUser, reason: str) -> int:
    """Put withdrawn items back. Returns how many."""
    return _set_withdrawn(problems, actor, reason, is_withdrawn=False)


def _set_withdrawn(problems: Iterable[Problem], actor: AbstractBaseUser, reason: str, *, is_withdrawn: bool) -> int:
    now = timezone.now()
    moved = [problem for problem in problems if bool(problem.withdrawn_at) != is_withdrawn]
    for problem in moved:
        problem.withdrawn_at, problem.changed_at = (now if is_withdrawn else None), now
    Problem.objects.bulk_update(moved, ["withdrawn_at", "changed_at"], batch_size=500)
    words = ("", "withdrawn") if is_withdrawn else ("withdrawn", "")
    _note_change(moved, "withdrawn", {problem.pk: words for problem in moved}, actor, reason, now)
    recount({problem.inspection_id for problem in moved})
    return len(moved)


def _note_change(
    problems: list[Problem],
    field: str,
    values: dict[int, tuple[str, str]],
    actor: AbstractBaseUser,
    reason: str,
    at: datetime,
) -> None:
    batch = uuid.uuid4()
    Change.objects.bulk_create(
        Change(
            problem=problem, field=field, old=values[problem.pk][0], new=values[problem.pk][1], by=Speaker.OFFICE,
            actor=actor, at=at, reason=reason, batch=batch,
        )
        for problem in problems
    )  # fmt: skip
