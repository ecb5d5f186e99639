"""Doing something to items: the one way in which steps are taken."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger import handling, rights, status
from rectify.ledger.choices import Action
from rectify.ledger.models import Handling, Problem, Proposal, Step
from rectify.ledger.publishing import drop_words_of_units, propose_all
from rectify.ledger.rights import NotAllowed

from .asked import Asked
from .choosing import choose
from .handed_in import HandedIn, handed_in
from .saying import Taken, drafts_of
from .state import FIELDS, State, after, put, state_of
from .table import RIGHT_OF, Need, Transition, rows_of

#: Of one act: more than anybody can look over, and what one transaction still does in some seconds.
MOST_AT_ONCE = 1000


@dataclass
class Acted:
    """What an act came to: ``passed_over`` are (item, why) of those that it was not done to."""

    action: str
    batch: uuid.UUID
    done: list[Problem] = field(default_factory=list)
    passed_over: list[tuple[Problem, str]] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    @property
    def n_waiting(self) -> int:
        """How much of it readers will see once it is approved."""
        return sum(p.decision == Proposal.Decision.WAITING for p in self.proposals)


@dataclass(frozen=True)
class _Item:
    """One item with what decides about it."""

    problem: Problem
    handling: Handling
    role: str
    handed_in: HandedIn


def act(
    problems: Iterable[Problem],
    action: str,
    actor: AbstractBaseUser,
    *,
    note: str = "",
    progress: str = "",
    deadline: date | None = None,
    look_again_on: date | None = None,
    public_note: str = "",
    batch: uuid.UUID | None = None,
) -> Acted:
    """Do this to these items, in one transaction. What cannot be done to one of them passes it over with the reason;
    `NotAllowed` where it can be done to none."""
    asked = Asked(note.strip(), progress, deadline, look_again_on, public_note.strip())
    problems = list(problems)
    if len(problems) > MOST_AT_ONCE:
        raise NotAllowed(_("一次最多办理 %(n)s 个事项，请缩小范围。") % {"n": MOST_AT_ONCE})
    with transaction.atomic():
        acted = _act(problems, action, actor, asked, batch or uuid.uuid4())
    if problems and not acted.done:
        reasons = dict.fromkeys(reason for _problem, reason in acted.passed_over)
        raise NotAllowed("\n".join(list(reasons)[:5]))
    return acted


def forecast(problems: Iterable[Problem], action: str, actor: AbstractBaseUser) -> Acted:
    """Which of these items an act would pass over whatever is filled in, without doing anything."""
    acted, rows = Acted(action, uuid.uuid4()), list(rows_of(action))
    for item in _looked_up(list(problems), action, actor, acted):
        _row, reason = choose(rows, state_of(item.handling), None, item.handed_in)
        if reason:
            acted.passed_over.append((item.problem, reason))
        else:
            acted.done.append(item.problem)
    return acted


def lacking(handling: Handling, actions: Iterable[str]) -> dict[str, str]:
    """Why each of these actions would be refused for an item whatever is filled in; empty where it would not."""
    evidence, state = handed_in([handling.problem_id])[handling.problem_id], state_of(handling)
    return {action: choose(list(rows_of(action)), state, None, evidence)[1] for action in actions}


def _act(problems: list[Problem], action: str, actor: AbstractBaseUser, asked: Asked, batch: uuid.UUID) -> Acted:
    status.lock_inspections({problem.inspection_id for problem in problems})
    acted, now, rows = Acted(action, batch), timezone.now(), list(rows_of(action))
    steps: list[Step] = []
    moved: list[Handling] = []
    taken: list[Taken] = []
    for item in _looked_up(problems, action, actor, acted):
        state = state_of(item.handling)
        row, reason = choose(rows, state, asked, item.handed_in)
        if row is None:
            acted.passed_over.append((item.problem, reason))
            continue
        step = _step(row, item, state, asked)
        step.actor, step.at, step.batch = actor, now, batch
        new = after(state, step)
        put(new, item.handling)
        item.handling.changed_at = now
        steps.append(step)
        moved.append(item.handling)
        taken.append(Taken(row, item.problem, new))
        acted.done.append(item.problem)
    Step.objects.bulk_create(steps, batch_size=500)
    Handling.objects.bulk_update(moved, [*FIELDS, "changed_at"], batch_size=200)
    if action == Action.SEND_BACK:
        drop_words_of_units(acted.done, actor, _("事项已退回单位。"))
    drafts = drafts_of(taken, asked)
    if drafts:
        acted.proposals = propose_all(drafts, actor, batch=batch)
    return acted


def _step(row: Transition, item: _Item, state: State, asked: Asked) -> Step:
    progress = (asked.progress if Need.PROGRESS in row.needs else "") or state.progress
    return Step(
        problem=item.problem,
        action=row.action,
        role=item.role,
        old_stage=state.stage,
        new_stage=row.target or state.stage,
        old_progress=state.progress,
        new_progress=progress,
        old_deadline=state.deadline,
        new_deadline=_new_deadline(row, state, asked),
        look_again_on=asked.look_again_on if Need.LOOK_AGAIN in row.needs else None,
        note=asked.note,
    )


def _new_deadline(row: Transition, state: State, asked: Asked) -> date | None:
    if row.action == Action.GRANT_EXTENSION:
        return asked.deadline or state.extension_asked
    return (asked.deadline if row.takes_deadline else None) or state.deadline


def _looked_up(problems: list[Problem], action: str, actor: AbstractBaseUser, acted: Acted) -> list[_Item]:
    """The items, in id order and locked, that the actor may do this to; ``acted`` tells of those passed over."""
    by_id = {problem.pk: problem for problem in problems}
    right, found = RIGHT_OF[action], []
    allowed = set(rights.items_of(actor, right).filter(pk__in=by_id).values_list("pk", flat=True))
    handling.follow({problem.inspection_id for problem in problems})
    rows = Handling.objects.filter(problem__in=by_id, problem__inspection__followed=True)
    handlings = {row.problem_id: row for row in rows.order_by("pk")}
    evidence, role = handed_in(by_id), _role_everywhere(actor, right)
    for pk in sorted(by_id):
        problem = by_id[pk]
        if reason := _never(problem, pk in allowed, pk in handlings):
            acted.passed_over.append((problem, reason))
        else:
            in_role = role or rights.role_for(actor, right, problem) or ""
            found.append(_Item(problem, handlings[pk], in_role, evidence[pk]))
    return found


def _never(problem: Problem, is_allowed: bool, is_followed: bool) -> str:
    if not is_allowed:
        return _("您无权对这一事项进行这项办理。")
    if problem.withdrawn_at:
        return _("事项已撤回。")
    if not is_followed:
        return _("这次巡视巡察没有设为由本机构督办。")
    return ""


def _role_everywhere(actor: AbstractBaseUser, right: rights.Right) -> str | None:
    """The role in which the actor does this to any item at all, found once for many items."""
    roles = rights.roles_of(actor)
    return next((role for role in rights.EVERYWHERE if role in roles and right in rights.RIGHTS[role]), None)
