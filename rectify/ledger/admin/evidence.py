"""佐证材料: handed in from an item's page, listed, handed out as files, proposed for publication, withdrawn."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rectify.ledger import evidence as evidences
from rectify.ledger import publishing
from rectify.ledger.admin.base import LedgerAdmin, ReadOnlyInline
from rectify.ledger.admin.evidence_forms import AddForm, PublishForm, WithdrawForm
from rectify.ledger.admin.filters import FiltersByUnit, ItemUnitFilter
from rectify.ledger.admin.item_page import way_on
from rectify.ledger.handing_out import file_response
from rectify.ledger.models import Evidence, Problem, Proposal
from rectify.ledger.rights import NotAllowed, Right, items_of, may

#: What reading a kept file raises where it is missing or damaged.
UNREADABLE = (FileNotFoundError, evidences.Refused)
_WAITING = models.Q(proposals__decision=Proposal.Decision.WAITING)
_OPEN = models.Q(withdrawn_at=None)
#: Code → (name, which rows).
STATES: dict[str, tuple[Any, models.Q]] = {
    "internal": (_("内部"), _OPEN & models.Q(published_at=None) & ~_WAITING),
    "waiting": (_("待审批公开"), _OPEN & models.Q(published_at=None) & _WAITING),
    "public": (_("已公开"), _OPEN & models.Q(published_at__isnull=False)),
    "withdrawn": (_("已撤回"), ~_OPEN),
}


class StateFilter(admin.SimpleListFilter):
    title = _("状态")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(code, name) for code, (name, _condition) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        chosen = STATES.get(self.value() or "")
        return queryset.filter(pk__in=Evidence.objects.filter(chosen[1]).values("pk")) if chosen else queryset


class _Shown:
    """What lists and pages say of a row."""

    @admin.display(description=_("状态"))
    def state(self, evidence: Evidence) -> str:
        if evidence.withdrawn_at:
            return STATES["withdrawn"][0]
        is_waiting = _is_waiting(evidence)
        if evidence.published_at:
            words = gettext("%(date)s 公开，待审批撤回") if is_waiting else gettext("%(date)s 公开")
            return words % {"date": timezone.localdate(evidence.published_at).isoformat()}
        return STATES["waiting" if is_waiting else "internal"][0]

    @admin.display(description=_("提交人"))
    def who(self, evidence: Evidence) -> str:
        """Without the link to an account that Django would make of it."""
        return str(evidence.added_by)

    @admin.display(description=_("内容"))
    def contents(self, evidence: Evidence) -> str:
        if evidence.kind == Evidence.Kind.FILE:
            address = reverse("admin:ledger_evidence_file", args=[evidence.pk])
            return format_html('<a href="{}">{}</a> {}', address, evidence.file_name, filesizeformat(evidence.size))
        if evidence.kind == Evidence.Kind.LINK:
            return format_html(
                '<a href="{0}" rel="noopener noreferrer nofollow" target="_blank">{0}</a>', evidence.link
            )
        return evidence.text


class EvidenceInline(_Shown, ReadOnlyInline):
    """An item's evidence on its page, with the way to hand in more."""

    model = Evidence
    template = "admin/ledger/evidence/inline.html"
    fields = ("page", "measure", "contents", "state", "who", "added_at")
    readonly_fields = fields
    verbose_name_plural = _("佐证材料")
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Evidence]:
        return super().get_queryset(request).select_related("measure", "added_by").prefetch_related("proposals")

    def get_formset(self, request: HttpRequest, obj: Problem | None = None, **kwargs: Any) -> type:
        formset = super().get_formset(request, obj, **kwargs)
        formset.may_add = obj is not None and evidences.may_add(obj, request.user)
        return formset

    @admin.display(description=_("名称"))
    def page(self, evidence: Evidence) -> str:
        address = reverse("admin:ledger_evidence_change", args=[evidence.pk])
        return format_html('<a href="{}">{}</a>', address, evidence.title)


@admin.register(Evidence)
class EvidenceAdmin(_Shown, FiltersByUnit, LedgerAdmin):
    list_display = ("title", "unit", "item", "kind", "state", "who", "added_at")
    list_filter = (StateFilter, "kind", "added_at", "problem__inspection__round", ItemUnitFilter)
    list_select_related = ("problem__inspection__unit", "added_by")
    search_fields = ("title", "file_name", "text")
    ordering = ("-id",)
    change_form_template = "admin/ledger/evidence/change_form.html"
    fields = (
        "item_page", "measure", "kind", "title", "contents", "content_type", "digest", "carried", "state", "who",
        "added_at",
    )  # fmt: skip
    readonly_fields = (*fields, "withdrawn_at", "withdrawer", "withdrawal_reason")

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"ledger_evidence_{name}")

        return [
            page("for/<int:problem_id>/", self.add_to_item, "add_to"),
            page("<int:pk>/file/", self.hand_out, "file"),
            page("<int:pk>/publish/", self.publish, "publish"),
            page("<int:pk>/withdraw/", self.withdraw, "withdraw"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Evidence]:
        rows = super().get_queryset(request).select_related("problem__inspection__unit", "problem__inspection__round")
        return rows.prefetch_related("proposals")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only from the page of an item."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Evidence | None = None) -> bool:
        return False

    @admin.display(description=pgettext_lazy("one", "被巡视党组织"), ordering="problem__inspection__unit__sort_key")
    def unit(self, evidence: Evidence) -> str:
        return evidence.problem.inspection.unit.name

    @admin.display(description=pgettext_lazy("one", "反馈问题"))
    def item(self, evidence: Evidence) -> str:
        return str(evidence.problem)

    @admin.display(description=pgettext_lazy("one", "反馈问题"))
    def item_page(self, evidence: Evidence) -> str:
        address = reverse("admin:ledger_problem_change", args=[evidence.problem_id])
        return format_html('<a href="{}">{} {}</a>', address, self.unit(evidence), evidence.problem)

    def get_fields(self, request: HttpRequest, obj: Evidence | None = None) -> tuple[str, ...]:
        """What is about files stands only with files, what is about withdrawal only with what is withdrawn."""
        fields = self.readonly_fields if obj and obj.withdrawn_at else self.fields
        if obj and obj.kind != Evidence.Kind.FILE:
            fields = tuple(name for name in fields if name not in ("content_type", "digest", "carried"))
        return fields

    @admin.display(description=_("撤回人"))
    def withdrawer(self, evidence: Evidence) -> str:
        return str(evidence.withdrawn_by or "")

    @admin.display(description=_("文件还带有"))
    def carried(self, evidence: Evidence) -> str:
        return carried_in_words(evidence)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        if found:
            extra_context = (extra_context or {}) | {
                "may_withdraw": not evidences.why_not_withdrawn(found, request.user),
                "may_propose": _may_propose(found, request),
            }
        return super().change_view(request, object_id, form_url, extra_context)

    def hand_out(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        return file_response(get_object_or_404(evidences.evidence_of(request.user), pk=pk), is_private=True)

    def add_to_item(self, request: HttpRequest, problem_id: int) -> HttpResponse:
        """Files, a link, a note: whatever the form brings becomes evidence on this item."""
        items = items_of(request.user, Right.VIEW).select_related("inspection__unit", "inspection__round")
        problem = get_object_or_404(items, pk=problem_id)
        if not evidences.may_add(problem, request.user):
            raise NotAllowed(gettext("只有单位联络人和巡视巡察机构可以提交佐证材料。"))
        form = AddForm(problem, request, request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid() and (kept := form.save()):
            for evidence in kept:
                self.log_addition(request, evidence, gettext("提交佐证材料"))
            words = ngettext("已提交 %(n)s 份佐证材料。", "已提交 %(n)s 份佐证材料。", len(kept)) % {"n": len(kept)}
            self.message_user(request, words, messages.SUCCESS)
            if len(kept) == 1 and form.cleaned_data["publish"]:
                return HttpResponseRedirect(reverse("admin:ledger_evidence_publish", args=[kept[0].pk]))
            return HttpResponseRedirect(way_on(request, problem))
        return self._page(request, "add", form, problem, title=gettext("提交佐证材料"))

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Propose that readers see it; whoever may decide that has decided."""
        evidence = self._evidence(request, pk)
        if not _may_propose(evidence, request):
            raise NotAllowed(gettext("这份佐证材料现在不能提请公开。"))
        try:
            carried = evidences.carried_by(evidence)
        except UNREADABLE:
            self.message_user(request, carried_in_words(evidence), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:ledger_evidence_change", args=[evidence.pk]))
        form = PublishForm(bool(carried), request.POST or None)
        if request.method == "POST" and form.is_valid():
            proposal = publishing.propose(
                Proposal.Kind.EVIDENCE, actor=request.user, evidence=evidence, reason=form.cleaned_data["reason"]
            )
            is_public = proposal.decision == Proposal.Decision.PUBLISHED
            words = gettext("已公开。") if is_public else gettext("已提请公开，等待审批。")
            self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:ledger_evidence_change", args=[evidence.pk]))
        title = gettext("提请公开佐证材料")
        return self._page(request, "publish", form, evidence.problem, title=title, evidence=evidence, carried=carried)

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        evidence = self._evidence(request, pk)
        if why := evidences.why_not_withdrawn(evidence, request.user):
            raise NotAllowed(why)
        form = WithdrawForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            proposal = evidences.withdraw(evidence, request.user, form.cleaned_data["reason"])
            is_waiting = proposal and proposal.decision == Proposal.Decision.WAITING
            words = gettext("已提请撤回，审批之前仍然公开。") if is_waiting else gettext("已撤回，文件和记录仍然保留。")
            self.log_change(request, evidence, gettext("撤回佐证材料"))
            self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:ledger_evidence_change", args=[evidence.pk]))
        return self._page(
            request, "withdraw", form, evidence.problem, title=gettext("撤回佐证材料"), evidence=evidence,
            needs_approval=evidence.published_at and not may(request.user, Right.PUBLISH, evidence.problem),
        )  # fmt: skip

    def _evidence(self, request: HttpRequest, pk: int) -> Evidence:
        found = evidences.evidence_of(request.user).select_related("problem__inspection__unit", "added_by")
        return get_object_or_404(found, pk=pk)

    def _page(self, request: HttpRequest, name: str, form: Any, problem: Problem, **context: Any) -> TemplateResponse:
        context |= {
            **self.admin_site.each_context(request), "opts": self.opts, "form": form, "problem": problem,
            "media": self.media + form.media, "page": name,
        }  # fmt: skip
        return TemplateResponse(request, "admin/ledger/evidence/ask.html", context)


def _may_propose(evidence: Evidence, request: HttpRequest) -> bool:
    if evidence.withdrawn_at or evidence.published_at or _is_waiting(evidence):
        return False
    rights = (Right.REPORT, Right.EDIT, Right.PUBLISH)
    return any(items_of(request.user, right).filter(pk=evidence.problem_id).exists() for right in rights)


def _is_waiting(evidence: Evidence) -> bool:
    """Whether an approver has to decide something about it."""
    return any(p.decision == Proposal.Decision.WAITING for p in evidence.proposals.all())


def carried_in_words(evidence: Evidence) -> str:
    """What its file carries, in a line; also where the file cannot be read."""
    try:
        found = evidences.carried_by(evidence)
    except UNREADABLE:
        return gettext("文件不在存储中或已损坏，请联系管理员")
    return gettext("、").join(found) if found else gettext("未发现作者、地点等附带信息")
