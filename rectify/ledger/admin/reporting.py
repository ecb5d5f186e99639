"""督办报表: the three lists of a round or a unit, and a round's progress report, for whoever supervises."""

import re
from datetime import date, timedelta
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from rectify.ledger.found_by_typing import FoundByTyping
from rectify.ledger.models import Inspection, Round, Unit
from rectify.ledger.reporting.blocks import Paper, word_document
from rectify.ledger.reporting.official import title_lines
from rectify.ledger.reporting.progress_report import SECTIONS, Asked, progress_report
from rectify.ledger.reporting.three_lists import for_desk, three_lists
from rectify.ledger.rights import Right, User, has, inspections_of, items_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: A workbook is sent when it is whole; more items than these take minutes.
MOST_ITEMS = 20_000
DAYS_BETWEEN_REPORTS = 30


class ListsForm(forms.Form):
    """A round, a unit, or a unit in a round."""

    round = forms.ModelChoiceField(Round.objects.none(), label=pgettext_lazy("one", "巡视轮次"), required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=pgettext_lazy("one", "被巡视党组织"), required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = inspections_of(user, Right.SUPERVISE).order_by()
        self.fields["round"].queryset = Round.objects.filter(pk__in=seen.values("round"))
        unit = self.fields["unit"]
        unit.queryset = Unit.objects.filter(pk__in=seen.values("unit"))
        # Found by a part of its name: there may be thousands.
        unit.widget = FoundByTyping(Inspection._meta.get_field("unit"), admin.site)
        unit.widget.choices = unit.choices

    def clean(self) -> None:
        super().clean()
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("请选择轮次或者单位。"))


class ReportForm(forms.Form):
    """What the office wants in its progress report; the address keeps it, so that it can be kept and passed on."""

    round = forms.ModelChoiceField(Round.objects.none(), label=pgettext_lazy("one", "巡视轮次"))
    since = forms.DateField(
        label=_("上次报告日期"), required=False, widget=AdminDateWidget, help_text=_("列出这一天以来的变化；留空为 30 天前")
    )  # fmt: skip
    title = forms.CharField(
        label=_("报告标题"), required=False, max_length=100, help_text=_("留空为“轮次名称＋整改进展情况报告”")
    )
    office = forms.CharField(label=_("落款"), required=False, max_length=100)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = inspections_of(user, Right.SUPERVISE).order_by()
        self.fields["round"].queryset = Round.objects.filter(pk__in=seen.values("round"))
        self.fields["office"].initial = settings.OFFICE_NAME
        for n, (name, heading) in enumerate(SECTIONS.items()):
            self.fields[name] = forms.CharField(
                label=heading, required=False, max_length=50, initial=heading,
                help_text=_("各部分的标题可以改写；清空则不列这一部分。") if n == 0 else "",
            )  # fmt: skip

    def clean_since(self) -> date:
        today = timezone.localdate()
        since = self.cleaned_data["since"] or today - timedelta(days=DAYS_BETWEEN_REPORTS)
        if since > today:
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return since

    def asked(self) -> Asked:
        data = self.cleaned_data
        headings = {name: data[name] if name in self.data else heading for name, heading in SECTIONS.items()}
        office = data["office"] if "office" in self.data else settings.OFFICE_NAME
        return Asked(data["round"], data["since"], timezone.localdate(), data["title"], office, headings)


def _for_supervisors(view: Any) -> Any:
    """At the desk, to be fetched only, for those with Right.SUPERVISE."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not has(request.user, Right.SUPERVISE):
            raise PermissionDenied
        return view(request)

    return admin.site.admin_view(require_safe(guarded))


def start(request: HttpRequest) -> HttpResponse:
    """Which report is wanted."""
    return _ask(request, ListsForm(request.user), ReportForm(request.user, initial=request.GET.dict()))


def lists(request: HttpRequest) -> HttpResponseBase:
    form = ListsForm(request.user, request.GET)
    if not form.is_valid():
        return _ask(request, form, ReportForm(request.user))
    round_, unit = form.cleaned_data["round"], form.cleaned_data["unit"]
    items = items_of(request.user, Right.SUPERVISE)
    if round_:
        items = items.filter(inspection__round=round_)
    if unit:
        items = items.filter(inspection__unit=unit)
    if items.order_by().values("pk")[: MOST_ITEMS + 1].count() > MOST_ITEMS:
        form.add_error(None, _("超过 %(n)s 项，装不进一个工作簿，请缩小范围。") % {"n": f"{MOST_ITEMS:,}"})
        return _ask(request, form, ReportForm(request.user))
    with translation.override("zh-hans"):
        book = three_lists(for_desk(items), is_for_desk=True)
    name = " ".join(str(part) for part in (round_, unit) if part)
    return _file(book, f"{name} 三清单", "xlsx", _XLSX)


def progress_page(request: HttpRequest) -> HttpResponse:
    form = ReportForm(request.user, request.GET)
    if not form.is_valid():
        return _ask(request, ListsForm(request.user), form)
    paper = _paper(form)
    context = {"paper": paper, "title": paper.title, "title_lines": title_lines(paper.title),
               "query": request.GET.urlencode()}  # fmt: skip
    return TemplateResponse(request, "admin/reporting/progress.html", context)


def progress_document(request: HttpRequest) -> HttpResponseBase:
    form = ReportForm(request.user, request.GET)
    if not form.is_valid():
        return _ask(request, ListsForm(request.user), form)
    paper = _paper(form)
    return _file(word_document(paper, paper.signature[0], timezone.localtime()), paper.title, "docx", _WORD)


def _paper(form: ReportForm) -> Paper:
    """In Chinese, whatever language the desk is read in."""
    with translation.override("zh-hans"):
        return progress_report(form.asked())


def _ask(request: HttpRequest, lists_form: ListsForm, report_form: ReportForm) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("督办报表"),
        "lists_form": lists_form,
        "report_form": report_form,
        # The calendar is drawn with what Django's own pages of forms bring.
        "media": forms.Media(js=["admin/js/core.js"]) + lists_form.media + report_form.media,
    }
    status = 400 if lists_form.errors or report_form.errors else 200
    return TemplateResponse(request, "admin/reporting/start.html", context, status=status)


def _file(content: Any, name: str, form: str, content_type: str) -> FileResponse:
    name = re.sub(r'[\\/:*?"<>|\s]+', " ", name).strip()
    file_name = f"{name} {timezone.localdate():%Y%m%d}.{form}"
    return FileResponse(content, as_attachment=True, filename=file_name, content_type=content_type)


urlpatterns = [
    path("", _for_supervisors(start), name="desk_reports"),
    path("lists.xlsx", _for_supervisors(lists), name="desk_lists"),
    path("progress/", _for_supervisors(progress_page), name="desk_progress"),
    path("progress.docx", _for_supervisors(progress_document), name="desk_progress_docx"),
]
