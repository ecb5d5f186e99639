"""An item's page at the desk: whose word says what, where it stands, what was done, and what this person can do now."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger import rights, scopes, status
from rectify.ledger.admin.item_forms import ActionForm
from rectify.ledger.choices import WITH_UNIT, Action, Speaker
from rectify.ledger.models import Handling, Problem, Proposal, StatusStatement, Step
from rectify.ledger.rights import Right
from rectify.ledger.workflow.table import RIGHT_OF, actions_from

#: Steps and proposals that the page shows; the rest is in their lists.
MOST_SHOWN = 50
_DECISIONS = (Action.GRANT_EXTENSION, Action.REFUSE_EXTENSION)


@dataclass(frozen=True)
class Voice:
    """One speaker's newest word."""

    name: str
    status: str
    status_label: str
    as_of: str
    deadline: Any
    note: str
    link: str = ""


def context_for(request: HttpRequest, problem: Problem) -> dict[str, Any]:
    """What the template of the page needs besides Django's own."""
    handling = Handling.objects.filter(problem=problem).first()
    steps = Step.objects.filter(problem=problem).select_related("actor").order_by("-at", "-pk")
    proposals = Proposal.objects.filter(scopes.within(Proposal, request.user), problem=problem)
    return {
        "handling": handling,
        "is_followed": problem.inspection.followed,
        "days_left": _days_left(handling),
        "voices": _voices(problem, handling),
        "steps": list(steps[:MOST_SHOWN]),
        "proposals": list(proposals.select_related("proposed_by", "decided_by").order_by("-pk")[:MOST_SHOWN]),
        "action_forms": [ActionForm(action, problem=problem) for action in allowed_actions(problem, request.user)],
    }


def allowed_actions(problem: Problem, user: AbstractBaseUser) -> list[Action]:
    """What this person can do to this item now, in the table's order."""
    handling = Handling.objects.filter(problem=problem).first()
    if handling is None or problem.withdrawn_at or not problem.inspection.followed:
        return []
    held = {right for right in set(RIGHT_OF.values()) if rights.may(user, right, problem)}
    possible = [action for action in actions_from(handling.stage) if RIGHT_OF[action] in held]
    return [action for action in possible if handling.extension_asked or action not in _DECISIONS]


def may_undo(user: AbstractBaseUser) -> bool:
    return rights.has(user, Right.EDIT)


def _days_left(handling: Handling | None) -> int | None:
    if handling is None or handling.deadline is None or handling.stage not in WITH_UNIT:
        return None
    return (handling.deadline - timezone.localdate()).days


def _voices(problem: Problem, handling: Handling | None) -> list[Voice]:
    """The report's word beside what the office found and what the unit says now, each its newest."""
    statements = list(problem.statements.select_related("report__document"))
    report = status.report_word(statements)
    office = max((s for s in statements if s.by == Speaker.OFFICE), key=lambda s: (s.made_at, s.pk), default=None)
    voices = [_voice(_("单位自报（通报）"), report), _voice(_("巡视巡察机构认定"), office)]
    if handling and handling.progress:
        deadline = handling.extension_asked
        note = _("申请延期至 %(date)s") % {"date": deadline.isoformat()} if deadline else ""
        voices.append(
            Voice(_("单位联络人填报（内部）"), handling.progress, handling.get_progress_display(), "", None, note)
        )
    return voices


def _voice(name: str, said: StatusStatement | None) -> Voice:
    if said is None:
        return Voice(name, "", _("没有"), "", None, "")
    label = said.get_status_display() if said.status else _("未认定进展")
    return Voice(name, said.status, label, str(said.as_of or ""), said.deadline, said.note, _place(said))


def _place(said: StatusStatement) -> str:
    document = said.report.document if said.report_id else None
    return document.place_url(said.line) if document and said.line else ""


def action_url(problem: Problem, action: str) -> str:
    return reverse("admin:ledger_problem_act", args=[problem.pk, action])
