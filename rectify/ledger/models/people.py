"""Who takes part at the desk, and for which units."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rectify.ledger.choices import Area, Role

from .inspections import Round, Unit

#: What each role is given for; the office and the approver see every unit.
_FIELDS_OF_ROLE: dict[str, tuple[str, ...]] = {
    Role.OFFICE: (),
    Role.APPROVER: (),
    Role.CONTACT: ("unit",),
    Role.SUPERVISOR: ("unit",),
    Role.TEAM: ("round", "team"),
}


class Post(models.Model):
    """任职: one person's part at the desk, until it ends. Posts end; they are not deleted, for records name people.

    A contact and a supervisor have a unit (a supervisor may be limited to one area's items), a team its round and its
    name there.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name=_("人员"))
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=pgettext_lazy("one", "被巡视党组织"),
    )
    area = models.CharField(
        _("领域"), max_length=20, choices=Area, blank=True, help_text=_("只对监督单位有效；留空则为全部领域")
    )
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=pgettext_lazy("one", "巡视轮次"),
    )
    team = models.CharField(_("巡视组"), max_length=50, blank=True)
    ended_on = models.DateField(_("离任日期"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "任职")
        verbose_name_plural = _("任职")
        ordering = ["user", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="post_role_known"),
            models.CheckConstraint(
                condition=~models.Q(role__in=[Role.CONTACT, Role.SUPERVISOR]) | models.Q(unit__isnull=False),
                name="post_names_its_unit",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.TEAM) | (models.Q(round__isnull=False) & ~models.Q(team="")),
                name="post_names_its_team",
            ),
        ]

    def __str__(self) -> str:
        where = self.unit or (f"{self.round} {self.team}" if self.round_id else "")
        return f"{self.get_role_display()} {where}".strip()

    @property
    def has_ended(self) -> bool:
        return self.ended_on is not None and self.ended_on <= timezone.localdate()

    def clean(self) -> None:
        super().clean()
        needed = _FIELDS_OF_ROLE.get(self.role, ())
        missing = {name: gettext("这一角色需要填写此项。") for name in needed if not getattr(self, name)}
        if missing:
            raise ValidationError(missing)
