"""Filters of the desk's lists: queues, and units found by typing instead of in a list of thousands."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rectify.ledger import queues, scopes
from rectify.ledger.found_by_typing import FoundByTyping
from rectify.ledger.models import Inspection, Unit


class QueueFilter(admin.SimpleListFilter):
    """What waits, as on the start page."""

    title = _("办理队列")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(queue.slug, queue.name) for queue in queues.queues_of(request.user)]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if not self.value():
            return queryset
        condition = queues.in_queue(self.value())
        if condition is None:
            messages.warning(request, gettext("没有这样的办理队列，请重新选择。"))
            return queryset.none()
        return queryset.filter(condition)


class MilestoneFilter(admin.SimpleListFilter):
    """Inspections that a rule's day has passed for without a report of it here."""

    title = _("时间节点")
    parameter_name = "milestone"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("past", _("已过规定时间，未见通报"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() != "past":
            return queryset
        return queryset.filter(pk__in=queues.past_a_milestone().values("pk"))


class UnitFilter(admin.SimpleListFilter):
    """A box that finds units while one types; ``path`` leads from the list's rows to the unit."""

    title = pgettext_lazy("one", "被巡视党组织")
    parameter_name = "unit"
    template = "admin/ledger/unit_filter.html"
    path = "inspection__unit"

    def has_output(self) -> bool:
        return True

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        self.seen = scopes.rows_of(Unit, request.user)
        return []

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if not self.value():
            return queryset
        return queryset.filter(**{self.path: self._unit}) if self._unit else queryset.none()

    @property
    def _unit(self) -> int | None:
        """The unit's number; None for what cannot be one."""
        value = self.value() or ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        field = Inspection._meta.get_field("unit")
        box = forms.ModelChoiceField(
            self.seen, required=False, widget=FoundByTyping(field, admin.site, attrs={"data-filter": "unit"})
        )
        form = forms.Form({self.parameter_name: self._unit or ""}, auto_id="filter_%s")
        form.fields[self.parameter_name] = box
        kept = [(k, v) for k, v in changelist.params.items() if k not in (self.parameter_name, "p", "after")]
        yield {
            "box": form[self.parameter_name],
            "kept": kept,
            "selected": bool(self.value()),
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("全部"),
        }


class ItemUnitFilter(UnitFilter):
    """For rows that hang on an item."""

    path = "problem__inspection__unit"


class FiltersByUnit:
    """For the admin of a list with such a filter."""

    @property
    def media(self) -> forms.Media:
        unit = FoundByTyping(Inspection._meta.get_field("unit"), self.admin_site)
        return super().media + unit.media + forms.Media(css={"all": ["desk/items.css"]}, js=["desk/unit-filter.js"])
