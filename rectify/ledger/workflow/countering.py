"""The proposal that answers one which was published by mistake: readers' pages are as before, and nothing is erased."""

from rectify.ledger.choices import Speaker
from rectify.ledger.models import Change, Proposal, StatusStatement
from rectify.ledger.responsibilities import FIELD

Kind = Proposal.Kind
#: Kind → the kind that puts it back, and what its change is called.
_OPPOSITE = {
    Kind.WITHHOLD: (Kind.RELEASE, "withheld"),
    Kind.RELEASE: (Kind.WITHHOLD, "withheld"),
    Kind.WITHDRAW: (Kind.RESTORE, "withdrawn"),
    Kind.RESTORE: (Kind.WITHDRAW, "withdrawn"),
}
#: Kinds whose note is a whole new value, and what its change is called.
_VALUES = {Kind.LABEL: "office_label", Kind.RESPONSIBILITIES: FIELD}


def counter(published: Proposal, reason: str) -> list[Proposal]:
    """A draft, or none where there is nothing to answer. A unit's published word stands: it is what the unit said, and
    puts nothing in force."""
    if published.kind == Kind.STATEMENT:
        return _earlier_word(published, reason)
    if field := _VALUES.get(published.kind):
        change = _change(published, field)
        return [_draft(published, published.kind, reason, note=change.old)] if change else []
    if published.kind in _OPPOSITE:
        kind, field = _OPPOSITE[published.kind]
        # One that found the item as it wanted it changed nothing: what stands is another's decision.
        return [_draft(published, kind, reason)] if _change(published, field) else []
    return []


def _change(published: Proposal, field: str) -> Change | None:
    """What publishing it did to the item, if anything."""
    return Change.objects.filter(problem=published.problem_id, field=field, batch=published.batch).first()


def _earlier_word(published: Proposal, reason: str) -> list[Proposal]:
    """What the office said before; an empty word where it had said nothing, so that the report's stands again."""
    said = list(
        StatusStatement.objects.filter(
            problem=published.problem_id, by=Speaker.OFFICE, made_at__lte=published.decided_at
        ).order_by("-made_at", "-pk")[:2]
    )
    if not said or _words(said[0]) != _words(published):
        return []
    before = said[1] if len(said) > 1 else StatusStatement()
    status, deadline, note = _words(before)
    return [_draft(published, Kind.STATEMENT, reason, status=status, deadline=deadline, note=note)]


def _words(said: StatusStatement | Proposal) -> tuple:
    return said.status, said.deadline, said.note


def _draft(published: Proposal, kind: str, reason: str, **words: object) -> Proposal:
    return Proposal(kind=kind, problem_id=published.problem_id, reason=reason, **words)
