"""What an act would tell readers: drafts of proposals, which rectify.ledger.publishing publishes or lets wait."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rectify.ledger.choices import DONE, Status
from rectify.ledger.edits import Word, office_words
from rectify.ledger.models import Problem, Proposal
from rectify.ledger.rights import Right

from .asked import Asked
from .state import State
from .table import Says, Transition

#: Set before the explanation that readers see, which says by itself neither who closed the item nor how.
CLOSED = "未整改办结："


@dataclass(frozen=True)
class Taken:
    """One item that an act was done to, by which row, and what it came to."""

    row: Transition
    problem: Problem
    state: State


def drafts_of(taken: Sequence[Taken], asked: Asked) -> list[Proposal]:
    """One draft for each item of which there is something new to say."""
    if not any(t.row.says != Says.NOTHING or asked.public_note for t in taken):
        return []
    words = office_words(t.problem for t in taken)
    drafts = []
    for t in taken:
        if t.row.right == Right.REPORT:
            if asked.public_note:
                drafts.append(_draft(Proposal.Kind.UNIT_WORD, t, Word(t.state.progress, None, asked.public_note)))
            continue
        last = words.get(t.problem.pk)
        word = _office_says(t, last or Word(), asked)
        if word and word != last:
            drafts.append(_draft(Proposal.Kind.STATEMENT, t, word, asked.note))
    return drafts


def _office_says(taken: Taken, last: Word, asked: Asked) -> Word | None:
    """The office's new word, from its last; None where it has nothing to say."""
    says, state = taken.row.says, taken.state
    if says == Says.PROGRESS:
        return Word(state.progress, last.deadline, asked.public_note)
    if says == Says.RELAPSED:
        return Word(Status.IN_PROGRESS, asked.deadline or last.deadline, asked.public_note)
    if says == Says.DEADLINE:
        return Word(last.status, state.deadline, asked.public_note or last.note)
    if says == Says.CLOSED:
        return Word(_status_when_closed(taken.problem, last), last.deadline, f"{CLOSED}{asked.note}")
    return replace(last, note=asked.public_note) if asked.public_note else None


def _status_when_closed(problem: Problem, last: Word) -> str:
    """What is in force stays in force, but for a completed item: closed because it cannot be rectified, it must not stand
    as completed, nor count as such. Of an item that nobody stated, nothing is said."""
    now = last.status or problem.status
    if now in DONE:
        return Status.NOT_DONE
    return "" if now == Status.UNSTATED else now


def _draft(kind: str, taken: Taken, word: Word, reason: str = "") -> Proposal:
    return Proposal(
        kind=kind, problem=taken.problem, status=word.status, deadline=word.deadline, note=word.note, reason=reason
    )
