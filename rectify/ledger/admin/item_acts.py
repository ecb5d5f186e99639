"""Doing something to items at the desk: to one from its page, to many from the list, and putting a batch back."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rectify.ledger import edits, rights, workflow
from rectify.ledger.admin.item_forms import ActionForm, BulkWordForm, ReasonForm
from rectify.ledger.admin.item_page import BACK_VAR, context_of_act
from rectify.ledger.admin.letters import write_letter
from rectify.ledger.choices import Action
from rectify.ledger.models import Problem, Proposal
from rectify.ledger.rights import NotAllowed, Right
from rectify.ledger.workflow.table import RIGHT_OF

#: Items that a page asking about many names, of each kind.
MOST_NAMED = 100
Doing = Callable[[list[Problem], dict[str, Any], uuid.UUID], "Outcome"]


class Outcome:
    """What was done to many items: how many, what was passed over and why, and what waits for approval."""

    def __init__(self, n: int, proposals: list[Proposal], passed_over: list[tuple[Problem, str]] | None = None) -> None:
        self.n, self.passed_over = n, passed_over or []
        self.n_waiting = sum(p.decision == Proposal.Decision.WAITING for p in proposals)


class ItemActs:
    """For the admin of items. Each way in asks again for the right, on the items themselves."""

    # --- One item -----------------------------------------------------------------------------

    def act_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"ledger_problem_{name}")

        return [
            page("<int:pk>/act/<slug:action>/", self.act_view, "act"),
            page("undo/<uuid:batch>/", self.undo_view, "undo"),
        ]

    def act_view(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        """One action on one item. An item out of sight is not there; one that is seen may still not be acted on."""
        problem = get_object_or_404(self.get_queryset(request), pk=pk)
        if action not in RIGHT_OF or action == Action.UNDO or not rights.may(request.user, RIGHT_OF[action], problem):
            raise NotAllowed(gettext("您无权对这一事项进行这项办理。"))
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        form = ActionForm(action, request.POST if request.method == "POST" else None, problem=problem)
        with transaction.atomic():
            if form.is_bound and form.is_valid() and (acted := _try(form, [problem], action, request)):
                outcome, back = Outcome(1, acted.proposals), request.GET.get(BACK_VAR)
                self._tell(request, outcome, acted.batch, form.action.label, back)
                return HttpResponseRedirect(_way_back(request, problem))
        context = {
            **self.admin_site.each_context(request), **context_of_act(request, problem, form),
            "title": form.action.label, "subtitle": str(problem), "form": form,
            "opts": self.opts, "original": problem, "media": self.media + form.media, "back": _way_back(request, problem),
        }  # fmt: skip
        return TemplateResponse(request, "admin/ledger/problem/act.html", context)

    # --- Many items ---------------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> dict[str, tuple[Any, str, str]]:
        """Of the list: what this person has a right to, on some item at least."""
        held = {right for role in rights.roles_of(request.user) for right in rights.RIGHTS[role]}
        found = {}
        for action, right in RIGHT_OF.items():
            if right in held and action != Action.UNDO:
                found[f"do_{action}"] = (partial(_do, action), f"do_{action}", Action(action).label)
        for name, (right, label, _form, _doing) in _EDITS.items():
            if right in held:
                found[name] = (partial(_edit, name), name, label)
        if rights.Right.SUPERVISE in held:
            found["write_letter"] = (write_letter, "write_letter", write_letter.short_description)
        return found

    def ask(
        self,
        request: HttpRequest,
        queryset: models.QuerySet[Problem],
        name: str,
        title: str,
        form: forms.Form,
        doing: Doing,
        foreseen: Callable[[list[Problem]], workflow.Acted] | None = None,
    ) -> HttpResponse | None:
        """Show what an action asks for, with the items that it is about and those that it will pass over; act once it
        is filled in."""
        problems = list(queryset.select_related("inspection__unit").order_by("pk")[: workflow.MOST_AT_ONCE + 1])
        if len(problems) > workflow.MOST_AT_ONCE:
            text = gettext("一次最多办理 %(n)s 个事项，请缩小范围。") % {"n": workflow.MOST_AT_ONCE}
            self.message_user(request, text, messages.ERROR)
            return None
        if form.is_bound and form.is_valid():
            batch = uuid.uuid4()
            try:
                outcome = doing(problems, form.cleaned_data, batch)
            except NotAllowed as refusal:
                form.add_error(None, str(refusal).split("\n"))
            else:
                self._tell(request, outcome, batch, title, request.GET.urlencode())
                return None
        seen = foreseen(problems) if foreseen else workflow.Acted(name, uuid.uuid4(), done=problems)
        context = {
            **self.admin_site.each_context(request), "title": title, "form": form, "action": name, "opts": self.opts,
            "problems": seen.done[:MOST_NAMED], "n": len(seen.done), "media": self.media + form.media,
            "passed_over": seen.passed_over[:MOST_NAMED], "n_passed_over": len(seen.passed_over),
            "selected": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across", "0"), "back": request.get_full_path(),
        }  # fmt: skip
        return TemplateResponse(request, "admin/ledger/problem/ask.html", context)

    def _tell(
        self, request: HttpRequest, outcome: Outcome, batch: uuid.UUID, title: Any, list_query: str | None
    ) -> None:
        """Say what was done, with the way to put it back for those who may; ``list_query`` is of the list that they
        came from, if they did."""
        text = gettext("“%(what)s”：%(n)s 个事项已办理。") % {"what": title, "n": outcome.n}
        if outcome.n_waiting:
            text += gettext("其中 %(n)s 项待审批后生效。") % {"n": outcome.n_waiting}
        if outcome.n and rights.has(request.user, Right.EDIT):
            undo = reverse("admin:ledger_problem_undo", args=[batch])
            undo += "" if list_query is None else f"?{urlencode({BACK_VAR: list_query})}"
            text = format_html('{} <a href="{}">{}</a>', text, undo, gettext("撤销这批操作"))
        self.message_user(request, text, messages.SUCCESS if outcome.n else messages.WARNING)
        if outcome.passed_over:
            self.message_user(request, _passed_over(outcome.passed_over), messages.WARNING)

    # --- Putting back -------------------------------------------------------------------------

    def undo_view(self, request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
        if not rights.has(request.user, Right.EDIT):
            raise NotAllowed(gettext("您无权撤销操作。"))
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                undone = workflow.undo(batch, request.user, form.cleaned_data["reason"])
            except NotAllowed as refusal:
                form.add_error(None, str(refusal).split("\n"))
            else:
                text = gettext("已撤销 %(n)s 个事项的操作。") % {"n": len(undone.done)}
                self.message_user(request, text, messages.SUCCESS)
                if undone.passed_over:
                    self.message_user(request, _passed_over(undone.passed_over), messages.WARNING)
                return HttpResponseRedirect(_way_back(request, *undone.done))
        batches = Problem.objects.filter(
            models.Q(steps__batch=batch) | models.Q(proposals__batch=batch),
            pk__in=rights.items_of(request.user, Right.EDIT).values("pk"),
        )
        problems = list(batches.select_related("inspection__unit").distinct().order_by("pk")[: MOST_NAMED + 1])
        context = {
            **self.admin_site.each_context(request), "title": gettext("撤销这批操作"), "form": form, "opts": self.opts,
            "problems": problems[:MOST_NAMED], "n": len(problems), "media": self.media + form.media,
            "stays": workflow.what_stays(batch), "back": _way_back(request, *problems),
        }  # fmt: skip
        return TemplateResponse(request, "admin/ledger/problem/ask.html", context)


def _way_back(request: HttpRequest, *problems: Problem) -> str:
    """The page of the item, if it is one, or the list, as it was, that somebody came from."""
    if BACK_VAR not in request.GET and len(problems) == 1:
        return reverse("admin:ledger_problem_change", args=[problems[0].pk])
    filters = QueryDict(request.GET.get(BACK_VAR, "")).urlencode()
    return f"{reverse('admin:ledger_problem_changelist')}?{filters}".rstrip("?")


def _try(form: ActionForm, problems: list[Problem], action: str, request: HttpRequest) -> workflow.Acted | None:
    """Do it, or have the form say why not."""
    try:
        return workflow.act(problems, action, request.user, **form.asked)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal).split("\n"))
        return None


def _passed_over(rows: list[tuple[Problem, str]]) -> str:
    reasons: dict[str, list[str]] = {}
    for problem, why in rows:
        reasons.setdefault(why, []).append(str(problem.number))
    lines = [
        f"{why}（{gettext('、').join(numbers[:20])}{'…' if len(numbers) > 20 else ''}）"
        for why, numbers in reasons.items()
    ]
    return gettext("%(n)s 个事项没有办理：%(reasons)s") % {"n": len(rows), "reasons": " ".join(lines)}


def _do(action: str, modeladmin: ItemActs, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
    """An action of the workflow on the items chosen in the list."""
    form = ActionForm(action, request.POST if "confirmed" in request.POST else None)

    def doing(problems: list[Problem], _data: dict[str, Any], batch: uuid.UUID) -> Outcome:
        acted = workflow.act(problems, action, request.user, batch=batch, **form.asked)
        return Outcome(len(acted.done), acted.proposals, acted.passed_over)

    def foreseen(problems: list[Problem]) -> workflow.Acted:
        return workflow.forecast(problems, action, request.user)

    return modeladmin.ask(request, queryset, f"do_{action}", Action(action).label, form, doing, foreseen)


def _edit(name: str, modeladmin: ItemActs, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
    """What the office does to items besides: only to those that this person has the right to."""
    right, label, form_class, edit = _EDITS[name]
    form = form_class(request.POST if "confirmed" in request.POST else None)
    mine = queryset.filter(pk__in=rights.items_of(request.user, right).values("pk"))

    def doing(problems: list[Problem], data: dict[str, Any], batch: uuid.UUID) -> Outcome:
        proposals = edit(problems, request.user, data, batch)
        return Outcome(len(proposals), proposals)

    return modeladmin.ask(request, mine, name, label, form, doing)


def _set_word(problems: list[Problem], user: Any, data: dict[str, Any], batch: uuid.UUID) -> list[Proposal]:
    return edits.set_office_word(
        problems,
        user,
        status_=None if data["status"] == "keep" else data["status"],
        deadline=data["deadline"],
        keep_deadline=not data["change_deadline"],
        note=data["note"].strip() or None,
        reason=data["reason"],
        batch=batch,
    )


def _marking(mark: Callable[..., list[Proposal]]) -> Callable[..., list[Proposal]]:
    return lambda problems, user, data, batch: mark(problems, user, data["reason"], batch=batch)


#: Name → (right, what the list calls it, what it asks for, what it does).
_EDITS: dict[str, tuple[Right, Any, type[forms.Form], Callable[..., list[Proposal]]]] = {
    "set_word": (Right.EDIT, _("认定所选事项的进展、时限、说明"), BulkWordForm, _set_word),
    "withhold": (Right.WITHHOLD, _("暂不公开所选事项"), ReasonForm, _marking(edits.withhold)),
    "release": (Right.WITHHOLD, _("恢复公开所选事项"), ReasonForm, _marking(edits.release)),
    "withdraw": (Right.EDIT, _("撤回所选事项"), ReasonForm, _marking(edits.withdraw)),
    "restore": (Right.EDIT, _("恢复所选事项"), ReasonForm, _marking(edits.restore)),
}
