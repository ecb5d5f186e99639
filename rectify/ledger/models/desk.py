"""How items are followed at the desk: where each is, what was done to it, and what waits to be made public."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rectify.ledger.choices import Action, Role, Speaker, Stage, Status

from .inspections import Inspection
from .items import Measure, Problem
from .words import AppendOnly


class Handling(models.Model):
    """办理情况: where a followed item is now. It repeats what the item's steps come to, so that lists can filter by it;
    only rectify.ledger.workflow writes it. None of it is public."""

    problem = models.OneToOneField(
        Problem, models.PROTECT, related_name="handling", verbose_name=pgettext_lazy("one", "反馈问题")
    )
    stage = models.CharField(_("办理环节"), max_length=20, choices=Stage, default=Stage.WORKING)
    #: What the unit said last, which is not public.
    progress = models.CharField(_("单位填报进展"), max_length=20, choices=Status, blank=True)
    #: In force at the desk: the item's own, or one that the office set or granted.
    deadline = models.DateField(_("办理时限"), null=True, blank=True)
    #: Set at the desk, and not for the item's own to change while it waits to be public.
    is_desks_deadline = models.BooleanField(default=False)
    is_extended = models.BooleanField(_("已延期"), default=False)
    #: Asked for and not decided.
    extension_asked = models.DateField(_("申请延期至"), null=True, blank=True)
    look_again_on = models.DateField(_("复查日期"), null=True, blank=True)
    changed_at = models.DateTimeField(_("最近办理"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "办理情况")
        verbose_name_plural = _("办理情况")
        constraints = [models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="handling_stage_known")]
        indexes = [
            models.Index(fields=["stage", "deadline", "id"], name="handling_by_stage"),
            models.Index(fields=["look_again_on", "id"], name="handling_by_recheck"),
            models.Index(
                fields=["extension_asked", "id"],
                name="handling_extension",
                condition=models.Q(extension_asked__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.get_stage_display()}"


class Step(AppendOnly):
    """办理记录: what somebody did to an item at the desk, in which part, from where to where. Not public."""

    problem = models.ForeignKey(
        Problem, models.PROTECT, related_name="steps", verbose_name=pgettext_lazy("one", "反馈问题")
    )
    action = models.CharField(_("办理"), max_length=20, choices=Action)
    old_stage = models.CharField(_("原环节"), max_length=20, choices=Stage, blank=True)
    new_stage = models.CharField(_("新环节"), max_length=20, choices=Stage)
    old_progress = models.CharField(_("原进展"), max_length=20, choices=Status, blank=True)
    new_progress = models.CharField(_("新进展"), max_length=20, choices=Status, blank=True)
    old_deadline = models.DateField(_("原时限"), null=True, blank=True)
    new_deadline = models.DateField(_("新时限"), null=True, blank=True)
    look_again_on = models.DateField(_("复查日期"), null=True, blank=True)
    note = models.TextField(_("说明"), blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("操作人"))
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    at = models.DateTimeField(pgettext_lazy("one", "时间"))
    #: Steps made by one act (one bulk action) share it, as do the changes that the act made.
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")

    class Meta:
        verbose_name = pgettext_lazy("one", "办理记录")
        verbose_name_plural = _("办理记录")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.at:%Y-%m-%d}"


def evidence_storage() -> Storage:
    """Outside everything that a web server serves."""
    return storages["evidence"]


def evidence_path(evidence: "Evidence", _filename: str) -> str:
    """A name of our own: what the file is called by whoever handed it in never becomes part of a path."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}"


class Evidence(models.Model):
    """佐证材料: a file, a link or a note on an item or one of its measures. Private until it is published."""

    class Kind(models.TextChoices):
        FILE = "file", _("文件")
        LINK = "link", _("链接")
        NOTE = "note", _("文字说明")

    problem = models.ForeignKey(
        Problem, models.PROTECT, related_name="evidence", verbose_name=pgettext_lazy("one", "反馈问题")
    )
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=pgettext_lazy("one", "整改措施"),
    )
    kind = models.CharField(_("种类"), max_length=10, choices=Kind)
    title = models.CharField(_("名称"), max_length=200)
    #: Where it lies, in the storage of its own; see rectify.ledger.evidence.
    file = models.FileField(_("文件"), upload_to=evidence_path, storage=evidence_storage, max_length=100, blank=True)
    file_name = models.CharField(_("原文件名"), max_length=200, blank=True)
    content_type = models.CharField(_("类型"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("字节数"), null=True, blank=True)
    digest = models.CharField(_("文件指纹"), max_length=64, blank=True, help_text="SHA-256")
    #: What the file carries beside what it shows, as codes of rectify.ledger.evidence; null until it was looked at.
    carries = models.JSONField(_("文件还带有"), null=True, blank=True, editable=False)
    link = models.URLField(_("网址"), max_length=500, blank=True)
    text = models.TextField(_("文字"), blank=True, max_length=5000)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提交人"))
    #: A unit's evidence stays the unit's when whoever handed it in has left.
    added_as = models.CharField(_("提交时的角色"), max_length=20, choices=Role, default=Role.CONTACT)
    added_at = models.DateTimeField(_("提交时间"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.TextField(_("撤回缘由"), blank=True)
    published_at = models.DateTimeField(_("公开时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "佐证材料")
        verbose_name_plural = _("佐证材料")
        ordering = ["problem", "id"]

    def __str__(self) -> str:
        return self.title


class Evaluation(models.Model):
    """整改成效评估: how an inspection's rectification was judged, by which scheme. Internal until it is published.
    A new judgement is a new row; the newest that is not withdrawn holds."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="evaluations", verbose_name=pgettext_lazy("one", "巡视巡察")
    )
    scheme = models.CharField(_("评估办法"), max_length=100)
    grade = models.CharField(_("等次"), max_length=50, blank=True)
    score = models.DecimalField(_("得分"), max_digits=6, decimal_places=2, null=True, blank=True)
    full_score = models.DecimalField(_("满分"), max_digits=6, decimal_places=2, default=100)
    satisfaction = models.DecimalField(
        _("满意度（%）"), max_digits=5, decimal_places=2, null=True, blank=True, help_text=_("民主测评或问卷的满意率")
    )
    evaluated_on = models.DateField(_("评估日期"))
    note = models.TextField(_("评估意见"), blank=True, max_length=5000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("填报人"))
    made_at = models.DateTimeField(_("填报时间"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    published_at = models.DateTimeField(_("公开时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "整改成效评估")
        verbose_name_plural = _("整改成效评估")
        ordering = ["-evaluated_on", "-id"]

    def __str__(self) -> str:
        return f"{self.inspection} {self.grade}".strip()


class Proposal(models.Model):
    """公开审批事项: what somebody wants readers to see, or no longer to see, until it is decided. What the public sees of
    the desk changes only when one is published; rectify.ledger.publishing does it and keeps who and when."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("进展认定")
        UNIT_WORD = "unit_word", _("单位填报")
        EVIDENCE = "evidence", _("佐证材料")
        EVIDENCE_BACK = "evidence_back", _("撤回佐证材料")
        WITHHOLD = "withhold", _("暂不公开")
        RELEASE = "release", _("恢复公开")
        EVALUATION = "evaluation", _("整改成效评估")
        LABEL = "label", _("短标题")
        WITHDRAW = "withdraw", _("撤回事项")
        RESTORE = "restore", _("恢复事项")
        RESPONSIBILITIES = "responsibilities", _("责任分工")

    class Decision(models.TextChoices):
        WAITING = "waiting", _("待审批")
        PUBLISHED = "published", _("已同意")
        REFUSED = "refused", _("不同意")
        TAKEN_BACK = "taken_back", _("已撤销")

    kind = models.CharField(_("种类"), max_length=20, choices=Kind)
    problem = models.ForeignKey(
        Problem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=pgettext_lazy("one", "反馈问题"),
    )
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=pgettext_lazy("one", "佐证材料"),
    )
    evaluation = models.ForeignKey(
        Evaluation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=pgettext_lazy("one", "整改成效评估"),
    )
    #: What a statement will say; see StatusStatement.
    by = models.CharField(_("来源"), max_length=10, choices=Speaker, blank=True)
    status = models.CharField(_("进展"), max_length=20, choices=Status, blank=True)
    deadline = models.DateField(_("时限"), null=True, blank=True)
    note = models.TextField(_("说明"), blank=True)
    reason = models.TextField(_("缘由"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    proposed_at = models.DateTimeField(_("提出时间"))
    decision = models.CharField(_("审批结果"), max_length=20, choices=Decision, default=Decision.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审批人")
    )
    decided_at = models.DateTimeField(_("审批时间"), null=True, blank=True)
    decision_reason = models.TextField(_("审批意见"), blank=True)
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "公开审批事项")
        verbose_name_plural = _("公开审批事项")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(problem__isnull=False) | models.Q(evaluation__isnull=False),
                name="proposal_is_about_something",
            )
        ]
        indexes = [models.Index(fields=["decision", "-id"], name="proposal_by_decision")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_decision_display()}"
