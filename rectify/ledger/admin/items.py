"""Items: found by unit, queue, status or words; followed and spoken of one by one or many at once."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rectify.ledger import edits
from rectify.ledger.admin.base import LedgerAdmin, LedgerSearchMixin, ReadOnlyInline, fields_of
from rectify.ledger.admin.evidence import EvidenceInline
from rectify.ledger.admin.filters import FiltersByUnit, QueueFilter, UnitFilter
from rectify.ledger.admin.item_acts import ItemActs
from rectify.ledger.admin.item_forms import OfficeWordForm
from rectify.ledger.admin.item_history import history_of
from rectify.ledger.admin.item_page import action_url, allowed_on, context_for, handling_of
from rectify.ledger.admin.words import InWords
from rectify.ledger.choices import Action, ResponsibilityRole
from rectify.ledger.models import (
    Change,
    Measure,
    Problem,
    Proposal,
    Responsibility,
    StatusStatement,
)


class StatementInline(ReadOnlyInline):
    model = StatusStatement
    verbose_name_plural = _("各方说法")
    fields = ("by", "status", "deadline", "deadline_text", "note", "as_of", "line", "made_by", "made_at")


class ChangeInline(InWords, ReadOnlyInline):
    model = Change
    verbose_name_plural = _("变动记录")
    fields = ("at", "actor", "by", "what", "before", "after", "reason")
    readonly_fields = ("what", "before", "after")


class MeasureInline(ReadOnlyInline):
    model = Measure
    fields = ("number", "marker", "label", "title", "line", "withdrawn_at")


class ResponsibilityInline(ReadOnlyInline):
    model = Responsibility
    fields = ("role", "body", "withdrawn_at")


@admin.register(Problem)
class ProblemAdmin(ItemActs, LedgerSearchMixin, FiltersByUnit, LedgerAdmin):
    form = OfficeWordForm
    change_form_template = "admin/ledger/problem/change_form.html"
    change_list_template = "admin/ledger/problem/change_list.html"
    list_display = ("number", "unit", "name", "stage", "time_limit", "status", "progress", "doings")
    list_display_links = ("number", "name")
    list_filter = (
        QueueFilter, UnitFilter, "handling__stage", "status", "status_by", "kind", "area",
        "inspection__round", ("withdrawn_at", admin.EmptyFieldListFilter), ("withheld_at", admin.EmptyFieldListFilter),
    )  # fmt: skip
    # With rounds joined as well, SQLite reads those first and sorts every item.
    list_select_related = ("inspection__unit", "handling")
    ordering = ("inspection_id", "number")
    inlines = (EvidenceInline, StatementInline, ChangeInline, MeasureInline, ResponsibilityInline)
    readonly_fields = (
        "unit", "number", "kind", "area", "section", "marker", "label", "title", "status", "status_by", "status_as_of",
        "deadline", "public_page", "withdrawn_at", "withheld_at",
    )  # fmt: skip
    _ITEM = ("unit", "number", "kind", "area", "section", "marker", "label", "title")
    _NOW = ("status", "status_by", "status_as_of", "deadline", "public_page", "withdrawn_at", "withheld_at")
    _WORD = ("office_status", "office_deadline", "office_note")
    _OURS = ("office_label", *ResponsibilityRole.values)

    def get_urls(self) -> list[URLPattern]:
        return [*self.act_urls(), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Problem | None = None) -> list[tuple[Any, dict[str, Any]]]:
        groups = [(_("事项"), self._ITEM), (_("现在的进展"), self._NOW)]
        if self.has_change_permission(request, obj):
            groups += [(_("本机构认定"), self._WORD), (_("本机构的短标题和责任分工"), self._OURS)]
            groups.append((_("保存改动"), ("reason",)))
        return fields_of(*groups)

    @admin.display(description=pgettext_lazy("one", "被巡视党组织"), ordering="inspection__unit__sort_key")
    def unit(self, problem: Problem) -> str:
        return problem.inspection.unit.name

    @admin.display(description=_("标题"))
    def name(self, problem: Problem) -> str:
        return problem.name

    @admin.display(description=_("办理环节"), ordering="handling__stage", empty_value="—")
    def stage(self, problem: Problem) -> str | None:
        handling = handling_of(problem)
        return handling.get_stage_display() if handling else None

    @admin.display(description=_("单位填报进展"), empty_value="—")
    def progress(self, problem: Problem) -> str | None:
        handling = handling_of(problem)
        return (handling.get_progress_display() or None) if handling else None

    @admin.display(description=_("办理时限"), ordering="handling__deadline", empty_value="—")
    def time_limit(self, problem: Problem) -> str | None:
        handling = handling_of(problem)
        deadline = handling.deadline if handling else problem.deadline
        return deadline.isoformat() if deadline else None

    @admin.display(description=_("办理"))
    def doings(self, problem: Problem) -> str:
        """What whoever reads the list can do to the item from its row; see `get_changelist_instance`."""
        links = ((action_url(problem, action, problem.list_query), action.label) for action in problem.allowed)
        return format_html_join(" ", '<a class="act-link" href="{}">{}</a>', links) or "—"

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        listed = super().get_changelist_instance(request)
        rows = listed.result_list = list(listed.result_list)
        allowed = allowed_on(rows, request.user)
        for problem in rows:
            problem.allowed = [action for action in allowed[problem.pk] if action != Action.COMMENT]
            problem.list_query = f"?{request.GET.urlencode()}"
        return listed

    @admin.display(description=_("公开页面"))
    def public_page(self, problem: Problem) -> str:
        return format_html('<a href="{0}">{0}</a>', problem.get_absolute_url())

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """With what was done to the item besides the forms that were saved, which is all that Django keeps."""
        problem = self.get_object(request, unquote(object_id))
        if problem and self.has_view_permission(request, problem):
            entries = history_of(request, problem)
            several = entries.paginator.num_pages > 1
            pages = entries.paginator.get_elided_page_range(entries.number)
            own = {"action_list": entries, "pagination_required": several, "page_range": pages}
            extra_context = own | (extra_context or {})
        return super().history_view(request, object_id, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Problem | None = None, **kwargs: Any
    ) -> HttpResponse:
        if obj is not None:
            context |= context_for(request, obj)
            for form in context["action_forms"]:
                context["media"] += form.media
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request: HttpRequest, obj: Problem, form: OfficeWordForm, change: bool) -> None:
        data, reason = form.cleaned_data, form.cleaned_data["reason"].strip()
        proposals = [
            edits.set_office_label(obj, data["office_label"].strip(), request.user, reason),
            edits.set_responsible(obj, form.shares, request.user, reason),
        ]
        if form.changes_word:
            proposals += edits.set_office_word(
                [obj],
                request.user,
                status_=data["office_status"],
                deadline=data["office_deadline"],
                note=data["office_note"].strip(),
                reason=reason,
            )
        if any(p and p.decision == Proposal.Decision.WAITING for p in proposals):
            self.message_user(request, gettext("改动已提交，待审批后生效。"), messages.INFO)


@admin.register(Measure)
class MeasureAdmin(LedgerSearchMixin, FiltersByUnit, LedgerAdmin):
    list_display = ("problem", "number", "name", "names_evidence")
    list_filter = ("names_evidence", "inspection__round", UnitFilter)
    list_select_related = ("problem",)
    ordering = ("problem_id", "number")
    readonly_fields = ("problem", "number", "marker", "label", "title", "line", "withdrawn_at")
    fields = readonly_fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Measure | None = None) -> bool:
        return False

    @admin.display(description=_("措施"))
    def name(self, measure: Measure) -> str:
        return measure.name
