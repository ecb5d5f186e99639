"""Putting a mistaken batch back: each of its items as it was, unless something came after. Nothing is erased: the undoing
is a step of its own, and what readers have been told is answered by a newer statement."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger import rights, status
from rectify.ledger.choices import Action
from rectify.ledger.models import Handling, Problem, Proposal, Step
from rectify.ledger.publishing import is_about_the_same, propose_all, take_back_all
from rectify.ledger.rights import NotAllowed, Right

from .countering import counter
from .state import FIELDS, put, replay, state_of

Decision = Proposal.Decision
_LIVE = (Decision.WAITING, Decision.PUBLISHED)
#: What nobody but the unit can unsay, and what is taken back on a page of its own.
_STAYING = (Proposal.Kind.UNIT_WORD, Proposal.Kind.EVIDENCE, Proposal.Kind.EVIDENCE_BACK)
_MOST_TOLD = 20


@dataclass
class Undone:
    """What an undoing came to; ``passed_over`` are (item, why) of those that stay as they are."""

    batch: uuid.UUID
    done: list[Problem] = field(default_factory=list)
    passed_over: list[tuple[Problem, str]] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)


@transaction.atomic
def undo(batch: uuid.UUID, actor: AbstractBaseUser, reason: str) -> Undone:
    """Put back what this batch did to items and to what readers see. Raises `NotAllowed`."""
    if not reason.strip():
        raise NotAllowed(_("撤销操作需要写明缘由。"))
    problems = _problems_of(batch, actor)
    status.lock_inspections({problem.inspection_id for problem in problems})
    steps, proposals = _by_item(Step, problems), _by_item(Proposal, problems)
    undone, drafts, taken_back = Undone(uuid.uuid4()), [], []
    for problem in problems:
        if why := _came_after(batch, steps[problem.pk], proposals[problem.pk]):
            undone.passed_over.append((problem, why))
            continue
        undone.done.append(problem)
        for proposal in proposals[problem.pk]:
            if proposal.batch == batch and proposal.decision == Decision.WAITING:
                taken_back.append(proposal)
            elif proposal.batch == batch and proposal.decision == Decision.PUBLISHED:
                drafts += counter(proposal, reason)
    take_back_all(taken_back, actor, reason)
    if drafts:
        undone.proposals = propose_all(drafts, actor, batch=undone.batch)
    _put_back(undone, batch, steps, actor, reason.strip())
    if problems and not undone.done:
        raise NotAllowed("\n".join(dict.fromkeys(why for _problem, why in undone.passed_over)))
    return undone


def what_stays(batch: uuid.UUID) -> list[str]:
    """What undoing this batch does not put back, in sentences; told before anybody decides."""
    published = Proposal.objects.filter(batch=batch, decision=Decision.PUBLISHED, kind__in=_STAYING).order_by("pk")
    found = [
        _("已同意的“%(kind)s”不随撤销收回：%(words)s") % {"kind": p.get_kind_display(), "words": p.evidence or p.note}
        for p in published.select_related("evidence")[:_MOST_TOLD]
    ]
    steps = Step.objects.filter(batch=batch, action=Action.SEND_BACK).order_by()
    words = Proposal.objects.filter(
        kind=Proposal.Kind.UNIT_WORD, decision=Decision.TAKEN_BACK, problem__in=steps.values("problem"),
        decided_at__gte=Subquery(steps.values("at")[:1]),
    )  # fmt: skip
    if words.exists():
        found.append(_("退回时一并撤销的单位填报不会重新待审，请由单位再次申请公开。"))
    return found


def _problems_of(batch: uuid.UUID, actor: AbstractBaseUser) -> list[Problem]:
    """The batch's items, all of which the actor must have the right to edit."""
    about = {*Step.objects.filter(batch=batch).order_by().values_list("problem_id", flat=True)}
    about |= {
        *Proposal.objects.filter(batch=batch, problem__isnull=False).order_by().values_list("problem_id", flat=True)
    }
    found = list(rights.items_of(actor, Right.EDIT).filter(pk__in=about).order_by("pk"))
    if not found or len(found) < len(about):
        raise NotAllowed(_("没有这批操作，或您无权撤销它。"))
    return found


def _by_item(model: type[Step] | type[Proposal], problems: list[Problem]) -> dict[int, list]:
    rows: dict[int, list] = defaultdict(list)
    for row in model.objects.filter(problem__in=problems).order_by("pk"):
        rows[row.problem_id].append(row)
    return rows


def _came_after(batch: uuid.UUID, steps: list[Step], proposals: list[Proposal]) -> str:
    """Why the batch can no longer be put back for this item; empty where it can. Comments change nothing."""
    moves = [step for step in steps if step.action != Action.COMMENT]
    ours = [step for step in moves if step.batch == batch]
    said = [proposal for proposal in proposals if proposal.batch == batch]
    if any(step.action == Action.UNDO for step in ours):
        return _("撤销操作本身不能再撤销。")
    if any(step.undoes_id == mine.pk for mine in ours for step in moves):
        return _("已经撤销过。")
    if ours and moves[-1].batch != batch:
        newer = moves[-1]
        return _("之后又有办理：%(action)s（%(actor)s）。") % {
            "action": newer.get_action_display(),
            "actor": newer.actor,
        }
    newest = max((proposal.pk for proposal in said), default=0)
    for later in proposals:
        if later.pk > newest and later.decision in _LIVE and any(is_about_the_same(later, mine) for mine in said):
            what = {"kind": later.get_kind_display(), "actor": later.proposed_by}
            return _("之后又有提出公开的内容：%(kind)s（%(actor)s）。") % what
    is_dead = said and not ours and all(proposal.decision not in _LIVE for proposal in said)
    if is_dead or (not ours and not said):
        return _("没有可以撤销的内容。")
    return ""


def _put_back(
    undone: Undone, batch: uuid.UUID, steps: dict[int, list[Step]], actor: AbstractBaseUser, why: str
) -> None:
    """Write an undoing step for each item that the batch moved, and its state as the remaining steps have it."""
    moved = [p for p in undone.done if any(s.batch == batch and s.action != Action.COMMENT for s in steps[p.pk])]
    handlings = {row.problem_id: row for row in Handling.objects.filter(problem__in=moved)}
    # What is public may just have been answered, and the time limit with it.
    deadlines = dict(Problem.objects.filter(pk__in=[p.pk for p in moved]).values_list("pk", "deadline"))
    now, rows, new_steps = timezone.now(), [], []
    for problem in moved:
        ours = [s for s in steps[problem.pk] if s.batch == batch and s.action != Action.COMMENT]
        old = state_of(handlings[problem.pk])
        new_steps.append(
            Step(
                problem=problem, action=Action.UNDO, actor=actor, at=now, batch=undone.batch, note=why, undoes=ours[-1],
                role=rights.role_for(actor, Right.EDIT, problem), old_stage=old.stage, old_progress=old.progress,
                old_deadline=old.deadline,
            )
        )  # fmt: skip
        new = replay([*steps[problem.pk], new_steps[-1]], deadlines[problem.pk])
        new_steps[-1].new_stage, new_steps[-1].new_progress = new.stage, new.progress
        new_steps[-1].new_deadline, new_steps[-1].look_again_on = new.deadline, new.look_again_on
        handling = handlings[problem.pk]
        put(new, handling)
        handling.changed_at = now
        rows.append(handling)
    Step.objects.bulk_create(new_steps, batch_size=500)
    Handling.objects.bulk_update(rows, [*FIELDS, "changed_at"], batch_size=200)
