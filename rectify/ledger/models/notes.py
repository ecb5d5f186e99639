"""What readers report to the office, and how it was settled."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .inspections import Unit
from .items import Problem


class ReaderNote(models.Model):
    """读者反映: an error or an objection that a reader reports. The reader's words and address stay with the office; the
    public log shows what the office writes about it, once it publishes that."""

    class Kind(models.TextChoices):
        ERROR = "error", _("数据与原文不符")
        OBJECTION = "objection", _("对内容有异议")
        PRIVACY = "privacy", _("涉及个人信息")
        OTHER = "other", _("其他")

    class Outcome(models.TextChoices):
        OPEN = "open", _("待处理")
        CORRECTED = "corrected", _("已更正")
        KEPT = "kept", _("核实无误，未作改动")
        PASSED_ON = "passed_on", _("已转有关单位")
        DISMISSED = "dismissed", _("无效反映")

    problem = models.ForeignKey(
        Problem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reader_notes",
        verbose_name=pgettext_lazy("one", "反馈问题"),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reader_notes",
        verbose_name=pgettext_lazy("one", "被巡视党组织"),
    )
    kind = models.CharField(_("种类"), max_length=20, choices=Kind)
    text = models.TextField(_("反映内容"), max_length=2000)
    contact = models.CharField(_("联系方式"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("收到时间"), auto_now_add=True, db_index=True)
    outcome = models.CharField(_("处理结果"), max_length=20, choices=Outcome, default=Outcome.OPEN, db_index=True)
    summary = models.CharField(_("公开的事由"), max_length=300, blank=True, help_text=_("由本机构拟写，不照抄读者原话"))
    answer = models.TextField(_("公开的答复"), blank=True)
    settled_at = models.DateTimeField(_("处理时间"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    is_public = models.BooleanField(_("列入更正记录"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("one", "读者反映")
        verbose_name_plural = _("读者反映")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.made_at:%Y-%m-%d}" if self.made_at else self.get_kind_display()
