"""Whom was inspected by whom, when: rounds, units, and one inspection of one unit in one round."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rectify.ledger.choices import Level, UnitKind
from rectify.ledger.dates import PartialDateField

#: 巡视 is what central and provincial committees do, 巡察 what those below them do; inside a body it may be either.
EITHER_ACT = "巡视巡察"
_ACT_OF_LEVEL = {Level.CENTRAL: "巡视", Level.PROVINCIAL: "巡视", Level.CITY: "巡察", Level.COUNTY: "巡察"}


class Round(models.Model):
    """巡视轮次: one committee's round of inspections, such as the ninth of a provincial committee's twelfth term."""

    slug = models.SlugField(_("网址名"), unique=True)
    name = models.CharField(_("名称"), max_length=100)
    committee = models.CharField(_("派出党组织"), max_length=100, blank=True)
    level = models.CharField(_("层级"), max_length=20, choices=Level)
    term = models.PositiveSmallIntegerField(_("届"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("轮"), null=True, blank=True)
    source_address = models.URLField(_("来源网址"), max_length=500, blank=True)
    #: Until then its teams read and comment on the items of the units that they inspected.
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "巡视轮次")
        verbose_name_plural = pgettext_lazy("several", "巡视轮次")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.slug])

    @property
    def act(self) -> str:
        """巡视 or 巡察, as its name says it or as committees of its level do it; 巡视巡察 where neither tells."""
        return act_named(self.name) or _ACT_OF_LEVEL.get(self.level, EITHER_ACT)


class Unit(models.Model):
    """被巡视党组织/单位: a body that is inspected; its address stays when its name changes."""

    slug = models.SlugField(_("网址名"), unique=True)
    name = models.CharField(_("名称"), max_length=100, unique=True)
    short_name = models.CharField(_("简称"), max_length=50, blank=True)
    name_en = models.CharField(_("英文名称"), max_length=150, blank=True)
    aliases = models.JSONField(_("别名"), default=list, blank=True)
    former_names = models.JSONField(_("曾用名"), default=list, blank=True)
    kind = models.CharField(
        _("类别"),
        max_length=30,
        choices=UnitKind,
        default=UnitKind.OTHER,
        db_index=True,
    )
    place = models.CharField(_("所在地"), max_length=50, blank=True, db_index=True)
    #: Pinyin of the name, so that lists sort as readers expect on every database.
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "被巡视党组织")
        verbose_name_plural = _("被巡视党组织")
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = pinyin(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("unit", args=[self.slug])

    def names(self) -> list[str]:
        """Every name that a document may call this unit by, without repeats."""
        names = [self.name, self.short_name, *self.aliases, *self.former_names]
        return list(dict.fromkeys(name for name in names if name))


class Inspection(models.Model):
    """一次巡视/巡察: one unit in one round. Sections, problems and reports belong to it."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="inspections", verbose_name=pgettext_lazy("one", "被巡视党组织")
    )
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="inspections", verbose_name=pgettext_lazy("one", "巡视轮次")
    )
    kind = models.CharField(_("巡视类型"), max_length=50, blank=True)
    team = models.CharField(_("巡视组"), max_length=50, blank=True, db_index=True)
    started = PartialDateField(_("进驻"))
    ended = PartialDateField(_("结束"))
    feedback = PartialDateField(_("反馈"))
    #: Only an office that follows an inspection's items may call one of them overdue.
    followed = models.BooleanField(
        _("由本机构督办"),
        default=False,
        help_text=_("督办后，逾期未完成的事项才会标为“逾期”。"),
    )
    #: Whether short addresses mean this one among the unit's inspections; see `mark_newest`.
    is_newest = models.BooleanField(default=True, editable=False)
    #: The next public number; numbers are assigned once and never reused, even after a withdrawal.
    next_number = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("one", "巡视巡察")
        verbose_name_plural = _("巡视巡察")
        ordering = ["unit__sort_key", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "round"], name="inspection_once_a_round")]

    def __str__(self) -> str:
        return f"{self.unit.name}（{self.round.name}）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        mark_newest(self.unit_id)
        self.is_newest = type(self).objects.values_list("is_newest", flat=True).get(pk=self.pk)

    @property
    def act(self) -> str:
        """巡视 or 巡察, as its own kind or team says it, else as its round does. Needs ``round``."""
        return act_named(self.kind) or act_named(self.team) or self.round.act

    @property
    def age(self) -> tuple[str, int]:
        """What is larger for the newer of two: its feedback, else its end or start, else the order they came in."""
        return next((str(date) for date in (self.feedback, self.ended, self.started) if date), ""), self.pk

    def get_absolute_url(self) -> str:
        if self.is_newest:
            return self.unit.get_absolute_url()
        return reverse("unit_inspection", args=[self.unit.slug, self.round.slug])


def act_named(text: str) -> str:
    """The one of 巡视 and 巡察 that a text says; empty where it says both or neither."""
    said = [act for act in ("巡视", "巡察") if act in text]
    return said[0] if len(said) == 1 else ""


def mark_newest(*unit_ids: int) -> None:
    """Find each unit's newest inspection, by its `Inspection.age`.

    Whoever saves inspections in bulk calls this afterwards; saving one does it by itself.
    """
    newest: dict[int, tuple[str, int]] = {}
    for row in Inspection.objects.filter(unit__in=unit_ids).only("unit_id", "feedback", "ended", "started"):
        newest[row.unit_id] = max(newest.get(row.unit_id, ("", 0)), row.age)
    chosen = [pk for _date, pk in newest.values()]
    Inspection.objects.filter(unit__in=unit_ids, is_newest=True).exclude(pk__in=chosen).update(is_newest=False)
    Inspection.objects.filter(pk__in=chosen, is_newest=False).update(is_newest=True)


def pinyin(name: str) -> str:
    """The name's reading in Latin letters, a space between syllables, for sorting."""
    # Its dictionaries take most of a second to load, which every start would wait for.
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name)).lower()
