"""督办文书: drafts of the rules and of people, looked over, edited, marked as sent, and what was answered."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rectify.ledger.admin.base import LedgerAdmin, fields_of
from rectify.ledger.models import Letter, Problem
from rectify.ledger.reminders.letters import begin
from rectify.ledger.reporting.letter_documents import letter_document, lines_of
from rectify.ledger.reporting.official import title_lines

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Of one letter: more than anybody reads, and what an address still holds.
MOST_ITEMS = 200


class NewLetterForm(forms.ModelForm):
    """A letter begins from the items that it is about; its words are written on the page that follows."""

    class Meta:
        model = Letter
        fields = ("kind", "problems", "addressee")
        help_texts = {"addressee": _("照文书抬头的写法写全，例如“中共××县委”；留空则写被巡视党组织的名称。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].required = False

    def clean_problems(self) -> QuerySet[Problem]:
        problems = self.cleaned_data["problems"]
        if len({problem.inspection_id for problem in problems}) > 1:
            raise ValidationError(_("一份文书只能涉及一个被巡视党组织在一次巡视巡察中的事项，请分别拟制。"))
        if len(problems) > MOST_ITEMS:
            raise ValidationError(_("一份文书最多列 %(n)s 个事项。") % {"n": MOST_ITEMS})
        return problems


class LetterForm(forms.ModelForm):
    sent_on = forms.DateField(
        label=_("发出日期"), required=False, initial=timezone.localdate, widget=AdminDateWidget,
        help_text=_("文书由工作人员自行送达；点“标记为已发出”后按这一天记录，内容不能再改。"),
    )  # fmt: skip

    class Meta:
        model = Letter
        fields = ("addressee", "subject", "text", "answer")
        widgets = {
            "subject": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "text": forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField"}),
            "answer": forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
        }

    def clean_sent_on(self) -> Any:
        day = self.cleaned_data["sent_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("发出日期不能晚于今天。"))
        return day


class StateFilter(admin.SimpleListFilter):
    title = _("状态")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Iterable[tuple[str, Any]]:
        return [("draft", _("草稿")), ("sent", _("已发出")), ("answered", _("已有回复")), ("withdrawn", _("已撤回"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        conditions = {
            "draft": Q(sent_at=None, withdrawn_at=None),
            "sent": Q(sent_at__isnull=False, withdrawn_at=None),
            "answered": ~Q(answer=""),
            "withdrawn": Q(withdrawn_at__isnull=False),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


class OriginFilter(admin.SimpleListFilter):
    title = _("来历")
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Iterable[tuple[str, Any]]:
        return [("rule", _("按规则拟制")), ("hand", _("人工拟制"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        if self.value() in ("rule", "hand"):
            return queryset.exclude(key="") if self.value() == "rule" else queryset.filter(key="")
        return queryset


@admin.register(Letter)
class LetterAdmin(LedgerAdmin):
    list_display = ("subject", "kind", "unit", "addressee", "state", "made_at", "sent_at")
    list_filter = (StateFilter, "kind", OriginFilter, "inspection__round")
    list_select_related = ("inspection__unit",)
    search_fields = ("subject", "inspection__unit__name")
    date_hierarchy = "made_at"
    autocomplete_fields = ("problems",)
    actions = ("mark_sent", "withdraw")
    _facts = ("kind", "inspection", "items", "origin", "made_at", "state")
    _words = ("addressee", "subject", "text")

    class Media:
        css = {"all": ["desk/forms.css"]}

    def get_form(self, request: HttpRequest, obj: Letter | None = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = LetterForm if obj else NewLetterForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Letter | None = None) -> list[Any]:
        if obj is None:
            return fields_of((None, ("kind", "problems", "addressee")))
        sending = ("sent_on",) if self._is_open(request, obj) and not obj.sent_at else ()
        return fields_of((_("事由"), self._facts), (_("文书"), (*self._words, *sending)), (_("办理结果"), ("answer",)))

    def get_readonly_fields(self, request: HttpRequest, obj: Letter | None = None) -> tuple[str, ...]:
        """What went out stays as it went out; only the answer to it is still written down."""
        if obj is None:
            return ()
        if obj.withdrawn_at:
            return (*self._facts, *self._words, "answer")
        return (*self._facts, *self._words) if obj.sent_at else self._facts

    def get_urls(self) -> list[URLPattern]:
        return [
            path("<int:pk>/print/", self.admin_site.admin_view(self.print_page), name="ledger_letter_print"),
            path("<int:pk>/docx/", self.admin_site.admin_view(self.document), name="ledger_letter_docx"),
            *super().get_urls(),
        ]

    @admin.display(description=pgettext_lazy("one", "被巡视党组织"), ordering="inspection__unit__sort_key")
    def unit(self, letter: Letter) -> str:
        return letter.inspection.unit.name

    @admin.display(description=_("状态"))
    def state(self, letter: Letter) -> str:
        if letter.withdrawn_at:
            return gettext("已撤回")
        if letter.sent_at:
            return gettext("%(day)s 发出") % {"day": timezone.localdate(letter.sent_at).isoformat()}
        return gettext("草稿")

    @admin.display(description=_("来历"))
    def origin(self, letter: Letter) -> str:
        if letter.key:
            return gettext("按规则拟制（%(rule)s）") % {"rule": letter.key.partition("/")[0]}
        return gettext("%(name)s 拟制") % {"name": letter.made_by.get_full_name() or letter.made_by.get_username()}

    @admin.display(description=pgettext_lazy("several", "事项"))
    def items(self, letter: Letter) -> SafeString:
        rows = letter.problems.order_by("number")
        links = ((reverse("admin:ledger_problem_change", args=[row.pk]), str(row)) for row in rows)
        return format_html_join("", '<div><a href="{}">{}</a></div>', links)

    def save_form(self, request: HttpRequest, form: forms.ModelForm, change: bool) -> Letter:
        """A new letter begins with words about its items, which its writer goes on with."""
        if change:
            return super().save_form(request, form, change)
        data = form.cleaned_data
        return begin(data["kind"], data["problems"], data["addressee"], request.user, timezone.localdate())

    def save_model(self, request: HttpRequest, obj: Letter, form: forms.ModelForm, change: bool) -> None:
        if "_sent" in request.POST and not obj.sent_at:
            obj.sent_at = _moment(form.cleaned_data.get("sent_on"))
        if "_withdraw" in request.POST:
            obj.withdrawn_at = timezone.now()
        obj.save()

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """What a letter is about was settled when it was begun."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        message = super().construct_change_message(request, form, formsets, add)
        marks = {"_sent": "标记为已发出", "_withdraw": "撤回"}
        return message + [{"changed": {"fields": [word]}} for name, word in marks.items() if name in request.POST]

    def response_add(self, request: HttpRequest, obj: Letter, post_url_continue: str | None = None) -> HttpResponse:
        self.message_user(request, gettext("草稿已拟好，请核改。"), messages.SUCCESS)
        return redirect("admin:ledger_letter_change", obj.pk)

    def response_change(self, request: HttpRequest, obj: Letter) -> HttpResponse:
        words = {"_sent": gettext("已记为发出。"), "_withdraw": gettext("已撤回。")}
        for name, word in words.items():
            if name in request.POST:
                self.message_user(request, word, messages.SUCCESS)
                return redirect("admin:ledger_letter_change", obj.pk)
        return super().response_change(request, obj)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        letter = context.get("original")
        context["show_save_and_add_another"] = False
        if letter:
            context["is_draft"] = self._is_open(request, letter) and not letter.sent_at
            context["can_withdraw"] = self._is_open(request, letter)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description=_("把所选文书标记为今天发出"), permissions=["change"])
    def mark_sent(self, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
        self._mark(request, queryset.filter(sent_at=None, withdrawn_at=None), "sent_at", "标记为已发出")

    @admin.action(description=_("撤回所选文书"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
        self._mark(request, queryset.filter(withdrawn_at=None), "withdrawn_at", "撤回")

    def print_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self._seen(request, pk)
        context = {"letter": letter, "title": letter.subject, "lines": lines_of(letter),
                   "title_lines": title_lines(letter.subject)}  # fmt: skip
        return TemplateResponse(request, "admin/ledger/letter/print.html", context)

    def document(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        letter = self._seen(request, pk)
        name = re.sub(r'[\\/:*?"<>|\s]+', " ", letter.subject).strip()
        return FileResponse(letter_document(letter), as_attachment=True, filename=f"{name}.docx", content_type=WORD)

    def _mark(self, request: HttpRequest, letters: QuerySet[Letter], field: str, word: str) -> None:
        changed = list(letters)
        for letter in changed:
            setattr(letter, field, timezone.now())
            letter.save(update_fields=[field])
            self.log_change(request, letter, [{"changed": {"fields": [word]}}])
        self.message_user(request, gettext("%(n)s 份文书已改动。") % {"n": len(changed)}, messages.SUCCESS)

    def _seen(self, request: HttpRequest, pk: int) -> Letter:
        letter = self.get_object(request, str(pk))
        if letter is None or not self.has_view_permission(request, letter):
            raise Http404
        return letter

    def _is_open(self, request: HttpRequest, letter: Letter) -> bool:
        return not letter.withdrawn_at and self.has_change_permission(request, letter)


@admin.action(description=_("就所选事项拟制督办文书"), permissions=["change"])
def write_letter(
    model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Problem]
) -> HttpResponse | None:
    """For the list of items: begin a letter about those that were chosen."""
    fields = ("pk", "inspection", "inspection__unit__name")
    chosen = list(queryset.order_by("number").values_list(*fields)[: MOST_ITEMS + 1])
    if len(chosen) > MOST_ITEMS or len({inspection for _pk, inspection, _unit in chosen}) > 1:
        words = gettext("请选择同一次巡视巡察的事项，最多 %(n)s 个。") % {"n": MOST_ITEMS}
        model_admin.message_user(request, words, messages.ERROR)
        return None
    query = {"problems": ",".join(str(row[0]) for row in chosen), "addressee": chosen[0][2] if chosen else ""}
    return redirect(f"{reverse('admin:ledger_letter_add')}?{urlencode(query)}")


def _moment(day: Any) -> Any:
    """Today: now. Another day: its noon, which is the same day in every time zone that matters."""
    now = timezone.localtime()
    if day in (None, now.date()):
        return now
    return now.replace(year=day.year, month=day.month, day=day.day, hour=12, minute=0, second=0, microsecond=0)
