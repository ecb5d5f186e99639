"""Items: found by unit, status or words; spoken of by the office one by one or many at once."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rectify.ledger import edits
from rectify.ledger.admin.base import LedgerAdmin, LedgerSearchMixin, ReadOnlyInline, fields_of
from rectify.ledger.choices import Status
from rectify.ledger.models import Change, Measure, Problem, Responsibility, StatusStatement

_OWN_WORD = [("", _("不作认定，以单位自报为准")), *[(s.value, s.label) for s in Status if s != Status.UNSTATED]]


class OfficeWordForm(forms.ModelForm):
    """An item with the office's word on it: its status, deadline and note are kept as a statement, not as fields."""

    office_status = forms.ChoiceField(label=_("认定进展"), choices=_OWN_WORD, required=False)
    office_deadline = forms.DateField(
        label=_("认定时限"), required=False, widget=admin.widgets.AdminDateWidget, help_text=_("留空则以单位自报为准")
    )
    office_note = forms.CharField(
        label=_("认定说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("随认定进展一并公开，请勿写入个人信息"),
    )  # fmt: skip

    class Meta:
        model = Problem
        fields = ("office_label",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word = edits.office_word(self.instance) if self.instance.pk else None
        if word:
            self.initial |= {"office_status": word.status, "office_deadline": word.deadline, "office_note": word.note}


class BulkWordForm(forms.Form):
    """What the office says of many items at once; an empty field leaves what it said of each before."""

    status = forms.ChoiceField(
        label=_("认定进展"), required=False,
        choices=[("keep", _("不改动")), *_OWN_WORD],
    )  # fmt: skip
    change_deadline = forms.BooleanField(label=_("改动时限"), required=False)
    deadline = forms.DateField(label=_("认定时限"), required=False, widget=admin.widgets.AdminDateWidget)
    note = forms.CharField(
        label=_("认定说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("留空则不改动；随认定进展一并公开"),
    )  # fmt: skip
    reason = forms.CharField(label=_("缘由"), max_length=500, help_text=_("记入变动记录"))


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("缘由"), max_length=500, help_text=_("记入变动记录"))


class StatementInline(ReadOnlyInline):
    model = StatusStatement
    verbose_name_plural = _("各方说法")
    fields = ("by", "status", "deadline", "deadline_text", "note", "as_of", "line", "made_by", "made_at")


class ChangeInline(ReadOnlyInline):
    model = Change
    verbose_name_plural = _("变动记录")
    fields = ("at", "actor", "by", "field", "old", "new", "reason")


class MeasureInline(ReadOnlyInline):
    model = Measure
    fields = ("number", "marker", "label", "title", "line", "withdrawn_at")


class ResponsibilityInline(admin.TabularInline):
    model = Responsibility
    extra = 0
    fields = ("role", "body")
    can_delete = False


@admin.register(Problem)
class ProblemAdmin(LedgerSearchMixin, LedgerAdmin):
    form = OfficeWordForm
    list_display = ("number", "unit", "name", "kind", "area", "status", "status_by", "deadline", "changed_at")
    list_display_links = ("number", "name")
    list_filter = (
        "status", "status_by", "kind", "area", ("withdrawn_at", admin.EmptyFieldListFilter),
        "inspection__round", "inspection__team", ("inspection__unit", admin.RelatedOnlyFieldListFilter),
    )  # fmt: skip
    list_select_related = ("inspection__unit",)
    ordering = ("inspection", "number")
    actions = ("set_word", "withdraw", "restore")
    inlines = (StatementInline, ChangeInline, MeasureInline, ResponsibilityInline)
    readonly_fields = (
        "unit", "number", "kind", "area", "section", "marker", "label", "title", "status", "status_by", "status_as_of",
        "deadline", "public_page", "withdrawn_at",
    )  # fmt: skip
    fieldsets = fields_of(
        (_("事项"), ("unit", "number", "kind", "area", "section", "marker", "label", "title", "office_label")),
        (_("现在的进展"), ("status", "status_by", "status_as_of", "deadline", "public_page", "withdrawn_at")),
        (_("本机构认定"), ("office_status", "office_deadline", "office_note")),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=pgettext_lazy("one", "被巡视党组织"), ordering="inspection__unit__sort_key")
    def unit(self, problem: Problem) -> str:
        return problem.inspection.unit.name

    @admin.display(description=_("标题"))
    def name(self, problem: Problem) -> str:
        return problem.name

    @admin.display(description=_("公开页面"))
    def public_page(self, problem: Problem) -> str:
        return format_html('<a href="{0}">{0}</a>', problem.get_absolute_url())

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Problem]:
        return super().get_queryset(request).select_related("inspection__unit", "inspection__round", "section")

    def save_model(self, request: HttpRequest, obj: Problem, form: OfficeWordForm, change: bool) -> None:
        edits.set_office_label(obj, form.cleaned_data["office_label"].strip(), request.user)
        if {"office_status", "office_deadline", "office_note"} & set(form.changed_data):
            edits.set_office_word(
                [obj],
                request.user,
                status_=form.cleaned_data["office_status"],
                deadline=form.cleaned_data["office_deadline"],
                note=form.cleaned_data["office_note"].strip(),
            )

    @admin.action(description=_("认定所选事项的进展、时限、说明"), permissions=["change"])
    def set_word(self, request: HttpRequest, queryset: models.QuerySet[Problem]) -> HttpResponse | None:
        def act(data: dict[str, Any]) -> list:
            return edits.set_office_word(
                queryset,
                request.user,
                status_=None if data["status"] == "keep" else data["status"],
                deadline=data["deadline"],
                keep_deadline=not data["change_deadline"],
                note=data["note"].strip() or None,
                reason=data["reason"],
            )

        return self._ask(request, queryset, "set_word", BulkWordForm, act)

    @admin.action(description=_("撤回所选事项"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: models.QuerySet[Problem]) -> HttpResponse | None:
        return self._ask(
            request, queryset, "withdraw", WithdrawForm,
            lambda data: edits.withdraw(queryset, request.user, data["reason"]),
        )  # fmt: skip

    @admin.action(description=_("恢复所选事项"), permissions=["change"])
    def restore(self, request: HttpRequest, queryset: models.QuerySet[Problem]) -> HttpResponse | None:
        return self._ask(
            request, queryset, "restore", WithdrawForm,
            lambda data: edits.restore(queryset, request.user, data["reason"]),
        )  # fmt: skip

    def _ask(
        self,
        request: HttpRequest,
        queryset: models.QuerySet[Problem],
        action: str,
        form_class: type[forms.Form],
        act: Any,
    ) -> HttpResponse | None:
        """Show the action's form with the items it is about; act once it is filled in."""
        form = form_class(request.POST if "confirmed" in request.POST else None)
        if form.is_bound and form.is_valid():
            n = len(act(form.cleaned_data))
            self.message_user(request, gettext("%(n)s 个事项已改动。") % {"n": n}, messages.SUCCESS)
            return None
        title = next(label for name, label in self.get_action_choices(request) if name == action)
        context = {
            **self.admin_site.each_context(request), "title": title, "form": form, "action": action, "opts": self.opts,
            "problems": queryset[:200], "n": queryset.count(), "media": self.media + form.media,
            "selected": request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across", "0"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/ledger/problem/ask.html", context)


@admin.register(Measure)
class MeasureAdmin(LedgerSearchMixin, LedgerAdmin):
    list_display = ("problem", "number", "name", "names_evidence")
    list_filter = ("names_evidence", "inspection__round", ("inspection__unit", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("problem",)
    readonly_fields = ("problem", "number", "marker", "label", "title", "line", "withdrawn_at")
    fields = readonly_fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Measure | None = None) -> bool:
        return False

    @admin.display(description=_("措施"))
    def name(self, measure: Measure) -> str:
        return measure.name
