"""整改成效评估: each judgement a row of its own, internal until it is published; nothing in one is rewritten."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rectify.ledger.admin.base import LedgerAdmin, fields_of
from rectify.ledger.models import Evaluation, Proposal
from rectify.ledger.publishing import propose
from rectify.ledger.rights import NotAllowed, Right, has, inspections_of


class EvaluationForm(forms.ModelForm):
    class Meta:
        model = Evaluation
        fields = ("inspection", "scheme", "grade", "score", "full_score", "satisfaction", "evaluated_on", "note")

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        score, full, share = data.get("score"), data.get("full_score"), data.get("satisfaction")
        if not data.get("grade") and score is None:
            raise ValidationError(_("请填写等次或者得分。"))
        if full is not None and full <= 0:
            self.add_error("full_score", _("满分应当大于 0。"))
        elif score is not None and full is not None and not 0 <= score <= full:
            self.add_error("score", _("得分应当在 0 和满分之间。"))
        if share is not None and not 0 <= share <= 100:
            self.add_error("satisfaction", _("满意度应当在 0 和 100 之间。"))
        day = data.get("evaluated_on")
        if day and day > timezone.localdate():
            self.add_error("evaluated_on", _("评估日期不能晚于今天。"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("缘由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class StandingFilter(admin.SimpleListFilter):
    title = _("状态")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Iterable[tuple[str, Any]]:
        return [("internal", _("内部")), ("published", _("已公开")), ("withdrawn", _("已撤回"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Evaluation]) -> QuerySet[Evaluation]:
        conditions = {
            "internal": Q(published_at=None, withdrawn_at=None),
            "published": Q(published_at__isnull=False, withdrawn_at=None),
            "withdrawn": Q(withdrawn_at__isnull=False),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


@admin.register(Evaluation)
class EvaluationAdmin(LedgerAdmin):
    form = EvaluationForm
    list_display = ("inspection", "scheme", "grade", "shown_score", "shown_satisfaction", "evaluated_on", "standing")
    list_filter = (StandingFilter, "grade", "inspection__round")
    list_select_related = ("inspection__unit", "inspection__round")
    search_fields = ("inspection__unit__name", "scheme", "grade")
    date_hierarchy = "evaluated_on"
    autocomplete_fields = ("inspection",)
    actions = ("publish", "withdraw")
    _facts = ("standing", "made_by", "made_at", "published_at", "withdrawn_at")

    class Media:
        css = {"all": ["desk/forms.css"]}

    def has_change_permission(self, request: HttpRequest, obj: Evaluation | None = None) -> bool:
        """A new judgement is a new row."""
        return False

    def has_supervise_permission(self, request: HttpRequest) -> bool:
        return has(request.user, Right.SUPERVISE)

    def get_fieldsets(self, request: HttpRequest, obj: Evaluation | None = None) -> list[Any]:
        words = fields_of((None, EvaluationForm.Meta.fields))
        return [*words, *fields_of((_("办理"), self._facts))] if obj else words

    def get_readonly_fields(self, request: HttpRequest, obj: Evaluation | None = None) -> tuple[str, ...]:
        return self._facts if obj else ()

    @admin.display(description=_("得分"), ordering="score")
    def shown_score(self, evaluation: Evaluation) -> str:
        if evaluation.score is None:
            return "—"
        return f"{evaluation.score.normalize():f} / {evaluation.full_score.normalize():f}"

    @admin.display(description=_("满意度"), ordering="satisfaction")
    def shown_satisfaction(self, evaluation: Evaluation) -> str:
        return "—" if evaluation.satisfaction is None else f"{evaluation.satisfaction.normalize():f}%"

    @admin.display(description=_("状态"))
    def standing(self, evaluation: Evaluation) -> str:
        if evaluation.withdrawn_at:
            return gettext("已撤回")
        return gettext("已公开") if evaluation.published_at else gettext("内部")

    def save_model(self, request: HttpRequest, obj: Evaluation, form: forms.ModelForm, change: bool) -> None:
        obj.made_by = request.user
        obj.save()

    @admin.action(description=_("提请公开所选评估"), permissions=["supervise"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Evaluation]) -> HttpResponse | None:
        return self._ask(request, queryset, "publish", _("提请公开所选评估"), self._propose)

    @admin.action(description=_("撤回所选评估"), permissions=["supervise"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Evaluation]) -> HttpResponse | None:
        return self._ask(request, queryset, "withdraw", _("撤回所选评估"), self._withdraw)

    def _propose(self, request: HttpRequest, evaluation: Evaluation, reason: str) -> str:
        """Why it cannot be proposed; empty when it was."""
        waiting = evaluation.proposals.filter(decision=Proposal.Decision.WAITING)
        if evaluation.withdrawn_at or evaluation.published_at or waiting.exists():
            return gettext("已经公开、正在等待审批或者已经撤回")
        propose(Proposal.Kind.EVALUATION, actor=request.user, evaluation=evaluation, reason=reason)
        self.log_change(request, evaluation, [{"changed": {"fields": [f"提请公开：{reason}"]}}])
        return ""

    def _withdraw(self, request: HttpRequest, evaluation: Evaluation, reason: str) -> str:
        """Why it cannot be withdrawn; empty when it was. Readers lose sight of a published one, which only whoever
        decides what they see may do."""
        if evaluation.withdrawn_at:
            return gettext("已经撤回")
        if evaluation.published_at and not inspections_of(request.user, Right.PUBLISH).filter(
            pk=evaluation.inspection_id
        ):
            return gettext("已经公开，须由兼任公开审批人的工作人员撤回")
        evaluation.withdrawn_at = timezone.now()
        evaluation.save(update_fields=["withdrawn_at"])
        self.log_change(request, evaluation, [{"changed": {"fields": [f"撤回：{reason}"]}}])
        return ""

    def _ask(self, request: HttpRequest, queryset: QuerySet[Evaluation], action: str, title: Any, act: Any) -> Any:
        """Show what will be done and ask why; do it once a reason is given."""
        form = ReasonForm(request.POST if "confirmed" in request.POST else None)
        chosen = queryset.filter(inspection__in=inspections_of(request.user, Right.SUPERVISE))
        if form.is_bound and form.is_valid():
            n = 0
            for evaluation in chosen:
                try:
                    refused = act(request, evaluation, form.cleaned_data["reason"])
                except NotAllowed as error:
                    refused = str(error)
                if refused:
                    self.message_user(request, f"{evaluation}{gettext('：')}{refused}", messages.WARNING)
                n += not refused
            if n:
                self.message_user(request, gettext("%(n)s 项评估已办理。") % {"n": n}, messages.SUCCESS)
            return None
        context = {
            **self.admin_site.each_context(request), "title": title, "form": form, "action": action, "opts": self.opts,
            "rows": chosen, "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        }  # fmt: skip
        return TemplateResponse(request, "admin/ledger/evaluation/ask.html", context)
