"""An item's page at the desk: whose word says what, where it stands, what was done, and what this person can do now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger import evidence as evidences
from rectify.ledger import rights, scopes, status, workflow
from rectify.ledger.admin.item_forms import ActionForm
from rectify.ledger.choices import WITH_UNIT, Action
from rectify.ledger.models import Handling, Problem, Proposal, StatusStatement, Step
from rectify.ledger.rights import Right
from rectify.ledger.workflow.state import SAYS_PROGRESS
from rectify.ledger.workflow.table import RIGHT_OF, actions_from

#: Steps and proposals that the page shows; the rest is in their lists.
MOST_SHOWN = 50
#: Steps beside a single decision.
MOST_BESIDE = 3
#: What an address says of the list that somebody came from, which may be the whole list.
BACK_VAR = "list"
#: What an address says of the action for which evidence is handed in.
THEN_VAR = "then"
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
    proposals = Proposal.objects.filter(scopes.within(Proposal, request.user), problem=problem)
    forms = [ActionForm(action, problem=problem) for action in allowed_actions(problem, request.user)]
    _tell_what_lacks(forms, problem, request)
    return {
        **_standing(problem, MOST_SHOWN),
        "proposals": list(proposals.select_related("proposed_by", "decided_by").order_by("-pk")[:MOST_SHOWN]),
        "action_forms": forms,
    }


def context_of_act(request: HttpRequest, problem: Problem, form: ActionForm) -> dict[str, Any]:
    """What the page of one action shows of the item that is decided on."""
    evidence = evidences.evidence_of(request.user).filter(problem=problem, withdrawn_at=None)
    _tell_what_lacks([form], problem, request)
    return {
        **_standing(problem, MOST_BESIDE),
        "evidence": list(evidence.select_related("added_by").order_by("-pk")[:MOST_SHOWN]),
    }


def way_on(request: HttpRequest, problem: Problem) -> str:
    """Where to go once evidence was handed in: on to the action that lacked it, or to the item's page."""
    action = request.GET.get(THEN_VAR, "")
    if action not in allowed_actions(problem, request.user):
        return reverse("admin:ledger_problem_change", args=[problem.pk])
    page = reverse("admin:ledger_problem_act", args=[problem.pk, action])
    return f"{page}?{urlencode({BACK_VAR: request.GET[BACK_VAR]})}" if BACK_VAR in request.GET else page


def _standing(problem: Problem, most_steps: int) -> dict[str, Any]:
    """Whose word says what, where the item stands, and what was done last."""
    handling = handling_of(problem)
    steps = Step.objects.filter(problem=problem).select_related("actor").order_by("-at", "-pk")
    asked = steps.filter(action=Action.ASK_EXTENSION, undone_by=None)
    return {
        "handling": handling,
        "is_followed": problem.inspection.followed,
        "days_left": _days_left(handling),
        "voices": _voices(problem, handling),
        "steps": list(steps[:most_steps]),
        "asked": asked.first() if handling and handling.extension_asked else None,
    }


def _tell_what_lacks(forms: list[ActionForm], problem: Problem, request: HttpRequest) -> None:
    """Give each form why its action would be refused, and where a unit hands in the evidence that it lacks."""
    handling = handling_of(problem)
    if not forms or not handling:
        return
    lacking = workflow.lacking(handling, [form.action for form in forms])
    for form in forms:
        form.lacking = lacking[form.action]
        if form.lacking and form.action == Action.SUBMIT and handling.stage in WITH_UNIT:
            way = {THEN_VAR: form.action.value} | {k: request.GET[k] for k in (BACK_VAR,) if k in request.GET}
            form.add_evidence = f"{reverse('admin:ledger_evidence_add_to', args=[problem.pk])}?{urlencode(way)}"


def allowed_actions(problem: Problem, user: AbstractBaseUser) -> list[Action]:
    """What this person can do to this item now, in the table's order."""
    return allowed_on([problem], user)[problem.pk]


def allowed_on(problems: Sequence[Problem], user: AbstractBaseUser) -> dict[int, list[Action]]:
    """`allowed_actions` of each of these items by its key, with as many queries however many they are. The items'
    inspections and handlings are at hand."""
    followed = [problem.pk for problem in problems if handling_of(problem)]
    held = _held(followed, user) if followed else {}
    found: dict[int, list[Action]] = {}
    for problem in problems:
        handling = handling_of(problem)
        is_open = handling and not problem.withdrawn_at and problem.inspection.followed
        found[problem.pk] = [
            action
            for action in (actions_from(handling.stage) if is_open else ())
            if problem.pk in held.get(RIGHT_OF[action], ()) and (handling.extension_asked or action not in _DECISIONS)
        ]
    return found


def _held(pks: list[int], user: AbstractBaseUser) -> dict[Right, set[int]]:
    """On which of these items a person has each right of the workflow. Rights that come from the same roles reach the
    same items, so they are asked for once."""
    roles = rights.roles_of(user)
    by_roles: dict[frozenset[str], list[Right]] = {}
    for right in set(RIGHT_OF.values()):
        by_roles.setdefault(frozenset(role for role in roles if right in rights.RIGHTS[role]), []).append(right)
    held: dict[Right, set[int]] = {}
    for giving, given in by_roles.items():
        reached = rights.items_of(user, given[0]).filter(pk__in=pks).values_list("pk", flat=True)
        held |= dict.fromkeys(given, set(reached) if giving else set())
    return held


def handling_of(problem: Problem) -> Handling | None:
    """Where the item is at the desk; None where nobody follows it."""
    return getattr(problem, "handling", None)


def _days_left(handling: Handling | None) -> int | None:
    if handling is None or handling.deadline is None or handling.stage not in WITH_UNIT:
        return None
    return (handling.deadline - timezone.localdate()).days


def _voices(problem: Problem, handling: Handling | None) -> list[Voice]:
    """The report's word beside what the office found and what the unit says now, each its newest."""
    statements = list(problem.statements.select_related("report__document"))
    report = status.report_word(statements)
    office = status.office_word(statements)
    voices = [_voice(_("单位自报（通报）"), report), _voice(_("巡视巡察机构认定"), office)]
    if handling and handling.progress:
        voices.append(_contacts_voice(problem, handling))
    return voices


def _contacts_voice(problem: Problem, handling: Handling) -> Voice:
    """What the unit's contact said last, whatever others did to the item since."""
    steps = Step.objects.filter(problem=problem, action__in=SAYS_PROGRESS, undone_by=None)
    step = steps.order_by("-at", "-pk").first()
    day = timezone.localdate(step.at).isoformat() if step else ""
    note = step.note if step else ""
    return Voice(_("单位联络人填报（内部）"), handling.progress, handling.get_progress_display(), day, None, note)


def _voice(name: str, said: StatusStatement | None) -> Voice:
    if said is None:
        return Voice(name, "", _("没有"), "", None, "")
    label = said.get_status_display() if said.status else _("未认定进展")
    return Voice(name, said.status, label, str(said.as_of or ""), said.deadline, said.note, _place(said))


def _place(said: StatusStatement) -> str:
    document = said.report.document if said.report_id else None
    return document.place_url(said.line) if document and said.line else ""


def action_url(problem: Problem, action: str, list_query: str) -> str:
    """Where this is done to the item, and back to the list that it was done from."""
    back = urlencode({BACK_VAR: list_query.removeprefix("?")})
    return f"{reverse('admin:ledger_problem_act', args=[problem.pk, action])}?{back}"
