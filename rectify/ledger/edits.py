"""What the office says of items and does to them at the desk. Each edit is a proposal (rectify.ledger.publishing):
public at once where its author may publish it, otherwise once it is approved."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet

from rectify.ledger import responsibilities, rights, status
from rectify.ledger.choices import Speaker
from rectify.ledger.models import Problem, Proposal, StatusStatement
from rectify.ledger.publishing import propose_all, take_back_all
from rectify.ledger.responsibilities import Share
from rectify.ledger.rights import Right

Kind, Decision = Proposal.Kind, Proposal.Decision


@dataclass(frozen=True)
class Word:
    """What the office says of an item; an empty status leaves the report's standing."""

    status: str = ""
    deadline: date | None = None
    note: str = ""


def office_words(problems: Iterable[Problem]) -> dict[int, Word]:
    """The office's newest word on each item that it spoke of, by id: one that still waits for approval before the one
    that is public, so that whoever goes on from it does not lose a colleague's."""
    ids = [problem.pk for problem in problems]
    spoken = StatusStatement.objects.filter(problem__in=ids, by=Speaker.OFFICE).order_by("made_at", "pk")
    waiting = Proposal.objects.filter(problem__in=ids, kind=Kind.STATEMENT, decision=Decision.WAITING).order_by("pk")
    fields = ("problem_id", "status", "deadline", "note")
    words = {pk: Word(*word) for pk, *word in spoken.values_list(*fields)}
    return words | {pk: Word(*word) for pk, *word in waiting.values_list(*fields)}


def office_word(problem: Problem) -> Word | None:
    """The office's newest word on an item, even one that takes its word back."""
    return office_words([problem]).get(problem.pk)


def set_office_word(
    problems: Iterable[Problem],
    actor: AbstractBaseUser,
    *,
    status_: str | None = None,
    deadline: date | None = None,
    keep_deadline: bool = False,
    note: str | None = None,
    reason: str = "",
    batch: uuid.UUID | None = None,
) -> list[Proposal]:
    """The office says this of these items, as of today. ``None`` (for the deadline: ``keep_deadline``) leaves what it
    said before; an empty ``status_`` takes its word back, so that the report's stands again. Items of which the office
    says this already are left out."""
    problems = list(problems)
    words = office_words(problems)
    drafts = []
    for problem in problems:
        last = words.get(problem.pk)
        before = last or Word()
        word = Word(
            before.status if status_ is None else status_,
            before.deadline if keep_deadline else deadline,
            before.note if note is None else note,
        )
        if word != before:
            drafts.append(
                Proposal(
                    kind=Kind.STATEMENT, problem=problem, status=word.status, deadline=word.deadline, note=word.note,
                    reason=reason,
                )
            )  # fmt: skip
    return propose_all(drafts, actor, batch=batch)


def office_label(problem: Problem) -> str:
    """The office's short wording: one that still waits for approval before the one that is public."""
    waiting = _waiting(problem, Kind.LABEL).last()
    return waiting.note if waiting else _public_label(problem)


def set_office_label(problem: Problem, label: str, actor: AbstractBaseUser, reason: str = "") -> Proposal | None:
    """The office's own short wording; an empty one shows the register's or the source's again. Returns what was
    proposed, or taken back where it is the public one again; None where nothing changed."""
    return _set_value(Kind.LABEL, problem, label, _public_label(problem), actor, reason)


def responsible(problem: Problem) -> list[Share]:
    """Who answers for an item, as the office said last: what waits for approval before what is public."""
    waiting = _waiting(problem, Kind.RESPONSIBILITIES).last()
    return responsibilities.from_words(waiting.note) if waiting else responsibilities.standing(problem)


def set_responsible(
    problem: Problem, shares: Iterable[Share], actor: AbstractBaseUser, reason: str = ""
) -> Proposal | None:
    """These answer for an item, and no others; loads add nobody to them. Returns as `set_office_label` does."""
    public = responsibilities.in_words(responsibilities.standing(problem))
    return _set_value(Kind.RESPONSIBILITIES, problem, responsibilities.in_words(shares), public, actor, reason)


def _public_label(problem: Problem) -> str:
    return Problem.objects.values_list("office_label", flat=True).get(pk=problem.pk)


def _waiting(problem: Problem, kind: str) -> QuerySet[Proposal]:
    return Proposal.objects.filter(problem=problem, kind=kind, decision=Decision.WAITING).order_by("pk")


@transaction.atomic
def _set_value(
    kind: str, problem: Problem, value: str, public: str, actor: AbstractBaseUser, reason: str
) -> Proposal | None:
    status.lock_inspections([problem.inspection_id])
    waiting = list(_waiting(problem, kind))
    if value == (waiting[-1].note if waiting else public):
        return None
    if value == public:
        take_back_all(waiting, actor, reason)
        return waiting[-1]
    return propose_all([Proposal(kind=kind, problem=problem, note=value, reason=reason)], actor)[0]


def withdraw(
    problems: Iterable[Problem], actor: AbstractBaseUser, reason: str, *, batch: uuid.UUID | None = None
) -> list[Proposal]:
    """Take items off the public pages without deleting anything; their numbers stay theirs. Those that are withdrawn
    already, or soon will be by a proposal that waits, are left out; so it is with the three below."""
    return _mark(Kind.WITHDRAW, [p for p in problems if not p.withdrawn_at], actor, reason, batch)


def restore(
    problems: Iterable[Problem], actor: AbstractBaseUser, reason: str, *, batch: uuid.UUID | None = None
) -> list[Proposal]:
    """Put withdrawn items back."""
    return _mark(Kind.RESTORE, [p for p in problems if p.withdrawn_at], actor, reason, batch)


def withhold(
    problems: Iterable[Problem], actor: AbstractBaseUser, reason: str, *, batch: uuid.UUID | None = None
) -> list[Proposal]:
    """Keep items from publication, for a reason that is approved; pages say how many are."""
    return _mark(Kind.WITHHOLD, [p for p in problems if not p.withheld_at], actor, reason, batch)


def release(
    problems: Iterable[Problem], actor: AbstractBaseUser, reason: str, *, batch: uuid.UUID | None = None
) -> list[Proposal]:
    """Show withheld items again."""
    return _mark(Kind.RELEASE, [p for p in problems if p.withheld_at], actor, reason, batch)


def _mark(
    kind: str, problems: list[Problem], actor: AbstractBaseUser, reason: str, batch: uuid.UUID | None
) -> list[Proposal]:
    waiting = Proposal.objects.filter(problem__in=problems, kind=kind, decision=Decision.WAITING)
    # Whoever publishes waits for nobody.
    is_decided = rights.has(actor, Right.PUBLISH)
    proposed = set() if is_decided else set(waiting.values_list("problem_id", flat=True))
    drafts = [Proposal(kind=kind, problem=p, reason=reason) for p in problems if p.pk not in proposed]
    return propose_all(drafts, actor, batch=batch)
