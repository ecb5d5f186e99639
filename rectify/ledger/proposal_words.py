"""What a proposal would show readers, and what they see of the same now, each in a line or a few."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rectify.ledger import responsibilities
from rectify.ledger.choices import Speaker
from rectify.ledger.models import Problem, Proposal, StatusStatement
from rectify.ledger.status import office_word

Kind = Proposal.Kind
#: What kinds do that say nothing by themselves.
_EFFECTS = {
    Kind.WITHHOLD: gettext_lazy("读者不再看到这一事项，只知道有几项暂不公开"),
    Kind.RELEASE: gettext_lazy("读者重新看到这一事项"),
    Kind.WITHDRAW: gettext_lazy("读者不再看到这一事项"),
    Kind.RESTORE: gettext_lazy("读者重新看到这一事项"),
}


def proposed(proposal: Proposal) -> str:
    """What readers would see by it, its note aside; empty where the note is all."""
    if proposal.kind in _EFFECTS:
        return str(_EFFECTS[proposal.kind])
    if proposal.kind == Kind.STATEMENT and not proposal.status and not proposal.deadline:
        return _("不认定进展，以单位自报为准")
    return _word(proposal.get_status_display(), proposal.deadline)


def public_now(proposal: Proposal) -> str:
    """What readers see now of what it is about."""
    if proposal.evidence_id or proposal.evaluation_id:
        about = proposal.evidence or proposal.evaluation
        return _("已公开") if about.published_at and not about.withdrawn_at else _("没有公开")
    problem = proposal.problem
    if problem.withdrawn_at:
        return _("已撤回，读者看不到")
    if problem.withheld_at:
        return _("暂不公开，读者看不到")
    return _of_item(proposal.kind, problem) or "—"


def _of_item(kind: str, problem: Problem) -> str:
    if kind == Kind.LABEL:
        return problem.name
    if kind == Kind.RESPONSIBILITIES:
        return responsibilities.in_words(responsibilities.standing(problem))
    if kind == Kind.UNIT_WORD:
        return _said(problem.statements.filter(by=Speaker.UNIT).order_by("made_at", "pk").last())
    whose = _("（%(by)s）") % {"by": problem.get_status_by_display()} if problem.status_by else ""
    words = _word(f"{problem.get_status_display()}{whose}", problem.deadline)
    office = office_word(problem.statements.filter(by=Speaker.OFFICE))
    return f"{words}\n{office.note}" if office and office.note else words


def _said(statement: StatusStatement | None) -> str:
    if statement is None:
        return ""
    return "\n".join(filter(None, (_word(statement.get_status_display(), statement.deadline), statement.note)))


def _word(status: str, deadline: date | None) -> str:
    parts = [status] if status else []
    if deadline:
        parts.append(_("时限 %(date)s") % {"date": deadline.isoformat()})
    return _("，").join(parts)
