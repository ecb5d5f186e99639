"""Who said what of an item, what changed, and the counts that pages read."""

import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rectify.ledger.changed_fields import field_name, field_value
from rectify.ledger.choices import Area, ProblemKind, Speaker, Status
from rectify.ledger.dates import PartialDateField

from .inspections import Inspection
from .items import Problem
from .reports import Report


class AppendOnly(models.Model):
    """Rows that are written once: saving one again, or deleting it, raises TypeError."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} rows are never overwritten")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} rows are never deleted")


class StatusStatement(AppendOnly):
    """进展: what a report, the unit or the office says of an item, as of when. Newer words stand beside older ones.

    An office statement with an empty status takes back the office's word: the report's stands again.
    """

    problem = models.ForeignKey(
        Problem, models.PROTECT, related_name="statements", verbose_name=pgettext_lazy("one", "反馈问题")
    )
    by = models.CharField(_("来源"), max_length=10, choices=Speaker)
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="statements")
    status = models.CharField(_("进展"), max_length=20, choices=Status, blank=True)
    deadline = models.DateField(_("时限"), null=True, blank=True)
    deadline_text = models.CharField(_("时限原文"), max_length=100, blank=True)
    note = models.TextField(_("说明"), blank=True)
    as_of = PartialDateField(_("截至"))
    line = models.PositiveIntegerField(pgettext_lazy("one", "行"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("填报人"),
    )
    made_at = models.DateTimeField(_("填报时间"))

    class Meta:
        verbose_name = pgettext_lazy("one", "进展记录")
        verbose_name_plural = _("进展记录")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["", *Status.values]),
                name="statement_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(by__in=Speaker.values),
                name="statement_speaker_known",
            ),
            models.CheckConstraint(
                condition=models.Q(by=Speaker.REPORT, report__isnull=False) | ~models.Q(by=Speaker.REPORT),
                name="statement_names_its_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_by_display()}{gettext('：')}{self.get_status_display() or '—'}"


class Change(AppendOnly):
    """One field of one item changed: who, when, from what, to what, why. Written with the change itself."""

    problem = models.ForeignKey(
        Problem, models.PROTECT, related_name="changes", verbose_name=pgettext_lazy("one", "反馈问题")
    )
    field = models.CharField(_("字段"), max_length=30)
    old = models.TextField(_("原值"), blank=True)
    new = models.TextField(_("新值"), blank=True)
    by = models.CharField(_("来源"), max_length=10, choices=Speaker)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("操作人"),
    )
    at = models.DateTimeField(pgettext_lazy("one", "时间"))
    reason = models.TextField(_("缘由"), blank=True)
    #: Changes made by one act (one load, one bulk edit) share it.
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "变动记录")
        verbose_name_plural = _("变动记录")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at", "-id"], name="change_newest")]

    def __str__(self) -> str:
        old, new = (field_value(self.field, value) for value in (self.old, self.new))
        return gettext("%(field)s %(old)s → %(new)s") % {"field": field_name(self.field), "old": old, "new": new}


class ProblemCount(models.Model):
    """How many items an inspection has of one area, kind and status in force; see rectify.ledger.counts."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="counts")
    area = models.CharField(max_length=20, choices=Area, blank=True)
    kind = models.CharField(max_length=20, choices=ProblemKind)
    status = models.CharField(max_length=20, choices=Status)
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "area", "kind", "status"],
                name="problem_count_once",
            )
        ]
        # Everything in it, in the order that whole registers are added up by.
        indexes = [models.Index(fields=["area", "kind", "status", "n"], name="problem_count_sums")]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.area} {self.kind} {self.status}: {self.n}"
