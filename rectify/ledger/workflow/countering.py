"""The proposal that answers one which was published by mistake: readers' pages are as before, and nothing is erased."""

from rectify.ledger.choices import Speaker
from rectify.ledger.models import Change, Proposal, StatusStatement
from rectify.ledger.responsibilities import FIELD

Kind = Proposal.Kind
_OPPOSITE = {
    Kind.WITHHOLD: Kind.RELEASE,
    Kind.RELEASE: Kind.WITHHOLD,
    Kind.WITHDRAW: Kind.RESTORE,
    Kind.RESTORE: Kind.WITHDRAW,
}
#: Kinds whose note is a whole new value, and what its change is called.
_VALUES = {Kind.LABEL: "office_label", Kind.RESPONSIBILITIES: FIELD}


def counter(published: Proposal, reason: str) -> list[Proposal]:
    """A draft, or none where there is nothing to answer. A unit's published word stands: it is what the unit said, and
    puts nothing in force."""
    if published.kind == Kind.STATEMENT:
        return _earlier_word(published, reason)
    if field := _VALUES.get(published.kind):
        change = Change.objects.filter(problem=published.problem_id, field=field, batch=published.batch).first()
        return [_draft(published, published.kind, reason, note=change.old)] if change else []
    if published.kind in _OPPOSITE:
        return [_draft(published, _OPPOSITE[published.kind], reason)]
    return []


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
