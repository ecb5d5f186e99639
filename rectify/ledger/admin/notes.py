from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rectify.ledger.admin.base import LedgerAdmin
from rectify.ledger.models import ReaderNote


class ReaderNoteForm(forms.ModelForm):
    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if data.get("is_public") and (data.get("outcome") == ReaderNote.Outcome.OPEN or not data.get("summary")):
            raise ValidationError(_("列入更正记录前，请填写处理结果和公开的事由。"))


@admin.register(ReaderNote)
class ReaderNoteAdmin(LedgerAdmin):
    """The queue of what readers report. What they wrote is for the office; the log shows the office's own words."""

    form = ReaderNoteForm
    list_display = ("made_at", "kind", "problem", "outcome", "is_public", "who")
    list_filter = ("outcome", "kind", "is_public")
    list_select_related = ("problem", "settled_by")
    search_fields = ("text", "summary")
    readonly_fields = ("problem", "unit", "kind", "text", "contact", "made_at", "settled_at", "who")
    fields = (*readonly_fields, "outcome", "summary", "answer", "is_public")

    @admin.display(description=_("处理人"), ordering="settled_by", empty_value="—")
    def who(self, note: ReaderNote) -> str | None:
        return str(note.settled_by) if note.settled_by else None

    def public_fields_of(self, obj: ReaderNote) -> tuple[str, ...]:
        """What stands in the public log, and whether it does."""
        return ("outcome", "summary", "answer", "is_public") if obj.is_public else ("is_public",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ReaderNote, form: forms.ModelForm, change: bool) -> None:
        is_settled = obj.outcome != ReaderNote.Outcome.OPEN
        obj.settled_at = (obj.settled_at or timezone.now()) if is_settled else None
        obj.settled_by = request.user if is_settled else None
        super().save_model(request, obj, form, change)
