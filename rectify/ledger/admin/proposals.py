"""公开审批事项: what waits to be seen by readers, and the approver's decision on it."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rectify.ledger import proposal_words, publishing, rights, workflow
from rectify.ledger.admin.base import LedgerAdmin
from rectify.ledger.admin.evidence import carried_in_words
from rectify.ledger.evidence import in_words
from rectify.ledger.models import Evidence, Problem, Proposal
from rectify.ledger.rights import NotAllowed, Right

Decision = Proposal.Decision


class OpinionForm(forms.Form):
    reason = forms.CharField(
        label=_("审批意见"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("只在工作台内可见，可不填"),
    )  # fmt: skip


class PublishingForm(OpinionForm):
    """An opinion and, where a file carries more than it shows, that somebody has looked."""

    looked = forms.BooleanField(
        label=_("已核对：文件连同所带的附带信息都可以公开"), error_messages={"required": _("请核对附带信息并勾选。")}
    )

    def __init__(self, proposals: Iterable[Proposal], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any(_shows_more(proposal) for proposal in proposals):
            del self.fields["looked"]


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("不同意的缘由"),
        max_length=500,
        error_messages={"required": _("请写明缘由。")},
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("只在工作台内可见"),
    )


@admin.register(Proposal)
class ProposalAdmin(LedgerAdmin):
    change_form_template = "admin/ledger/proposal/change_form.html"
    list_display = (
        "kind",
        "unit",
        "item",
        "stage",
        "says_all",
        "note",
        "reason",
        "proposed_by",
        "proposed_at",
        "decision",
        "decided_by",
    )
    list_filter = ("decision", "kind", "proposed_at")
    list_select_related = (
        "problem__inspection__unit", "problem__handling", "evidence", "evaluation__inspection__unit", "proposed_by",
        "decided_by",
    )  # fmt: skip
    search_fields = ("note", "reason", "problem__inspection__unit__name")
    ordering = ("-pk",)
    actions = ("publish", "refuse")
    readonly_fields = (
        "kind", "unit", "item", "stage", "now", "says", "carried", "note", "reason", "proposed_by", "proposed_at", "decision",
        "decided_by", "decided_at", "decision_reason",
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Proposal | None = None) -> bool:
        """A proposal is decided, not edited."""
        return False

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return rights.has(request.user, Right.PUBLISH)

    def get_urls(self) -> list[URLPattern]:
        decide = path(
            "<int:pk>/<slug:decision>/", self.admin_site.admin_view(self.decide_view), name="ledger_proposal_decide"
        )
        own = super().get_urls()
        return [*own[:-1], decide, own[-1]]

    def get_fields(self, request: HttpRequest, obj: Proposal | None = None) -> list[str]:
        has_file = obj and obj.evidence_id and obj.evidence.kind == Evidence.Kind.FILE
        return [name for name in self.readonly_fields if name != "carried" or has_file]

    # --- What it says -------------------------------------------------------------------------

    @admin.display(description=pgettext_lazy("one", "被巡视党组织"))
    def unit(self, proposal: Proposal) -> str:
        return (proposal.problem or proposal.evaluation).inspection.unit.name

    @admin.display(description=pgettext_lazy("one", "反馈问题"))
    def item(self, proposal: Proposal) -> str:
        if not proposal.problem_id:
            return "—"
        address = reverse("admin:ledger_problem_change", args=[proposal.problem_id])
        return format_html('<a href="{}">{}</a>', address, proposal.problem)

    @admin.display(description=_("办理环节"))
    def stage(self, proposal: Proposal) -> str:
        handling = getattr(proposal.problem, "handling", None)
        return handling.get_stage_display() if handling else "—"

    @admin.display(description=_("现在公开"))
    def now(self, proposal: Proposal) -> str:
        return proposal_words.public_now(proposal)

    @admin.display(description=_("公开内容"))
    def says(self, proposal: Proposal) -> str:
        """What readers would see by it, in a line."""
        if proposal.evidence_id:
            address = reverse("admin:ledger_evidence_change", args=[proposal.evidence_id])
            return format_html('<a href="{}">{}</a>', address, proposal.evidence.title)
        if proposal.evaluation_id:
            return str(proposal.evaluation)
        return proposal_words.proposed(proposal) or "—"

    @admin.display(description=_("公开内容"))
    def says_all(self, proposal: Proposal) -> str:
        """The same for lists, with what a file carries beside what it shows."""
        if not _shows_more(proposal):
            return self.says(proposal)
        return format_html("{}<br>{}", self.says(proposal), _more(proposal.evidence))

    @admin.display(description=_("文件还带有"))
    def carried(self, proposal: Proposal) -> str:
        return carried_in_words(proposal.evidence)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Proposal]:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Proposal | None = None, **kwargs: Any
    ) -> HttpResponse:
        if obj and obj.decision == Decision.WAITING:
            context.setdefault("decisions", self._decisions(request, obj))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # --- Deciding -----------------------------------------------------------------------------

    def _decisions(
        self, request: HttpRequest, proposal: Proposal, decided: str = ""
    ) -> list[tuple[str, Any, forms.Form]]:
        """(code, what it is called, its form) of what this person can decide of one that waits; the form of what was
        ``decided`` is filled in."""

        def data(code: str) -> QueryDict | None:
            return request.POST if code == decided else None

        found: list[tuple[str, Any, forms.Form]] = []
        if _decides(request, proposal):
            found.append(("publish", _("同意"), PublishingForm([proposal], data("publish"), auto_id="publish_%s")))
            found.append(("refuse", _("不同意"), RefusalForm(data("refuse"), auto_id="refuse_%s")))
        if proposal.proposed_by_id == request.user.pk or rights.has(request.user, Right.EDIT):
            found.append(("take-back", _("撤销"), OpinionForm(data("take-back"), auto_id="back_%s")))
        return found

    def decide_view(self, request: HttpRequest, pk: int, decision: str) -> HttpResponse:
        proposal = get_object_or_404(self.get_queryset(request), pk=pk)
        page = reverse("admin:ledger_proposal_change", args=[pk])
        is_sent = request.method == "POST"
        decisions = self._decisions(request, proposal, decision if is_sent else "")
        form = next((form for code, _name, form in decisions if code == decision), None)
        if form is None:
            raise NotAllowed(gettext("您无权作这项决定。"))
        if not is_sent:
            return HttpResponseRedirect(page)
        if proposal.decision != Decision.WAITING:
            text = gettext("这一事项已由 %(who)s 审批：%(what)s。") % {
                "who": proposal.decided_by,
                "what": proposal.get_decision_display(),
            }
            self.message_user(request, text, messages.WARNING)
            return HttpResponseRedirect(page)
        if not form.is_valid():
            # Django's page of a row that nobody edits is only looked at.
            request.method = "GET"
            return self.change_view(request, str(pk), extra_context={"decisions": decisions, "failed": decision})
        reason = form.cleaned_data["reason"].strip()
        try:
            if decision == "take-back":
                publishing.take_back(proposal, request.user, reason)
            else:
                _DECIDERS[decision]([proposal], request.user, reason)
        except NotAllowed as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(page)
        self._tell(request, self.get_queryset(request).get(pk=pk))
        return HttpResponseRedirect(self._list(request))

    def _tell(self, request: HttpRequest, proposal: Proposal) -> None:
        """What was decided of which item, with the way to it at the desk and, where readers see it, to their page."""
        words = gettext("%(decision)s“%(kind)s”：") % {
            "decision": proposal.get_decision_display(), "kind": proposal.get_kind_display(),
        }  # fmt: skip
        problem = proposal.problem
        if problem is None:
            about = format_html("{}", proposal.evaluation)
        else:
            address = reverse("admin:ledger_problem_change", args=[problem.pk])
            about = format_html('<a href="{}">{} {}</a>', address, self.unit(proposal), problem)
            if proposal.decision == Decision.PUBLISHED and not (problem.withdrawn_at or problem.withheld_at):
                about = format_html('{} · <a href="{}">{}</a>', about, problem.get_absolute_url(), gettext("公开页面"))
        self.message_user(request, format_html("{}{}", words, about), messages.SUCCESS)

    def _list(self, request: HttpRequest) -> str:
        """The list as it was when the proposal was opened from it, or else what waits."""
        filters = QueryDict(request.GET.get("_changelist_filters", "decision__exact=waiting"))
        return f"{reverse('admin:ledger_proposal_changelist')}?{filters.urlencode()}".rstrip("?")

    @admin.action(description=_("同意所选事项"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: models.QuerySet[Proposal]) -> HttpResponse | None:
        return self._ask(request, queryset, "publish", PublishingForm)

    @admin.action(description=_("不同意所选事项"), permissions=["publish"])
    def refuse(self, request: HttpRequest, queryset: models.QuerySet[Proposal]) -> HttpResponse | None:
        return self._ask(request, queryset, "refuse", RefusalForm)

    def _ask(
        self, request: HttpRequest, queryset: models.QuerySet[Proposal], name: str, form_class: type[forms.Form]
    ) -> HttpResponse | None:
        reached = Problem.objects.filter(pk__in=rights.items_of(request.user, Right.PUBLISH).values("pk"))
        rows = queryset.filter(decision=Decision.WAITING)
        rows = rows.filter(
            models.Q(problem__in=reached)
            | models.Q(problem=None, evaluation__inspection__in=rights.inspections_of(request.user, Right.PUBLISH))
        )
        waiting = list(rows.order_by("pk")[: workflow.MOST_AT_ONCE + 1])
        if len(waiting) > workflow.MOST_AT_ONCE:
            text = gettext("一次最多办理 %(n)s 个事项，请缩小范围。") % {"n": workflow.MOST_AT_ONCE}
            self.message_user(request, text, messages.ERROR)
            return None
        data = request.POST if "confirmed" in request.POST else None
        form = form_class(waiting, data) if form_class is PublishingForm else form_class(data)
        if form.is_bound and form.is_valid():
            self._decide_all(request, name, waiting, form.cleaned_data["reason"].strip())
            return None
        title = next(label for code, label in self.get_action_choices(request) if code == name)
        context = {
            **self.admin_site.each_context(request), "title": title, "form": form, "action": name, "opts": self.opts,
            "proposals": [(p, self.unit(p), self.stage(p), self.says_all(p)) for p in waiting[:100]], "n": len(waiting),
            "selected": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME), "media": self.media + form.media,
            "select_across": request.POST.get("select_across", "0"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/ledger/proposal/ask.html", context)

    def _decide_all(self, request: HttpRequest, name: str, waiting: list[Proposal], reason: str) -> None:
        try:
            n = _DECIDERS[name](waiting, request.user, reason)
        except NotAllowed as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return
        text = gettext("%(n)s 个事项已审批。") % {"n": n}
        self.message_user(request, text, messages.SUCCESS if n else messages.WARNING)
        left = Proposal.objects.filter(pk__in=[p.pk for p in waiting], decision=Decision.WAITING).count()
        if left:
            text = gettext("另有 %(n)s 个事项没有审批：同一事项有更新的内容待审批，请先审批较新的。") % {"n": left}
            self.message_user(request, text, messages.WARNING)


_DECIDERS: dict[str, Callable[..., int]] = {"publish": publishing.publish, "refuse": publishing.refuse}


def _decides(request: HttpRequest, proposal: Proposal) -> bool:
    if proposal.problem_id:
        return rights.may(request.user, Right.PUBLISH, proposal.problem)
    return rights.inspections_of(request.user, Right.PUBLISH).filter(pk=proposal.evaluation.inspection_id).exists()


def _shows_more(proposal: Proposal) -> bool:
    """Whether readers would get more with a file than it shows, or may, as nobody looked yet."""
    evidence = proposal.evidence if proposal.kind == Proposal.Kind.EVIDENCE else None
    return bool(evidence) and evidence.kind == Evidence.Kind.FILE and evidence.carries != []


def _more(evidence: Evidence) -> str:
    if evidence.carries is None:
        return gettext("文件的附带信息尚未核对，请打开查看")
    return gettext("文件里还带有：%(what)s") % {"what": gettext("、").join(in_words(evidence.carries))}
