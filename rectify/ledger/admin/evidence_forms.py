"""What is asked of whoever hands in, publishes or withdraws evidence."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rectify.ledger import evidence as evidences
from rectify.ledger.models import Evidence, Problem
from rectify.ledger.upload_limit import dropped_files

MOST_FILES = 10


class _InField(Exception):
    """Which of the form's fields was refused, and why."""

    def __init__(self, field: str, why: evidences.Refused) -> None:
        super().__init__(field)
        self.field, self.why = field, why


class _ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files, empty ones too: what is wrong with a file is said in `rectify.ledger.evidence`."""

    widget = _ManyFilesInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, max_length=None, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, (list, tuple)) else [data]
        return [file for file in (super(ManyFilesField, self).clean(each, initial) for each in files) if file]


class AddForm(forms.Form):
    """Files, a link and a note for one item; at least one of them."""

    files = ManyFilesField(label=_("文件"), required=False)
    measure = forms.ModelChoiceField(label=_("整改措施"), queryset=None, required=False, empty_label=_("整个事项"))
    title = forms.CharField(
        label=_("名称"), max_length=200, required=False, widget=AdminTextInputWidget,
        help_text=_("留空则用文件名、网站名或文字的开头；多个文件各用各的文件名"),
    )  # fmt: skip
    link = forms.CharField(
        label=_("网址"), max_length=500, required=False, widget=AdminTextInputWidget, help_text=_("http:// 或 https:// 开头")
    )  # fmt: skip
    text = forms.CharField(
        label=_("文字说明"), max_length=5000, required=False, widget=AdminTextareaWidget(attrs={"rows": 4})
    )
    publish = forms.BooleanField(
        label=_("接着提请公开"), required=False, help_text=_("只提交一份时可用；审批之前不会公开")
    )

    def __init__(self, problem: Problem, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._problem, self._request = problem, request
        self.fields["measure"].queryset = problem.measures.filter(withdrawn_at=None).order_by("number")
        suffixes = [f".{suffix}" for suffix in evidences.KINDS]
        self.fields["files"].help_text = gettext(
            "可以选多个：%(kinds)s，每个不超过 %(most)s MB。文件原样保存，作者、拍摄地点等附带信息也会保留。"
        ) % {"kinds": " ".join(suffixes), "most": settings.EVIDENCE_MAX_MB}
        self.fields["files"].widget.attrs["accept"] = ",".join(suffixes)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if dropped_files(self._request):
            self.add_error(
                "files",
                gettext("一次上传的文件合计超过 %(most)s MB：请分几次提交。") % {"most": settings.UPLOAD_MAX_MB},
            )
        elif len(data.get("files") or []) > MOST_FILES:
            self.add_error("files", gettext("一次最多提交 %(n)s 个文件。") % {"n": MOST_FILES})
        elif not (self.errors or data.get("files") or data.get("link") or data.get("text", "").strip()):
            raise forms.ValidationError(gettext("请选择文件，或填写网址或文字说明。"))
        return data

    def save(self) -> list[Evidence]:
        """Keep what was handed in; nothing of it where one part is refused, when the form says why."""
        try:
            return evidences.keep([draft for field in ("link", "text", "files") for draft in self._drafts(field)])
        except _InField as refused:
            self.add_error(refused.field, refused.why)
            return []

    def _drafts(self, field: str) -> list[evidences.Draft]:
        data = self.cleaned_data
        title = data["title"] if self._n_parts() == 1 else ""
        make = {"link": evidences.link_draft, "text": evidences.note_draft, "files": evidences.file_draft}[field]
        parts = data["files"] if field == "files" else [data[field].strip()]
        try:
            return [
                make(self._problem, part, self._request.user, title=title, measure=data["measure"])
                for part in parts
                if part is not None and part != ""
            ]
        except evidences.Refused as refused:
            raise _InField(field, refused) from None

    def _n_parts(self) -> int:
        data = self.cleaned_data
        return len(data["files"]) + bool(data["link"]) + bool(data["text"].strip())


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("缘由"), max_length=500, widget=AdminTextInputWidget, help_text=_("只在工作台内可见")
    )


class WithdrawForm(ReasonForm):
    """Why evidence is taken back."""


class PublishForm(forms.Form):
    """Why readers should see it, and, where the file carries more than it shows, that somebody has looked."""

    reason = forms.CharField(
        label=_("缘由"), max_length=500, required=False, widget=AdminTextInputWidget, help_text=_("只在工作台内可见")
    )  # fmt: skip
    looked = forms.BooleanField(label=_("已核对：文件连同上面这些附带信息都可以公开"))

    def __init__(self, carries_more: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not carries_more:
            self.fields["looked"].label = _("已核对：内容可以公开，不含个人信息和不宜公开的事项")
