"""The whole of the workflow in one table: what each action needs, from which stages it goes, and where to.

An action has several rows where what it leads to depends on the item: the first row that fits is taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any

from rectify.ledger.choices import DONE, SETTLED, WITH_UNIT, Action, Stage, Status
from rectify.ledger.rights import Right


class Need(StrEnum):
    """What somebody has to give, or the item to have."""

    NOTE = auto()
    PROGRESS = auto()  # one of the row's; given, or the unit's newest
    EVIDENCE = auto()  # at least one that is not withdrawn
    UNIT_EVIDENCE = auto()  # one of the unit's; after the item was given back, one handed in since
    LATER_DEADLINE = auto()
    REQUEST = auto()  # an extension asked for and not decided
    LOOK_AGAIN = auto()


class Says(StrEnum):
    """What the office tells readers by it, as a proposal to publish."""

    NOTHING = auto()
    PROGRESS = auto()  # that the item is as far as the unit said
    RELAPSED = auto()  # that it is being rectified
    DEADLINE = auto()  # the new time limit; the status stays what it was
    CLOSED = auto()  # the explanation; never that it was completed


@dataclass(frozen=True)
class Transition:
    """One row. ``target`` None leaves the stage as it is; ``progress`` are the unit's words that the row is for, and
    ``dated`` whether it is for a given look-again date (None: either way)."""

    action: Action
    right: Right
    sources: tuple[Stage, ...]
    target: Stage | None = None
    needs: frozenset[Need] = field(default_factory=frozenset)
    says: Says = Says.NOTHING
    progress: tuple[Status, ...] = ()
    dated: bool | None = None
    #: A new time limit may be given with it.
    sets_deadline: bool = False

    @property
    def takes_deadline(self) -> bool:
        return self.sets_deadline or Need.LATER_DEADLINE in self.needs


def _row(
    action: Action, right: Right, sources: tuple[Stage, ...], target: Stage | None, *needs: Need, **more: Any
) -> Transition:
    return Transition(action, right, sources, target, frozenset(needs), **more)


ALL_STAGES = tuple(Stage)
_UNDECIDED = (Stage.WORKING, Stage.SENT_BACK, Stage.SUBMITTED, Stage.CHECKED)
#: What a unit can report, in the order from begun to finished.
PROGRESS = (Status.NOT_DONE, Status.IN_PROGRESS, Status.PHASED, Status.COMPLETED, Status.COMPLETED_ONGOING)

A, R, S = Action, Right, Stage
TABLE: tuple[Transition, ...] = (
    _row(A.REPORT, R.REPORT, WITH_UNIT, None, Need.PROGRESS, progress=PROGRESS),
    _row(A.SUBMIT, R.REPORT, WITH_UNIT, S.SUBMITTED, Need.NOTE, Need.PROGRESS, Need.UNIT_EVIDENCE, progress=DONE),
    _row(A.CHECK, R.CHECK, (S.SUBMITTED,), S.CHECKED, Need.EVIDENCE),
    _row(A.SEND_BACK, R.SEND_BACK, (S.SUBMITTED, S.CHECKED), S.SENT_BACK, Need.NOTE),
    _row(A.SIGN_OFF, R.SIGN_OFF, (S.CHECKED,), S.SIGNED_OFF, Need.EVIDENCE, says=Says.PROGRESS,
         progress=(Status.COMPLETED,)),
    _row(A.SIGN_OFF, R.SIGN_OFF, (S.CHECKED,), S.WATCHED, Need.EVIDENCE, Need.LOOK_AGAIN, says=Says.PROGRESS,
         progress=(Status.COMPLETED_ONGOING,)),
    _row(A.RECHECK_KEPT, R.SIGN_OFF, (S.WATCHED,), S.WATCHED, Need.LOOK_AGAIN, dated=True),
    _row(A.RECHECK_KEPT, R.SIGN_OFF, (S.WATCHED,), S.SIGNED_OFF, dated=False),
    _row(A.RECHECK_RELAPSED, R.SIGN_OFF, (S.WATCHED,), S.WORKING, Need.NOTE, says=Says.RELAPSED, sets_deadline=True),
    _row(A.ASK_EXTENSION, R.REPORT, WITH_UNIT, None, Need.NOTE, Need.LATER_DEADLINE),
    _row(A.GRANT_EXTENSION, R.EXTEND, _UNDECIDED, None, Need.REQUEST, Need.LATER_DEADLINE, says=Says.DEADLINE),
    _row(A.REFUSE_EXTENSION, R.EXTEND, _UNDECIDED, None, Need.REQUEST, Need.NOTE),
    _row(A.CLOSE, R.SIGN_OFF, (*_UNDECIDED, S.WATCHED), S.CLOSED, Need.NOTE, says=Says.CLOSED),
    _row(A.REOPEN, R.SIGN_OFF, SETTLED, S.WORKING, Need.NOTE, says=Says.RELAPSED, sets_deadline=True),
    _row(A.COMMENT, R.COMMENT, ALL_STAGES, None, Need.NOTE),
)  # fmt: skip

#: Undoing has no stages of its own: it puts back what was; see `undoing`.
RIGHT_OF: dict[str, Right] = {row.action: row.right for row in TABLE} | {Action.UNDO: Right.EDIT}


def rows_of(action: str) -> Iterator[Transition]:
    return (row for row in TABLE if row.action == action)


def actions_from(stage: str) -> list[Action]:
    """What can be done to an item in this stage by somebody, in the table's order."""
    return list(dict.fromkeys(row.action for row in TABLE if stage in row.sources))
