"""What the public sees of the desk changes here and nowhere else: by publishing a proposal.

Whoever proposes something and may publish it (rectify.ledger.rights) publishes it at once; otherwise it waits for an
approver. The proposal keeps who proposed it, who decided, when and why; what is published becomes an office or unit
statement (`rectify.ledger.status`), a withheld or released item, or public evidence or evaluation.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger import status
from rectify.ledger.choices import Speaker
from rectify.ledger.counts import recount
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Change, Evaluation, Evidence, Problem, Proposal, StatusStatement
from rectify.ledger.rights import NotAllowed, Right, inspections_of, items_of

Kind, Decision = Proposal.Kind, Proposal.Decision

#: Who may propose what: whoever has one of these rights on the item, or on the inspection of an evaluation.
_PROPOSERS: dict[str, tuple[Right, ...]] = {
    Kind.STATEMENT: (Right.EDIT, Right.SIGN_OFF, Right.EXTEND),
    Kind.UNIT_WORD: (Right.REPORT,),
    Kind.EVIDENCE: (Right.REPORT, Right.EDIT, Right.PUBLISH),
    Kind.WITHHOLD: (Right.WITHHOLD,),
    Kind.RELEASE: (Right.WITHHOLD,),
    Kind.EVALUATION: (Right.SUPERVISE,),
}
_SPEAKERS = {Kind.STATEMENT: Speaker.OFFICE, Kind.UNIT_WORD: Speaker.UNIT}
_WITHHOLDING = (Kind.WITHHOLD, Kind.RELEASE)


def propose(
    kind: str,
    *,
    actor: AbstractBaseUser,
    problem: Problem | None = None,
    evidence: Evidence | None = None,
    evaluation: Evaluation | None = None,
    by: str = "",
    status: str = "",
    deadline: date | None = None,
    note: str = "",
    reason: str = "",
    batch: uuid.UUID | None = None,
) -> Proposal:
    """Ask for something to be made public; it is at once where the actor may publish it.

    ``note`` is what readers will see, ``reason`` stays at the desk. Raises `NotAllowed`.
    """
    draft = Proposal(
        kind=kind, problem=problem or (evidence.problem if evidence else None), evidence=evidence,
        evaluation=evaluation, by=by, status=status, deadline=deadline, note=note, reason=reason,
    )  # fmt: skip
    return propose_all([draft], actor, batch=batch)[0]


@transaction.atomic
def propose_all(drafts: Sequence[Proposal], actor: AbstractBaseUser, *, batch: uuid.UUID | None = None) -> list:
    """`propose` for many unsaved proposals of one act, which share a batch. Returns them, saved."""
    _check_proposers(drafts, actor)
    _lock(drafts)
    now, batch = timezone.now(), batch or uuid.uuid4()
    for draft in drafts:
        draft.by = draft.by or _SPEAKERS.get(draft.kind, "")
        draft.proposed_by, draft.proposed_at, draft.batch = actor, now, batch
    Proposal.objects.bulk_create(drafts, batch_size=500)
    _carry_out(_publishable(drafts, actor), actor, "")
    return list(drafts)


@transaction.atomic
def publish(proposals: Iterable[Proposal], actor: AbstractBaseUser, reason: str = "") -> int:
    """Publish what still waits of these, oldest first. Returns how many were; raises `NotAllowed`."""
    return _carry_out(_waiting(proposals, actor), actor, reason)


@transaction.atomic
def refuse(proposals: Iterable[Proposal], actor: AbstractBaseUser, reason: str) -> int:
    """Decide that what still waits of these is not published. Returns how many were; raises `NotAllowed`."""
    if not reason.strip():
        raise NotAllowed(_("不予公开需要写明缘由。"))
    waiting = _waiting(proposals, actor)
    _decide(waiting, Decision.REFUSED, actor, reason)
    return len(waiting)


@transaction.atomic
def take_back(proposal: Proposal, actor: AbstractBaseUser, reason: str = "") -> Proposal:
    """Withdraw a proposal that still waits: its proposer may, and whoever edits the item. Raises `NotAllowed`."""
    _lock([proposal])
    fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)
    is_own = fresh.proposed_by_id == actor.pk
    if not is_own and not (fresh.problem_id and items_of(actor, Right.EDIT).filter(pk=fresh.problem_id).exists()):
        raise NotAllowed(_("只有提出人和巡视巡察机构可以撤销待公开事项。"))
    if fresh.decision != Decision.WAITING:
        raise NotAllowed(
            _("这一事项已经审批（%(decision)s），不能再撤销。") % {"decision": fresh.get_decision_display()}
        )
    _decide([fresh], Decision.TAKEN_BACK, actor, reason)
    return fresh


def _check_proposers(drafts: Sequence[Proposal], actor: AbstractBaseUser) -> None:
    for kind in {draft.kind for draft in drafts}:
        same = [draft for draft in drafts if draft.kind == kind]
        if not any(len(_within(same, actor, right)) == len(same) for right in _PROPOSERS[kind]):
            raise NotAllowed(_("您无权提出“%(kind)s”。") % {"kind": Kind(kind).label})


def _within(proposals: Sequence[Proposal], actor: AbstractBaseUser, right: Right) -> list[Proposal]:
    """Those of these proposals whose item, or whose evaluation's inspection, the actor has this right on."""
    problems = {p.problem_id for p in proposals if p.problem_id}
    inspections = {p.evaluation.inspection_id for p in proposals if not p.problem_id}
    if problems:
        problems = set(items_of(actor, right).filter(pk__in=problems).values_list("pk", flat=True))
    if inspections:
        inspections = set(inspections_of(actor, right).filter(pk__in=inspections).values_list("pk", flat=True))
    return [
        p
        for p in proposals
        if (p.problem_id in problems if p.problem_id else p.evaluation.inspection_id in inspections)
    ]


def _publishable(proposals: Sequence[Proposal], actor: AbstractBaseUser) -> list[Proposal]:
    return _within(proposals, actor, Right.PUBLISH)


def _lock(proposals: Iterable[Proposal]) -> None:
    """Everybody locks inspections, in id order, before anything of theirs."""
    proposals = list(proposals)
    about = {p.problem_id for p in proposals if p.problem_id}
    inspections = set(Problem.objects.filter(pk__in=about).order_by().values_list("inspection_id", flat=True))
    inspections |= {p.evaluation.inspection_id for p in proposals if p.evaluation_id}
    status.lock_inspections(inspections)


def _waiting(proposals: Iterable[Proposal], actor: AbstractBaseUser) -> list[Proposal]:
    """Those that still wait, locked, oldest first; `NotAllowed` where the actor does not decide one of them."""
    proposals = list(proposals)
    _lock(proposals)
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("problem", "evidence", "evaluation")
    waiting = list(
        rows.filter(pk__in=[p.pk for p in proposals], decision=Decision.WAITING).order_by("pk"),
    )
    if len(_publishable(waiting, actor)) < len(waiting):
        raise NotAllowed(_("您无权审批其中的事项。"))
    return waiting


def _carry_out(proposals: list[Proposal], actor: AbstractBaseUser, reason: str) -> int:
    """Make these public, in their order. What was withdrawn in the meantime is taken back instead."""
    now = timezone.now()
    gone = [p for p in proposals if _is_gone(p)]
    _decide(gone, Decision.TAKEN_BACK, actor, _("提出之后已撤回。"))
    fresh = [p for p in proposals if p not in gone]
    _speak([p for p in fresh if p.kind in _SPEAKERS])
    for proposal in fresh:
        if proposal.kind in _WITHHOLDING:
            _withhold(proposal, now)
    Evidence.objects.filter(pk__in=[p.evidence_id for p in fresh if p.kind == Kind.EVIDENCE]).update(published_at=now)
    Evaluation.objects.filter(pk__in=[p.evaluation_id for p in fresh if p.kind == Kind.EVALUATION]).update(
        published_at=now
    )
    _decide(fresh, Decision.PUBLISHED, actor, reason)
    _pass_over_older(fresh, actor)
    return len(fresh)


def _is_gone(proposal: Proposal) -> bool:
    thing = proposal.evidence or proposal.evaluation
    return bool(thing and thing.withdrawn_at)


def _decide(proposals: Iterable[Proposal], decision: str, actor: AbstractBaseUser, reason: str) -> None:
    proposals, now = list(proposals), timezone.now()
    for proposal in proposals:
        proposal.decision, proposal.decided_by = decision, actor
        proposal.decided_at, proposal.decision_reason = now, reason
    Proposal.objects.bulk_update(proposals, ["decision", "decided_by", "decided_at", "decision_reason"], batch_size=200)


def _speak(proposals: list[Proposal]) -> None:
    """Record what these say: together where one act proposed it, one after the other where it is about one item."""
    group: dict[int, Proposal] = {}
    for proposal in [*proposals, None]:
        first = next(iter(group.values()), None)
        if first and (
            proposal is None
            or proposal.problem_id in group
            or (proposal.batch, proposal.reason) != (first.batch, first.reason)
        ):
            status.record([_statement(p) for p in group.values()], reason=first.reason, batch=first.batch)
            group = {}
        if proposal:
            group[proposal.problem_id] = proposal


def _statement(proposal: Proposal) -> StatusStatement:
    """What was found is as of the day it was proposed, however long it waited."""
    return StatusStatement(
        problem_id=proposal.problem_id,
        by=_SPEAKERS[proposal.kind],
        status=proposal.status,
        deadline=proposal.deadline,
        note=proposal.note,
        as_of=PartialDate(timezone.localdate(proposal.proposed_at).isoformat()),
        made_by=proposal.proposed_by,
    )


def _withhold(proposal: Proposal, now: datetime) -> None:
    """Take an item off the public pages, or put it back; its row in the search index stays for the desk, and readers'
    lists ask for public items."""
    hide = proposal.kind == Kind.WITHHOLD
    problem = Problem.objects.get(pk=proposal.problem_id)
    if bool(problem.withheld_at) == hide:
        return
    problem.withheld_at, problem.changed_at = (now if hide else None), now
    problem.save(update_fields=["withheld_at", "changed_at"])
    old, new = ("", "withheld") if hide else ("withheld", "")
    Change.objects.create(
        problem=problem, field="withheld", old=old, new=new, by=Speaker.OFFICE, actor=proposal.proposed_by, at=now,
        reason=proposal.reason, batch=proposal.batch,
    )  # fmt: skip
    recount([problem.inspection_id])


def _pass_over_older(published: list[Proposal], actor: AbstractBaseUser) -> None:
    """An older word on the same item that still waits would, published later, put the newer one out of force."""
    newest: dict[tuple[str, int], int] = {}
    for proposal in published:
        if proposal.problem_id and proposal.kind != Kind.EVIDENCE:
            key = (proposal.kind, proposal.problem_id)
            newest[key] = max(newest.get(key, 0), proposal.pk)
    if not newest:
        return
    waiting = Proposal.objects.filter(
        decision=Decision.WAITING, problem__in={problem for _kind, problem in newest}, evidence=None
    )
    older = [p for p in waiting if p.pk < newest.get(_rival(p, newest), 0)]
    _decide(older, Decision.TAKEN_BACK, actor, _("同一事项已有更新的内容公开。"))


def _rival(proposal: Proposal, newest: dict[tuple[str, int], int]) -> tuple[str, int]:
    """What a waiting proposal would contradict: withholding and releasing an item are about one thing."""
    if proposal.kind in _WITHHOLDING:
        keys = [(kind, proposal.problem_id) for kind in _WITHHOLDING]
        return max(keys, key=lambda key: newest.get(key, 0))
    return proposal.kind, proposal.problem_id
