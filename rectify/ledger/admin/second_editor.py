"""Two people at one row: the second is told who was there meanwhile, and loses nothing of what was typed.

A form carries where the row stood when it was opened: its newest entry in the desk's log, and what its fields held.
(Items carry their own changes, steps and proposals; see rectify.ledger.workflow.editing.)
"""

import copy
import hashlib
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

STOOD = "token"


def told(form: forms.BaseForm, token: str, heading: str, news: list[str]) -> ValidationError:
    """The error that says what others did, on a form that goes through when it is sent again."""
    name = form.add_prefix(STOOD)
    form.data = copy.copy(form.data)
    if hasattr(form.data, "_mutable"):
        form.data._mutable = True
    form.data[name] = token
    return ValidationError(_in_words(heading, news), code="moved")


def _in_words(heading: str, news: list[str]) -> SafeString:
    return format_html(
        "{}<ul>{}</ul>{}",
        heading,
        format_html_join("", "<li>{}</li>", ((line,) for line in news)),
        gettext("您填写的内容都还在。核对后再次提交，即以您的为准。"),
    )


class NoticesOthers:
    """For a model's form at the desk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields[STOOD] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.initial[STOOD] = self._token()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk:
            self._check()
        return cleaned

    def _check(self) -> None:
        # Whoever comes second waits here until the first is done.
        fresh = type(self.instance)._base_manager.select_for_update().get(pk=self.instance.pk)
        entry, _dash, held = self.data.get(self.add_prefix(STOOD), "").partition("-")
        if not (held and entry.isascii() and entry.isdigit() and len(entry) < 19):
            return
        news = [_line(row) for row in _log_of(fresh).filter(pk__gt=entry).select_related("user").order_by("pk")]
        if not news and held != self._held_by(fresh):
            news = [gettext("这里的内容有改动，例如重新载入了通报。")]
        if news:
            raise told(self, self._token(fresh), gettext("您打开这一页之后，别人改动了这里的内容："), news)

    def _token(self, row: Model | None = None) -> str:
        row = row or self.instance
        newest = _log_of(row).order_by("pk").values_list("pk", flat=True).last() or 0
        return f"{newest}-{self._held_by(row)}"

    def _held_by(self, row: Model) -> str:
        names = [field.attname for field in row._meta.concrete_fields if field.name in self.base_fields]
        held = [str(getattr(row, name)) for name in names]
        return hashlib.sha256("\0".join(held).encode()).hexdigest()[:16]


def _log_of(row: Model) -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))


def _line(entry: LogEntry) -> str:
    when = timezone.localtime(entry.action_time)
    return f"{when:%Y-%m-%d %H:%M} {entry.user}：{entry.get_change_message()}"
