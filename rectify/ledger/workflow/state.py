"""What an item's steps come to. `Handling` keeps the outcome so that lists can filter by it; the steps are the truth."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rectify.ledger.choices import SETTLED, Action, Stage
from rectify.ledger.models import Handling, Step


@dataclass(frozen=True)
class State:
    stage: str = Stage.WORKING
    progress: str = ""
    deadline: date | None = None
    is_desks_deadline: bool = False
    is_extended: bool = False
    extension_asked: date | None = None
    look_again_on: date | None = None


#: In which the unit says how far it is; nobody else's step is its word.
SAYS_PROGRESS = (Action.REPORT, Action.SUBMIT)
FIELDS = tuple(State.__dataclass_fields__)


def state_of(handling: Handling) -> State:
    return State(*(getattr(handling, name) for name in FIELDS))


def put(state: State, handling: Handling) -> None:
    for name in FIELDS:
        setattr(handling, name, getattr(state, name))


def after(state: State, step: Step) -> State:
    """The state that a step leads to."""
    if step.action == Action.COMMENT:
        return state
    state = replace(state, stage=step.new_stage)
    if step.action in SAYS_PROGRESS:
        state = replace(state, progress=step.new_progress)
    if step.action == Action.ASK_EXTENSION:
        return replace(state, extension_asked=step.new_deadline)
    if step.action in (Action.GRANT_EXTENSION, Action.REFUSE_EXTENSION) or step.new_stage in SETTLED:
        state = replace(state, extension_asked=None)
    if step.new_deadline != step.old_deadline:
        # Longer than before only where there was one; what the office sets by itself is a new time limit.
        is_extended = step.action == Action.GRANT_EXTENSION and step.old_deadline is not None
        state = replace(state, deadline=step.new_deadline, is_desks_deadline=True, is_extended=is_extended)
    return replace(state, look_again_on=step.look_again_on if step.new_stage == Stage.WATCHED else None)


def replay(steps: Iterable[Step], own_deadline: date | None) -> State:
    """The state that these steps of one item come to, those undone left out. ``own_deadline`` is the item's public one,
    which holds at the desk until a later one is granted."""
    steps = sorted(steps, key=lambda step: (step.at, step.pk))
    undone = {step.undoes_id for step in steps if step.undoes_id}
    state = State(deadline=own_deadline)
    for step in steps:
        if step.pk not in undone and step.action != Action.UNDO:
            state = after(state, step)
    return state
