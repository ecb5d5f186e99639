"""The forms of loading: what is handed in, to whom it belongs, and how a reading is corrected."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rectify.ledger.choices import ProblemKind, Status
from rectify.ledger.found_by_typing import FoundByTyping
from rectify.ledger.loading.corrections import Place
from rectify.ledger.models import ReadingCorrection, Upload
from rectify.ledger.uploads.intake import FORM_OF_SUFFIX, Intake, Taken

Operation = ReadingCorrection.Operation
_MOST_PASTED = 1_000_000


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        # An empty file is refused with the others, by what reads it.
        return [file for file in files if file]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


class BelongingForm(forms.ModelForm):
    """Where a document comes from and to which inspection it belongs; what is left empty is read from the text."""

    source_address = forms.URLField(
        label=gettext_lazy("来源网址"), required=False, max_length=500, assume_scheme="https",
        widget=admin.widgets.AdminURLFieldWidget, help_text=gettext_lazy("公开网址，将显示在原文页上"),
    )  # fmt: skip

    class Meta:
        model = Upload
        fields = ("source_address", "retrieved_on", "round", "round_name", "unit")
        help_texts = {
            "round": gettext_lazy("留空则按文中写明的轮次归入"),
            "round_name": gettext_lazy("台账中还没有的轮次，在这里写全称"),
            "unit": gettext_lazy("留空则按文中写明的单位归入；只能用于单独一份通报"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["retrieved_on"].widget = AdminDateWidget()
        for name in ("round", "unit"):
            self.fields[name].widget = FoundByTyping(Upload._meta.get_field(name), admin.site)
            self.fields[name].widget.choices = self.fields[name].choices

    def clean_retrieved_on(self) -> Any:
        day = self.cleaned_data["retrieved_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("取得日期不能晚于今天。"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("round") and data.get("round_name"):
            self.add_error("round_name", _("“轮次”和“新轮次名称”只填一个。"))
        return data


class UploadForm(BelongingForm):
    """Files or a pasted text, looked over while the page waits; every refusal stands beside the field it is about."""

    files = FilesField(label=gettext_lazy("文件"), required=False)
    text = forms.CharField(
        label=gettext_lazy("或粘贴正文"), required=False, strip=False, max_length=_MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 40, "class": "vLargeTextField"}),
    )  # fmt: skip
    field_order = ("files", "text", "source_address", "retrieved_on")

    class Meta(BelongingForm.Meta):
        fields = (*BelongingForm.Meta.fields, "withdraws_missing")
        help_texts = BelongingForm.Meta.help_texts | {
            "withdraws_missing": gettext_lazy(
                "只对台账工作簿有效：表格所列轮次中，台账有而表格没有的内容将撤回（先列出再确认）"
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken: list[Taken] = []
        words = {"kinds": " ".join(FORM_OF_SUFFIX), "most": settings.LOAD_FILE_MAX_MB}
        self.fields["files"].help_text = (
            _("整改情况通报、反馈通报、进驻通报（%(kinds)s），或台账工作簿（.xlsx）；可选多个，每个不超过 %(most)d MB")
            % words
        )
        self.fields["files"].widget.attrs["accept"] = ",".join(FORM_OF_SUFFIX)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        files, text = data.get("files") or [], data.get("text") or ""
        if self.errors:
            return data
        intake = Intake()
        try:
            intake.files(files)
            intake.pasted(text)
            intake.check()
        except forms.ValidationError as refusals:
            self.add_error("files", refusals)
        if not self.errors and not intake.taken:
            self.add_error("files", _("请选择文件，或粘贴正文。"))
        self.taken = intake.taken
        return data


class CorrectionForm(forms.Form):
    """One correction of one heading or item; which fields count depends on the operation."""

    operation = forms.ChoiceField(choices=Operation.choices)
    words = forms.CharField(required=False, max_length=2000)
    place = forms.CharField(required=False, max_length=30)
    kind = forms.ChoiceField(choices=ProblemKind.choices, required=False)
    status = forms.ChoiceField(choices=Status.choices, required=False)

    def __init__(self, *args: Any, lines: Sequence[str], first: int, last: int, found_at: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.first, self.last, self.found_at = lines, first, last, found_at

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        match data.get("operation"):
            case Operation.SPLIT:
                data["value"] = self._split(self._where(data.get("words") or ""))
            case Operation.TITLE:
                words = " ".join((data.get("words") or "").splitlines()).strip()
                place = self._where(words)
                data["value"] = place and place | {"length": len(words)}
            case Operation.MERGE | Operation.MOVE:
                data["value"] = self._place(data.get("place") or "")
            case Operation.KIND | Operation.STATUS as operation:
                code = data.get(operation)
                if not code:
                    self.add_error(str(operation), _("请选择。"))
                data["value"] = {"code": code}
        return data

    def _where(self, words: str) -> dict[str, int] | None:
        """Where these words stand in the lines of the item."""
        words = words.strip()
        if not words:
            self.add_error("words", _("请从原文中复制文字。"))
            return None
        for number in range(self.first, self.last + 1):
            offset = self.lines[number - 1].find(words)
            if offset >= 0:
                return {"line": number, "offset": offset}
        message = _("第 %(first)d 至 %(last)d 行中没有这段文字：请从原文中原样复制，不要跨段。")
        self.add_error("words", message % {"first": self.first, "last": self.last})
        return None

    def _split(self, place: dict[str, int] | None) -> dict[str, int] | None:
        if place and (place["line"], place["offset"]) <= self.found_at:
            self.add_error("words", _("这段文字就是本项的开头：请复制第二项开头的文字。"))
            return None
        return place

    def _place(self, text: str) -> dict[str, int] | None:
        line, _colon, offset = text.partition(":")
        if not (line.isascii() and line.isdigit() and offset.isascii() and offset.isdigit()):
            self.add_error("place", _("请选择。"))
            return None
        return {"line": int(line), "offset": int(offset)}
