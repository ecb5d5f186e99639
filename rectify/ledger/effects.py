"""What happens to the ledger when a proposal is published, one function a kind; rectify.ledger.publishing decides
whether it is."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from rectify.ledger import responsibilities, search, status
from rectify.ledger.choices import Speaker
from rectify.ledger.counts import recount
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Change, Evaluation, Evidence, Problem, Proposal, StatusStatement

Kind = Proposal.Kind

#: Kinds that put words on an item, and whose words they are.
SPEAKERS = {Kind.STATEMENT: Speaker.OFFICE, Kind.UNIT_WORD: Speaker.UNIT}
#: What each kind does to an item: the column, its name in the record of changes, and whether it is set or cleared.
_MARKS: dict[str, tuple[str, str, bool]] = {
    Kind.WITHHOLD: ("withheld_at", "withheld", True),
    Kind.RELEASE: ("withheld_at", "withheld", False),
    Kind.WITHDRAW: ("withdrawn_at", "withdrawn", True),
    Kind.RESTORE: ("withdrawn_at", "withdrawn", False),
}


def carry_out(proposals: list[Proposal]) -> None:
    """Make these public, in their order."""
    now = timezone.now()
    _speak([p for p in proposals if p.kind in SPEAKERS])
    _mark([p for p in proposals if p.kind in _MARKS], now)
    for proposal in proposals:
        if act := _ACTS.get(proposal.kind):
            act(proposal, now)


def _speak(proposals: list[Proposal]) -> None:
    """Record what these say: together where one act proposed it, one after the other where it is about one item."""
    group: dict[int, Proposal] = {}
    for proposal in proposals:
        first = next(iter(group.values()), None)
        if first and (proposal.problem_id in group or _act_of(proposal) != _act_of(first)):
            _record(list(group.values()))
            group = {}
        group[proposal.problem_id] = proposal
    _record(list(group.values()))


def _act_of(proposal: Proposal) -> tuple:
    return proposal.batch, proposal.reason


def _record(proposals: list[Proposal]) -> None:
    if proposals:
        batch, reason = _act_of(proposals[0])
        status.record([_statement(p) for p in proposals], reason=reason, batch=batch)


def _statement(proposal: Proposal) -> StatusStatement:
    """What was found is as of the day it was proposed, however long it waited."""
    return StatusStatement(
        problem_id=proposal.problem_id,
        by=SPEAKERS[proposal.kind],
        status=proposal.status,
        deadline=proposal.deadline,
        note=proposal.note,
        as_of=PartialDate(timezone.localdate(proposal.proposed_at).isoformat()),
        made_by=proposal.proposed_by,
    )


def _mark(proposals: list[Proposal], now: datetime) -> None:
    """Take items off the public pages, or put them back. Their rows in the search index stay, for the desk: readers'
    lists ask for public items besides."""
    items = Problem.objects.in_bulk({p.problem_id for p in proposals})
    changes, moved = [], {}
    for proposal in proposals:
        item = items[proposal.problem_id]
        column, name, is_set = _MARKS[proposal.kind]
        if bool(getattr(item, column)) == is_set:
            continue
        setattr(item, column, now if is_set else None)
        item.changed_at = now
        moved[item.pk] = item
        old, new = ("", name) if is_set else (name, "")
        changes.append(_change(proposal, name, old, new, now))
    Problem.objects.bulk_update(moved.values(), ["withdrawn_at", "withheld_at", "changed_at"], batch_size=200)
    Change.objects.bulk_create(changes, batch_size=500)
    recount({item.inspection_id for item in moved.values()})


def _name(proposal: Proposal, now: datetime) -> None:
    """The office's own short wording; an empty one shows the register's or the source's again."""
    item = Problem.objects.get(pk=proposal.problem_id)
    old, item.office_label, item.changed_at = item.office_label, proposal.note, now
    if old == item.office_label:
        return
    item.save(update_fields=["office_label", "changed_at"])
    _change(proposal, "office_label", old, item.office_label, now).save()
    search.index([item])


def _share_out(proposal: Proposal, now: datetime) -> None:
    """Who answers for an item: these, and nobody else."""
    item = Problem.objects.get(pk=proposal.problem_id)
    old = responsibilities.in_words(responsibilities.standing(item))
    if old == proposal.note:
        return
    responsibilities.put(item, responsibilities.from_words(proposal.note), now)
    item.changed_at = now
    item.save(update_fields=["changed_at"])
    _change(proposal, responsibilities.FIELD, old, proposal.note, now).save()


def _show_evidence(proposal: Proposal, now: datetime) -> None:
    Evidence.objects.filter(pk=proposal.evidence_id).update(published_at=now)


def _take_evidence_back(proposal: Proposal, now: datetime) -> None:
    Evidence.objects.filter(pk=proposal.evidence_id).update(
        withdrawn_at=now, withdrawn_by=proposal.proposed_by, withdrawal_reason=proposal.reason
    )


def _show_evaluation(proposal: Proposal, now: datetime) -> None:
    Evaluation.objects.filter(pk=proposal.evaluation_id).update(published_at=now)


_ACTS: dict[str, Callable[[Proposal, datetime], None]] = {
    Kind.LABEL: _name,
    Kind.RESPONSIBILITIES: _share_out,
    Kind.EVIDENCE: _show_evidence,
    Kind.EVIDENCE_BACK: _take_evidence_back,
    Kind.EVALUATION: _show_evaluation,
}


def _change(proposal: Proposal, field: str, old: str, new: str, now: datetime) -> Change:
    return Change(
        problem_id=proposal.problem_id, field=field, old=old, new=new, by=Speaker.OFFICE, actor=proposal.proposed_by,
        at=now, reason=proposal.reason, batch=proposal.batch,
    )  # fmt: skip
