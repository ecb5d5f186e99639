"""Readers report errors to the office, and see what became of such reports."""

from datetime import timedelta

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rectify.ledger.accounts.addresses import client_address
from rectify.ledger.models import Problem, ReaderNote
from rectify.pages.names import unit_name
from rectify.pages.page import Crumb, Page
from rectify.pages.public import public_notes

#: One address may send this many in an hour, all together this many: enough for people, too few for a flood.
MOST_FROM_ONE, MOST_FROM_ALL = 5, 200


class NoteForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("种类"), choices=[("", gettext_lazy("请选择")), *ReaderNote.Kind.choices]
    )
    #: People do not see this field; programs that fill in every field do.
    website = forms.CharField(
        required=False,
        label=gettext_lazy("请留空"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = ReaderNote
        fields = ("kind", "text", "contact")
        widgets = {"text": forms.Textarea(attrs={"rows": 6, "maxlength": 2000})}
        labels = {"contact": gettext_lazy("联系方式（可不填，不公开）")}


def report_error(request: HttpRequest, slug: str, number: int, round_slug: str = "") -> HttpResponse:
    """The form on an item; what is sent reaches the office's queue and changes nothing by itself."""
    inspection = {"inspection__round__slug": round_slug} if round_slug else {"inspection__is_newest": True}
    problem = get_object_or_404(
        Problem.objects.public().select_related("inspection__unit", "inspection__round"),
        inspection__unit__slug=slug, number=number, **inspection,
    )  # fmt: skip
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"] or not _may_send(request):
            form.add_error(None, _("现在不能接收，请一小时后再试，或按单位页面上的联系方式反映。"))
        else:
            note = form.save(commit=False)
            note.problem, note.unit = problem, problem.inspection.unit
            note.save()
            return redirect(f"{reverse('corrections')}?sent=1")
    page = Page(
        title=_("反映问题：%(unit)s第 %(n)s 项") % {"unit": unit_name(problem.inspection.unit), "n": problem.number},
        path=request.path, room="problems", indexed=False,
        crumbs=[
            Crumb(unit_name(problem.inspection.unit), problem.inspection.get_absolute_url()),
            Crumb(_("第 %(n)s 项") % {"n": problem.number}, problem.get_absolute_url()),
        ],
    )  # fmt: skip
    status = 400 if form.is_bound else 200
    return render(request, "pages/report_error.html", {"page": page, "problem": problem, "form": form}, status=status)


def corrections(request: HttpRequest) -> HttpResponse:
    """The public log: what the office has settled and published, newest first."""
    page = Page(
        title=_("更正记录"), path=request.path, room="about", summary=_("读者反映的问题及处理结果。"),
        crumbs=[Crumb(_("口径说明与数据来源"), reverse("about"))],
    )  # fmt: skip
    notes = public_notes().select_related("problem__inspection__unit", "problem__inspection__round")
    context = {
        "page": page, "notes": notes.order_by("-settled_at", "-id")[:200], "is_sent": "sent" in request.GET,
        "waiting": ReaderNote.objects.filter(outcome=ReaderNote.Outcome.OPEN).count(),
    }  # fmt: skip
    return render(request, "pages/corrections.html", context)


def _may_send(request: HttpRequest) -> bool:
    """Whether the sender, and everybody together, has not sent too much in the last hour."""
    key = f"reader-notes:{client_address(request)}"
    cache.add(key, 0, timeout=3600)
    is_few = cache.incr(key) <= MOST_FROM_ONE
    recent = ReaderNote.objects.filter(made_at__gte=timezone.now() - timedelta(hours=1))
    return is_few and recent[:MOST_FROM_ALL].count() < MOST_FROM_ALL
