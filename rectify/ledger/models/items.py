"""The items that are answered, their measures, and who is responsible."""

import re

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rectify.ledger.choices import (
    DONE,
    LEAST_FINISHED_FIRST,
    OPEN,
    Area,
    ProblemKind,
    ResponsibilityRole,
    Speaker,
    Status,
)
from rectify.ledger.dates import PartialDateField

from .inspections import Inspection
from .reports import Finding, Report, Section


def beginning(text: str, most: int) -> str:
    """The text, or as much of it as a list has room for."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


class Topic(models.Model):
    """A theme that problems share; its words are data of the reader."""

    slug = models.SlugField(_("网址名"), unique=True)
    name = models.CharField(_("名称"), max_length=50)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = pgettext_lazy("one", "主题")
        verbose_name_plural = _("主题")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class ProblemQuerySet(models.QuerySet):
    def public(self) -> "ProblemQuerySet":
        """What readers see: all that has been neither withdrawn nor withheld."""
        return self.filter(withdrawn_at=None, withheld_at=None)

    def withheld(self) -> "ProblemQuerySet":
        """Kept from readers, who are told how many these are."""
        return self.filter(withdrawn_at=None, withheld_at__isnull=False)


class Problem(models.Model):
    """反馈问题 / 意见建议: the lowest-level point that is answered.

    ``label``, ``title`` and the places were read; ``office_label`` was entered by a person and is never loaded over.
    ``status``, ``deadline``, ``status_by`` and ``status_as_of`` repeat what `rectify.ledger.status` finds in force, so
    that lists can filter by them; nothing else writes them.
    """

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="problems", verbose_name=pgettext_lazy("one", "巡视巡察")
    )
    number = models.PositiveIntegerField(_("编号"))
    kind = models.CharField(_("类别"), max_length=20, choices=ProblemKind, default=ProblemKind.PROBLEM)
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=pgettext_lazy("one", "方面/类"),
    )
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="problems")
    area = models.CharField(_("领域"), max_length=20, choices=Area, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="problems", verbose_name=_("主题"))
    marker = models.CharField(_("原序号"), max_length=30, blank=True)
    label = models.CharField(_("短标题"), max_length=200, blank=True)
    title = models.TextField(_("原标题"), blank=True)
    office_label = models.CharField(_("本机构拟定的短标题"), max_length=200, blank=True)
    declared_measures = models.PositiveSmallIntegerField(_("自述措施数"), null=True, blank=True)
    position = models.PositiveIntegerField(_("次序"))
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="problems")
    line = models.PositiveIntegerField(pgettext_lazy("one", "行"), null=True, blank=True)
    offset = models.PositiveIntegerField(null=True, blank=True)
    end_line = models.PositiveIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    #: Kept from publication for an approved reason; pages say how many are.
    withheld_at = models.DateTimeField(_("暂不公开时间"), null=True, blank=True, editable=False)

    status = models.CharField(
        _("进展"),
        max_length=20,
        choices=Status,
        default=Status.UNSTATED,
        editable=False,
    )
    deadline = models.DateField(_("时限"), null=True, blank=True, editable=False)
    status_by = models.CharField(_("来源"), max_length=10, choices=Speaker, blank=True, editable=False)
    status_as_of = PartialDateField(_("截至"), editable=False)
    changed_at = models.DateTimeField(_("最近变动"), null=True, blank=True, editable=False)
    #: How far from finished, so that lists sort by status with an index: not done first, unstated last.
    status_rank = models.GeneratedField(
        expression=models.Case(
            *(models.When(status=status, then=rank) for rank, status in enumerate(LEAST_FINISHED_FIRST[:-1])),
            default=len(LEAST_FINISHED_FIRST) - 1,
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "反馈问题")
        verbose_name_plural = _("反馈问题")
        ordering = ["inspection", "number"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="problem_number_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="problem_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ProblemKind.values),
                name="problem_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(area__in=["", *Area.values]),
                name="problem_area_known",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "inspection", "number"], name="problem_by_status"),
            models.Index(fields=["status_rank", "inspection", "number"], name="problem_by_rank"),
            models.Index(fields=["status_by", "inspection", "number"], name="problem_by_speaker"),
            models.Index(fields=["area", "inspection", "number"], name="problem_by_area"),
            models.Index(fields=["kind", "inspection", "number"], name="problem_by_kind"),
            models.Index(fields=["deadline", "id"], name="problem_by_deadline"),
            models.Index(fields=["changed_at", "id"], name="problem_by_change"),
            models.Index(fields=["inspection"], name="problem_withheld", condition=models.Q(withheld_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def name(self) -> str:
        """A person's wording, else our short wording, else the beginning of the source's."""
        return self.office_label or self.label or beginning(self.title, 100)

    @property
    def is_done(self) -> bool:
        return self.status in DONE

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def get_absolute_url(self) -> str:
        inspection = self.inspection
        if inspection.is_newest:
            return reverse("problem", args=[inspection.unit.slug, self.number])
        return reverse("problem_of_round", args=[inspection.unit.slug, inspection.round.slug, self.number])


class MeasureQuerySet(models.QuerySet):
    def public(self) -> "MeasureQuerySet":
        """What readers see: measures that stand, of items that are public."""
        return self.filter(withdrawn_at=None, problem__withdrawn_at=None, problem__withheld_at=None)


class Measure(models.Model):
    """整改措施: one enumerated step of an item's answer."""

    problem = models.ForeignKey(
        Problem, models.PROTECT, related_name="measures", verbose_name=pgettext_lazy("one", "反馈问题")
    )
    #: The problem's own, repeated so that lists of one inspection need no join.
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="measures", editable=False)
    number = models.PositiveIntegerField(_("编号"))
    marker = models.CharField(_("原序号"), max_length=30, blank=True)
    label = models.CharField(_("短标题"), max_length=200, blank=True)
    title = models.TextField(_("原文"), blank=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="measures")
    line = models.PositiveIntegerField(pgettext_lazy("one", "行"), null=True, blank=True)
    offset = models.PositiveIntegerField(null=True, blank=True)
    #: Documents, dates, money and counts that the text names (rectify.reading.evidence); None until a text is loaded.
    facts = models.JSONField(null=True, blank=True, editable=False)
    #: Whether the text names any of them; None until a text is loaded.
    names_evidence = models.BooleanField(_("写明文件、日期或数字"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "整改措施")
        verbose_name_plural = _("整改措施")
        ordering = ["problem", "number"]
        constraints = [models.UniqueConstraint(fields=["problem", "number"], name="measure_number_once")]
        indexes = [models.Index(fields=["inspection", "problem", "number"], name="measure_by_inspection")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Our short wording, else the source's first sentence, by which a step is announced."""
        return self.label or beginning(re.split(r"[。;；]", self.title, maxsplit=1)[0], 60)


class Responsibility(models.Model):
    """责任分工: which body (or leading post) answers for an item or one of its measures."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="responsibilities")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="responsibilities")
    role = models.CharField(_("分工"), max_length=20, choices=ResponsibilityRole)
    body = models.CharField(_("单位或职务"), max_length=150)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "责任分工")
        verbose_name_plural = _("责任分工")
        ordering = ["problem", "id"]

    def __str__(self) -> str:
        return f"{self.get_role_display()}{gettext('：')}{self.body}"
