"""What was sent to people so that nothing is forgotten."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .inspections import Inspection
from .items import Problem


class Letter(models.Model):
    """督办文书: a reminder, a supervision letter or the record of a talk about items of one inspection. Not public."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("提示函")
        SUPERVISION = "supervision", _("督办函")
        TALK = "talk", _("约谈")

    kind = models.CharField(_("种类"), max_length=20, choices=Kind)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="letters", verbose_name=pgettext_lazy("one", "巡视巡察")
    )
    problems = models.ManyToManyField(Problem, related_name="letters", verbose_name=_("反馈问题"))
    #: Posts, not names: 承办人, 分管领导, 被巡视党组织主要负责人.
    addressee = models.CharField(_("主送"), max_length=200)
    subject = models.CharField(_("标题"), max_length=200)
    text = models.TextField(_("内容"))
    #: The rule that made it and what it is about, so that it is made once; empty for those that people write.
    key = models.CharField(max_length=200, blank=True, editable=False)
    made_at = models.DateTimeField(_("拟制时间"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("拟制人")
    )
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)
    answer = models.TextField(_("回复或谈话情况"), blank=True)
    #: A draft that is not going to be sent, or a letter that was called back.
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "督办文书")
        verbose_name_plural = _("督办文书")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~models.Q(key=""), name="letter_once"),
        ]

    def __str__(self) -> str:
        return self.subject


class Escalation(models.Model):
    """By which rule an item was written about for which deadline: once each, whatever became of the letter."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="escalations")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="escalations")
    rule = models.CharField(max_length=50)
    deadline = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["problem", "rule", "deadline"], name="escalated_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.problem_id} {self.deadline}"


class Reminded(models.Model):
    """What a person has been told of by mail: the same thing is not sent to the same person twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"


class CalendarAddress(models.Model):
    """A person's secret calendar address. Only its digest is kept: who reads the database cannot read the calendar."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_address")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("生成时间"))

    class Meta:
        verbose_name = pgettext_lazy("one", "日历订阅地址")
        verbose_name_plural = _("日历订阅地址")

    def __str__(self) -> str:
        return f"{self.user_id}"
