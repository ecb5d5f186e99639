"""What is handed in at the desk to be loaded, until it is loaded or thrown away; and how a reading was corrected."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .inspections import Inspection, Round, Unit
from .reports import Document


class Upload(models.Model):
    """载入: documents or a register handed in together. Nothing of it is in the ledger before somebody who has seen the
    preview confirms it; one that is cancelled or left alone is deleted with everything that belongs to it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待读取")
        READING = "reading", _("正在读取")
        READY = "ready", _("待确认")
        CONFIRMED = "confirmed", _("等待载入")
        LOADING = "loading", _("正在载入")
        LOADED = "loaded", _("已载入")
        FAILED = "failed", _("未完成")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("载入人"))
    made_at = models.DateTimeField(_("提交时间"), auto_now_add=True)
    expires_at = models.DateTimeField(_("预览失效时间"), db_index=True)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.WAITING)
    #: Why it failed, or why a preview is shown anew.
    message = models.TextField(blank=True)
    source_address = models.URLField(_("来源网址"), max_length=500, blank=True)
    retrieved_on = models.DateField(_("取得日期"), null=True, blank=True)
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=pgettext_lazy("one", "巡视轮次")
    )
    round_name = models.CharField(_("新轮次名称"), max_length=100, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=pgettext_lazy("one", "被巡视党组织")
    )
    #: Rows of the ledger that a register no longer has are withdrawn.
    withdraws_missing = models.BooleanField(_("撤回表格中没有的内容"), default=False)
    #: A document of the ledger that is read again, with corrections.
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    #: What was read and what would change, as rectify.ledger.uploads.preview makes it.
    preview = models.JSONField(null=True, editable=False)
    #: Of what would change; a confirmed load whose changes come out otherwise is shown anew.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    #: Whether whoever confirmed it has checked the whole reading.
    is_checked = models.BooleanField(default=False, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人"), editable=False
    )
    loaded_at = models.DateTimeField(_("载入时间"), null=True, editable=False)
    inspections = models.ManyToManyField(Inspection, related_name="+", editable=False)

    class Meta:
        verbose_name = pgettext_lazy("one", "载入通报")
        verbose_name_plural = _("载入通报")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "reading", "ready", "confirmed", "loading", "loaded", "failed"]),
                name="upload_state_known",
            )
        ]

    def __str__(self) -> str:
        names = [document.name for document in self.documents.all()[:3]]
        return "、".join(names) or str(self.document or self.pk)

    @property
    def is_working(self) -> bool:
        """Whether a worker has it, or is to have it next."""
        return self.state in WORKING


#: In the hands of a worker, or waiting for one.
WORKING = (Upload.State.WAITING, Upload.State.READING, Upload.State.CONFIRMED, Upload.State.LOADING)


def upload_storage() -> Storage:
    """Outside everything that a web server serves; emptied as uploads are loaded or thrown away."""
    return storages["uploads"]


def upload_path(document: "UploadedDocument", _filename: str) -> str:
    """A name of our own: what the file is called by whoever handed it in never becomes part of a path."""
    return f"{document.upload_id}/{uuid.uuid4().hex}{'.xlsx' if document.is_register else ''}"


class UploadedDocument(models.Model):
    """One file or pasted text of an upload: its text, or the file itself where a worker has yet to read it."""

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="documents")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("文件名"), max_length=255, blank=True)
    is_register = models.BooleanField(default=False)
    file = models.FileField(upload_to=upload_path, storage=upload_storage, max_length=120, blank=True)
    text = models.TextField(blank=True)
    #: What else the document says of itself; the fields of rectify.reading.Document.
    facts = models.JSONField(default=dict)
    digest = models.CharField(_("文本指纹"), max_length=64, blank=True, db_index=True)

    class Meta:
        ordering = ["upload", "position"]
        constraints = [models.UniqueConstraint(fields=["upload", "position"], name="uploaded_document_once")]

    def __str__(self) -> str:
        return self.name


class ReadingCorrection(models.Model):
    """更正读取: what a person corrected in the reading of one text. Every load of this very text passes through it.

    ``upload`` names the preview that it was made in until that is confirmed; one that is cancelled takes it along.
    """

    class Operation(models.TextChoices):
        SPLIT = "split", _("拆成两项")
        MERGE = "merge", _("与另一项合并")
        MOVE = "move", _("移到另一标题下")
        KIND = "kind", _("改类别")
        STATUS = "status", _("改进展")
        TITLE = "title", _("改标题起止")

    digest = models.CharField(_("文本指纹"), max_length=64, db_index=True)
    line = models.PositiveIntegerField(pgettext_lazy("one", "行"))
    offset = models.PositiveIntegerField(default=0)
    operation = models.CharField(_("更正"), max_length=20, choices=Operation)
    #: What the operation needs to know; see rectify.ledger.loading.corrections.
    value = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("更正人"))
    made_at = models.DateTimeField(_("更正时间"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="corrections")
    #: The preview in which it is taken back, until that is confirmed.
    withdrawn_in = models.ForeignKey(
        Upload, models.PROTECT, null=True, blank=True, related_name="withdrawn_corrections"
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "读取更正")
        verbose_name_plural = _("读取更正")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_operation_display()} {self.line}"
