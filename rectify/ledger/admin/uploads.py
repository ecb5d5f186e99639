"""Loading at the desk: hand in, look at what it would do, correct the reading, confirm or cancel."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tasks_db.models import DBTaskResult

from rectify.ledger import scopes
from rectify.ledger.admin.base import LedgerAdmin
from rectify.ledger.choices import ProblemKind, Status
from rectify.ledger.models import Document, Doubt, Inspection, ReadingCorrection, Upload
from rectify.ledger.rights import Right, has
from rectify.ledger.uploads import clean, correcting, intake, progress, work
from rectify.ledger.uploads.forms import BelongingForm, CorrectionForm, UploadForm
from rectify.ledger.uploads.showing import shown, step_words

# What the worker notes of its tasks is for its log; uploads say what became of them.
admin.site.unregister(DBTaskResult)
State = Upload.State
View = Callable[..., HttpResponse]


#: Inspections that the page of a load names with a box to follow them; of more, their list.
_MOST_TO_FOLLOW = 100


def _after_loading(upload: Upload, user: AbstractBaseUser) -> dict[str, Any]:
    """What comes next: the public pages, what was left to check of each inspection, and which nobody follows."""
    inspections = list(upload.inspections.select_related("unit", "round"))
    loaded = upload.inspections.values("pk")
    open_ = scopes.rows_of(Doubt, user).filter(settled_at=None, inspection__in=loaded)
    counts = dict(open_.order_by().values_list("inspection").annotate(Count("pk")))
    listed = reverse("admin:ledger_doubt_changelist")
    doubts = {i.pk: f"{listed}?settled_at__isempty=1&inspection__id__exact={i.pk}" for i in inspections}
    to_follow = scopes.rows_of(Inspection, user, "change").filter(pk__in=loaded, followed=False)
    pks = list(to_follow.values_list("pk", flat=True))
    return {
        "pages": [(str(i), i.get_absolute_url(), counts.get(i.pk, 0), doubts[i.pk]) for i in inspections],
        "to_follow": pks,
        "are_few": len(pks) <= _MOST_TO_FOLLOW,
    }


def of_upload(view: View) -> View:
    """For whoever may load: gives the view the upload that the address names."""

    @wraps(view)
    def answer(self: "UploadAdmin", request: HttpRequest, pk: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check_right(request)
        upload = get_object_or_404(Upload, pk=pk)
        if clean.is_expired(upload):
            clean.discard(upload)
            messages.warning(request, _("预览已到期删除，没有保存任何内容，请重新提交。"))
            return redirect("admin:ledger_upload_add")
        return view(self, request, upload, *args, **kwargs)

    return answer


@admin.register(Upload)
class UploadAdmin(LedgerAdmin):
    list_display = ("__str__", "state", "made_by", "made_at", "confirmed_by", "loaded_at")
    list_filter = ("state",)
    list_select_related = ("made_by", "confirmed_by", "document")
    date_hierarchy = None

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Upload]:
        return super().get_queryset(request).prefetch_related("documents")

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def check_right(self, request: HttpRequest) -> None:
        if not has(request.user, Right.LOAD):
            raise PermissionDenied

    def get_urls(self) -> list[Any]:
        def wrap(view: View, *, post: bool = True) -> View:
            return self.admin_site.admin_view(require_POST(view) if post else view)

        own = [
            path("<uuid:pk>/progress/", wrap(self.progress, post=False), name="ledger_upload_progress"),
            path("<uuid:pk>/confirm/", wrap(self.confirm), name="ledger_upload_confirm"),
            path("<uuid:pk>/cancel/", wrap(self.cancel), name="ledger_upload_cancel"),
            path("<uuid:pk>/again/", wrap(self.again), name="ledger_upload_again"),
            path("<uuid:pk>/belonging/", wrap(self.belonging), name="ledger_upload_belonging"),
            path(
                "<uuid:pk>/documents/<int:document>/<int:line>/<int:offset>/", wrap(self.correct, post=False),
                name="ledger_upload_correct",
            ),
            path("<uuid:pk>/corrections/<int:correction>/withdraw/", wrap(self.uncorrect), name="ledger_upload_uncorrect"),
            path("read-again/<int:document>/", wrap(self.read_again), name="ledger_upload_read_again"),
        ]  # fmt: skip
        return own + super().get_urls()

    # Handing in

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        self.check_right(request)
        clean.discard_expired()
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
            upload = intake.keep(form.taken, request.user, **fields)
            work.start(upload)
            return redirect("admin:ledger_upload_change", upload.pk)
        waiting = Upload.objects.exclude(state=State.LOADED).prefetch_related("documents")[:10]
        words = {"title": _("载入通报"), "form": form, "media": self.media + form.media, "waiting": waiting}
        return self.page(request, "add", words, status=400 if form.errors else 200)

    @of_upload
    def _look(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        if work.is_lost(upload):
            work.give_up_lost(upload)
        words: dict[str, Any] = {"title": str(upload), "upload": upload, "step": step_words(progress.seen(upload))}
        words["is_unattended"] = work.is_unattended(upload)
        if upload.preview and upload.state in (State.READY, State.LOADED):
            words["preview"] = shown(upload.preview, correcting.places(upload))
        if upload.state == State.LOADED:
            words |= _after_loading(upload, request.user)
        if upload.state in (State.READY, State.FAILED):
            form = BelongingForm(instance=upload)
            words |= {"belonging": form, "media": self.media + form.media, "corrections": correcting.in_preview(upload)}
        return self.page(request, "preview", words)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        try:
            pk = Upload._meta.pk.to_python(object_id)
        except Exception:
            raise Http404 from None
        return self._look(request, pk)

    @of_upload
    def progress(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        """The piece of the page that is asked for again while a worker is busy."""
        if work.is_lost(upload):
            work.give_up_lost(upload)
        if not upload.is_working:
            return HttpResponse(headers={"HX-Refresh": "true"})
        words = {
            "upload": upload,
            "step": step_words(progress.seen(upload)),
            "is_unattended": work.is_unattended(upload),
        }
        return self.page(request, "progress", words)

    # Deciding

    @of_upload
    def confirm(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        fingerprint, is_checked = request.POST.get("fingerprint", ""), "is_checked" in request.POST
        if not work.confirm(upload, fingerprint, request.user, is_checked=is_checked):
            messages.warning(request, _("预览已经更新，请看过之后再确认。"))
        return redirect("admin:ledger_upload_change", upload.pk)

    @of_upload
    def cancel(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        if upload.state == State.LOADED:
            messages.warning(request, _("已经载入，不能取消。"))
            return redirect("admin:ledger_upload_change", upload.pk)
        if upload.state == State.LOADING and not work.is_lost(upload):
            messages.warning(request, _("正在载入，不能取消。"))
            return redirect("admin:ledger_upload_change", upload.pk)
        clean.discard(upload)
        messages.success(request, _("已取消，没有保存任何内容。"))
        return redirect("admin:ledger_upload_changelist")

    @of_upload
    def again(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        """Read once more what failed, or what no worker took up."""
        if upload.state == State.FAILED or work.is_unattended(upload):
            work.start(upload)
        return redirect("admin:ledger_upload_change", upload.pk)

    @of_upload
    def belonging(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        if upload.state not in (State.READY, State.FAILED):
            return redirect("admin:ledger_upload_change", upload.pk)
        form = BelongingForm(request.POST, instance=upload)
        if not form.is_valid():
            words = {"title": str(upload), "upload": upload, "belonging": form, "media": self.media + form.media}
            return self.page(request, "preview", words, status=400)
        form.save()
        work.start(upload)
        return redirect("admin:ledger_upload_change", upload.pk)

    # Correcting

    @of_upload
    def correct(self, request: HttpRequest, upload: Upload, document: int, line: int, offset: int) -> HttpResponse:
        """What was read at one place, with what can be corrected of it."""
        kept = get_object_or_404(upload.documents, pk=document)
        spot = correcting.at(upload, kept, (line, offset)) if upload.state == State.READY else None
        if spot is None:
            messages.warning(request, _("这一处读取结果已经变动，请在预览中重新选择。"))
            return redirect("admin:ledger_upload_change", upload.pk)
        place = {"lines": spot.lines, "first": spot.line, "last": spot.end_line, "found_at": (line, offset)}
        form = CorrectionForm(request.POST if request.method == "POST" else None, **place)
        if form.is_bound and form.is_valid():
            with transaction.atomic():
                correcting.correct(upload, kept, spot, form.cleaned_data, request.user)
                work.start(upload)
            messages.success(request, _("已更正，预览随即更新。"))
            return redirect("admin:ledger_upload_change", upload.pk)
        words = {
            "title": _("更正读取"), "upload": upload, "document": kept, "spot": spot, "form": form,
            "statuses": Status.choices, "kinds": ProblemKind.choices,
        }  # fmt: skip
        return self.page(request, "correct", words, status=400 if form.is_bound else 200)

    @of_upload
    def uncorrect(self, request: HttpRequest, upload: Upload, correction: int) -> HttpResponse:
        found = get_object_or_404(ReadingCorrection, pk=correction, digest__in=upload.documents.values("digest"))
        if upload.state == State.READY:
            with transaction.atomic():
                correcting.take_back(upload, found)
                work.start(upload)
            messages.success(request, _("已撤回这处更正，预览随即更新。"))
        return redirect("admin:ledger_upload_change", upload.pk)

    def read_again(self, request: HttpRequest, document: int) -> HttpResponse:
        """Open a text that was loaded before, to correct its reading."""
        self.check_right(request)
        upload = intake.read_again(get_object_or_404(Document, pk=document), request.user)
        work.start(upload)
        return redirect("admin:ledger_upload_change", upload.pk)

    def page(self, request: HttpRequest, name: str, words: dict[str, Any], status: int = 200) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list": reverse("admin:ledger_upload_changelist"),
        }
        return TemplateResponse(request, f"admin/ledger/upload/{name}.html", context | words, status=status)
