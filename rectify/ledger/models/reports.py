"""Documents, the reports in them, and what a report says besides its items."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rectify.ledger.choices import Area, ClaimKind, Completeness, DoubtKind, ReadBy, ReportKind
from rectify.ledger.dates import PartialDateField

from .inspections import Inspection


class Document(models.Model):
    """A published text, kept as it was read so that places (line, offset) stay true. Never changed once stored."""

    digest = models.CharField(_("文本指纹"), max_length=64, unique=True, help_text="SHA-256, UTF-8")
    name = models.CharField(_("文件名"), max_length=255, blank=True)
    form = models.CharField(_("格式"), max_length=10, default="txt")
    title = models.CharField(_("标题"), max_length=300, blank=True)
    text = models.TextField(_("正文"))
    source_address = models.URLField(_("来源网址"), max_length=500, blank=True)
    retrieved_on = models.DateField(_("取得日期"), null=True, blank=True)
    published = PartialDateField(_("网页发布日期"))
    loaded_at = models.DateTimeField(_("载入时间"), auto_now_add=True)
    #: One role a line, as the reader gave them (see rectify.reading); shown beside the text.
    roles = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("one", "原文")
        verbose_name_plural = pgettext_lazy("several", "原文")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title or self.name or self.digest[:12]

    @property
    def hash(self) -> str:
        """The part of the digest that addresses use."""
        return self.digest[:16]

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.hash])

    def place_url(self, line: int, end_line: int | None = None) -> str:
        """Where these lines stand in the text as it is shown, marked when ``end_line`` is given."""
        marked = f"&to={end_line}" if end_line else ""
        return f"{self.get_absolute_url()}?line={line}{marked}#L{line}"

    def lines(self) -> list[str]:
        """The paragraphs; line n of a place is ``lines()[n - 1]``."""
        return self.text.split("\n")


class Report(models.Model):
    """整改情况通报, or a notice: what one unit published of one inspection; one document may hold several."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="reports", verbose_name=pgettext_lazy("one", "巡视巡察")
    )
    number = models.PositiveSmallIntegerField(_("序号"), default=1)
    kind = models.CharField(_("种类"), max_length=20, choices=ReportKind, default=ReportKind.RECTIFICATION)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("原文"),
    )
    line = models.PositiveIntegerField(_("首行"), null=True, blank=True)
    end_line = models.PositiveIntegerField(_("末行"), null=True, blank=True)
    party_body = models.CharField(_("署名党组织"), max_length=150, blank=True)
    published = PartialDateField(_("落款日期"))
    as_of = PartialDateField(_("数据截至"))
    completeness = models.CharField(_("完整程度"), max_length=20, choices=Completeness, default=Completeness.FULL)
    read_by = models.CharField(_("读取方式"), max_length=20, choices=ReadBy, default=ReadBy.MACHINE)
    phone = models.JSONField(_("联系电话"), default=list, blank=True)
    email = models.JSONField(_("电子邮箱"), default=list, blank=True)
    post = models.CharField(_("通信地址"), max_length=300, blank=True)
    hours = models.CharField(_("受理时间"), max_length=50, blank=True)
    contact_until = PartialDateField(_("受理截止"))
    declared_findings = models.PositiveSmallIntegerField(_("自述问题数"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    #: What the program last read for the fields above, so that a later reading tells its own words from a person's.
    as_read = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("one", "通报")
        verbose_name_plural = _("通报")
        ordering = ["inspection", "number"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="report_number_once"),
            models.CheckConstraint(condition=models.Q(kind__in=ReportKind.values), name="report_kind_known"),
            models.CheckConstraint(
                condition=models.Q(completeness__in=Completeness.values),
                name="report_completeness_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection} · {self.get_kind_display()} {self.number}"

    @property
    def word_date(self) -> str | None:
        """The date that this report's statements speak of: its figures' date, else its signature; None if neither."""
        return self.as_of or self.published

    def get_absolute_url(self) -> str | None:
        return self.document.place_url(self.line or 1) if self.document_id else None


class Section(models.Model):
    """方面/类: a heading of the report's own outline. Level 1 is an area, 2 a group, 3 a further grouping."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="sections", verbose_name=pgettext_lazy("one", "巡视巡察")
    )
    number = models.PositiveIntegerField(_("编号"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(_("层次"))
    marker = models.CharField(_("原序号"), max_length=30, blank=True)
    label = models.CharField(_("短标题"), max_length=200, blank=True)
    title = models.TextField(_("原标题"), blank=True)
    area = models.CharField(_("领域"), max_length=20, choices=Area, blank=True)
    position = models.PositiveIntegerField(_("次序"))
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="sections")
    line = models.PositiveIntegerField(pgettext_lazy("one", "行"), null=True, blank=True)
    offset = models.PositiveIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "方面/类")
        verbose_name_plural = _("方面/类")
        ordering = ["inspection", "position"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="section_number_once"),
            models.CheckConstraint(condition=models.Q(level__in=[1, 2, 3]), name="section_level_known"),
            models.CheckConstraint(
                condition=models.Q(area__in=["", *Area.values]),
                name="section_area_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.marker}{self.name}"

    @property
    def name(self) -> str:
        """Our short wording, else the source's."""
        return self.label or self.title


class Finding(models.Model):
    """反馈意见中的问题: what the team fed back, as a notice says it; problems answer it and are not counted beside it."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="findings", verbose_name=_("反馈通报"))
    kind = models.CharField(
        _("种类"),
        max_length=20,
        choices=[("finding", _("问题")), ("recommendation", pgettext_lazy("one", "意见建议"))],
        default="finding",
    )
    number = models.PositiveIntegerField(_("编号"))
    label = models.CharField(_("短标题"), max_length=200, blank=True)
    title = models.TextField(_("原文"), blank=True)
    line = models.PositiveIntegerField(pgettext_lazy("one", "行"), null=True, blank=True)
    offset = models.PositiveIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "反馈意见")
        verbose_name_plural = _("反馈意见")
        ordering = ["report", "kind", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "kind", "number"], name="finding_number_once")]

    def __str__(self) -> str:
        return self.label or self.title


class Claim(models.Model):
    """自报数字: a figure that a report gives about itself, with the list that it counts."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="claims", verbose_name=pgettext_lazy("one", "通报"))
    what = models.CharField(_("口径"), max_length=30, choices=ClaimKind)
    value = models.DecimalField(_("数值"), max_digits=12, decimal_places=2)
    line = models.PositiveIntegerField(pgettext_lazy("one", "行"), null=True, blank=True)
    offset = models.PositiveIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "自报数字")
        verbose_name_plural = _("自报数字")
        ordering = ["report", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "what", "value"], name="claim_once"),
            models.CheckConstraint(condition=models.Q(what__in=ClaimKind.values), name="claim_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.value.normalize():f}"


class Result(models.Model):
    """整改成果: what a report claims for the unit as a whole; never added up from items."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="results", verbose_name=pgettext_lazy("one", "通报")
    )
    kind = models.CharField(_("种类"), max_length=40)
    value = models.DecimalField(_("数值"), max_digits=18, decimal_places=2)
    measure_word = models.CharField(_("单位"), max_length=10, help_text=_("项、元、人、人次等"))
    text = models.CharField(_("原文"), max_length=300, blank=True)
    line = models.PositiveIntegerField(pgettext_lazy("one", "行"), null=True, blank=True)
    offset = models.PositiveIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "整改成果")
        verbose_name_plural = _("整改成果")
        ordering = ["report", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.value.normalize():f}{self.measure_word}"


class Milestone(models.Model):
    """时间节点: when a required step was done, by which line, and when a cited rule says it is due."""

    inspection = models.ForeignKey(
        Inspection,
        models.PROTECT,
        related_name="milestones",
        verbose_name=pgettext_lazy("one", "巡视巡察"),
    )
    event = models.CharField(_("事项"), max_length=40)
    done_on = PartialDateField(_("完成日期"))
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="milestones")
    line = models.PositiveIntegerField(pgettext_lazy("one", "行"), null=True, blank=True)
    offset = models.PositiveIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "时间节点")
        verbose_name_plural = _("时间节点")
        ordering = ["inspection", "done_on", "id"]
        constraints = [models.UniqueConstraint(fields=["inspection", "event", "report"], name="milestone_once")]

    def __str__(self) -> str:
        return f"{self.event} {self.done_on or ''}"


class Doubt(models.Model):
    """待核事项: where the reader or the office is unsure, and why. Settled by a person, never deleted."""

    inspection = models.ForeignKey(
        Inspection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="doubts",
        verbose_name=pgettext_lazy("one", "巡视巡察"),
    )
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="doubts",
        verbose_name=pgettext_lazy("one", "原文"),
    )
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="doubts", verbose_name=pgettext_lazy("one", "通报")
    )
    problem = models.ForeignKey(
        "ledger.Problem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="doubts",
        verbose_name=pgettext_lazy("one", "反馈问题"),
    )
    kind = models.CharField(_("种类"), max_length=40, choices=DoubtKind, db_index=True)
    reason = models.TextField(_("缘由"))
    line = models.PositiveIntegerField(pgettext_lazy("one", "行"), null=True, blank=True)
    #: What makes it the same doubt when the same text is loaded again.
    key = models.CharField(max_length=64, editable=False)
    raised_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    settled_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("处理人"),
    )
    settlement = models.TextField(
        _("处理意见"), blank=True, help_text=_("写明核对的结果并保存，这一事项即记为已处理；清空后重新列为待核。")
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "待核事项")
        verbose_name_plural = _("待核事项")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["key"], name="doubt_once")]

    def __str__(self) -> str:
        return self.reason
