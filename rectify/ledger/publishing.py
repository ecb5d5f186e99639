"""What the public sees of the desk changes here and nowhere else: by publishing a proposal.

Whoever proposes something and may publish it (rectify.ledger.rights) publishes it at once; otherwise it waits for an
approver. The proposal keeps who proposed it, who decided, when and why; what is published becomes an office or unit
statement, a withheld or released item, public evidence and so on (`rectify.ledger.effects`).
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger import status
from rectify.ledger.effects import SPEAKERS, carry_out
from rectify.ledger.models import Evaluation, Evidence, Problem, Proposal
from rectify.ledger.rights import NotAllowed, Right, inspections_of, items_of

Kind, Decision = Proposal.Kind, Proposal.Decision

#: Who may propose what: whoever has one of these rights on the item, or on the inspection of an evaluation.
_PROPOSERS: dict[str, tuple[Right, ...]] = {
    Kind.STATEMENT: (Right.EDIT, Right.SIGN_OFF, Right.EXTEND),
    Kind.UNIT_WORD: (Right.REPORT,),
    Kind.EVIDENCE: (Right.REPORT, Right.EDIT, Right.PUBLISH),
    Kind.EVIDENCE_BACK: (Right.REPORT, Right.EDIT),
    Kind.WITHHOLD: (Right.WITHHOLD,),
    Kind.RELEASE: (Right.WITHHOLD,),
    Kind.EVALUATION: (Right.SUPERVISE,),
    Kind.LABEL: (Right.EDIT,),
    Kind.WITHDRAW: (Right.EDIT,),
    Kind.RESTORE: (Right.EDIT,),
    Kind.RESPONSIBILITIES: (Right.EDIT,),
}
#: Kinds that are about one thing, so that the newest decides.
_RIVALS = [
    (Kind.WITHHOLD, Kind.RELEASE),
    (Kind.WITHDRAW, Kind.RESTORE),
    (Kind.STATEMENT,),
    (Kind.UNIT_WORD,),
    (Kind.LABEL,),
    (Kind.RESPONSIBILITIES,),
]
_TOPIC: dict[str, int] = {kind: n for n, kinds in enumerate(_RIVALS) for kind in kinds}


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
        draft.by = draft.by or SPEAKERS.get(draft.kind, "")
        draft.proposed_by, draft.proposed_at, draft.batch = actor, now, batch
    Proposal.objects.bulk_create(drafts, batch_size=500)
    _carry_out(_publishable(drafts, actor), actor, "")
    return list(drafts)


@transaction.atomic
def publish(proposals: Iterable[Proposal], actor: AbstractBaseUser, reason: str = "") -> int:
    """Publish what still waits of these, oldest first. Returns how many were; raises `NotAllowed`, also where each of
    them has a newer rival that waits: published alone, it would tell readers what the desk no longer says."""
    waiting = _waiting(proposals, actor)
    newer = _with_newer_rivals(waiting)
    if waiting and len(newer) == len(waiting):
        raise NotAllowed(_("同一事项有更新的内容待审批，请先审批较新的。"))
    return _carry_out([p for p in waiting if p not in newer], actor, reason)


@transaction.atomic
def refuse(proposals: Iterable[Proposal], actor: AbstractBaseUser, reason: str) -> int:
    """Decide that what still waits of these is not published, nor what they had taken the place of. Returns how many
    were; raises `NotAllowed`."""
    if not reason.strip():
        raise NotAllowed(_("不同意需要写明缘由。"))
    waiting = _waiting(proposals, actor)
    _decide(waiting, Decision.REFUSED, actor, reason)
    _pass_over_older(waiting, actor, _("同一事项较新的内容未获同意。"))
    return len(waiting)


@transaction.atomic
def take_back(proposal: Proposal, actor: AbstractBaseUser, reason: str = "") -> Proposal:
    """Withdraw a proposal that still waits: its proposer may, and whoever edits the item. Raises `NotAllowed`."""
    _lock([proposal])
    fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)
    is_own = fresh.proposed_by_id == actor.pk
    if not is_own and not (fresh.problem_id and items_of(actor, Right.EDIT).filter(pk=fresh.problem_id).exists()):
        raise NotAllowed(_("只有提出人和巡视巡察机构可以撤销公开审批事项。"))
    if fresh.decision != Decision.WAITING:
        raise NotAllowed(
            _("这一事项已经审批（%(decision)s），不能再撤销。") % {"decision": fresh.get_decision_display()}
        )
    _decide([fresh], Decision.TAKEN_BACK, actor, reason)
    return fresh


@transaction.atomic
def take_back_all(proposals: Sequence[Proposal], actor: AbstractBaseUser, reason: str) -> None:
    """Withdraw many that still wait, of items that the actor may edit. Raises `NotAllowed`."""
    if len(_within(proposals, actor, Right.EDIT)) < len(proposals):
        raise NotAllowed(_("只有提出人和巡视巡察机构可以撤销公开审批事项。"))
    _decide(proposals, Decision.TAKEN_BACK, actor, reason)


def drop_words_of_units(problems: Iterable[Problem], actor: AbstractBaseUser, reason: str) -> None:
    """What units wanted to tell readers of these items, and nobody decided, is no longer theirs to tell: they were sent
    back. Whoever calls has locked the inspections."""
    rows = Proposal.objects.filter(problem__in=list(problems), kind=Kind.UNIT_WORD, decision=Decision.WAITING)
    _decide(rows, Decision.TAKEN_BACK, actor, reason)


def is_about_the_same(one: Proposal, other: Proposal) -> bool:
    """Whether the newer of two would put the older out of force."""
    return _topic_of(one) is not None and _topic_of(one) == _topic_of(other)


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
    gone = [p for p in proposals if _is_gone(p)]
    _decide(gone, Decision.TAKEN_BACK, actor, _("提出之后已撤回。"))
    fresh = [p for p in proposals if p not in gone]
    carry_out(fresh)
    _decide(fresh, Decision.PUBLISHED, actor, reason)
    _pass_over_older(fresh, actor, _("同一事项已有更新的内容公开。"))
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


def _pass_over_older(decided: Sequence[Proposal], actor: AbstractBaseUser, reason: str) -> None:
    """An older word on the same item that still waits would, published later, put the newer one out of force."""
    newest: dict[tuple[int, int], int] = {}
    for proposal in decided:
        if topic := _topic_of(proposal):
            newest[topic] = max(newest.get(topic, 0), proposal.pk)
    older = [p for p in _waiting_rivals(decided) if p.pk < newest.get(_topic_of(p), 0)]
    _decide(older, Decision.TAKEN_BACK, actor, reason)


def _with_newer_rivals(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Those of these that something newer waits about, which is not among them."""
    own = {p.pk for p in proposals}
    newest = {_topic_of(p): p.pk for p in _waiting_rivals(proposals) if p.pk not in own}
    return [p for p in proposals if p.pk < newest.get(_topic_of(p), 0)]


def _waiting_rivals(proposals: Sequence[Proposal]) -> list[Proposal]:
    """What waits about the same things as these, oldest first, these included."""
    topics = {topic for topic in map(_topic_of, proposals) if topic}
    if not topics:
        return []
    rows = Proposal.objects.filter(
        decision=Decision.WAITING, kind__in=_TOPIC, problem__in={problem for _kinds, problem in topics}
    )
    return [p for p in rows.order_by("pk") if _topic_of(p) in topics]


def _topic_of(proposal: Proposal) -> tuple[int, int] | None:
    """What a proposal is about, where the newest about it decides: which kinds, and the item."""
    return (_TOPIC[proposal.kind], proposal.problem_id) if proposal.kind in _TOPIC else None
