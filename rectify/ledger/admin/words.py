from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rectify.ledger.admin.base import ReadOnlyAdmin
from rectify.ledger.changed_fields import FIELDS, field_name, field_value
from rectify.ledger.models import Change, StatusStatement


@admin.register(StatusStatement)
class StatusStatementAdmin(ReadOnlyAdmin):
    list_display = ("problem", "by", "status", "deadline", "as_of", "made_by", "made_at")
    list_filter = ("by", "status")
    list_select_related = ("problem", "made_by")


class FieldFilter(admin.SimpleListFilter):
    title = _("字段")
    parameter_name = "field"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return list(FIELDS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        return queryset.filter(field=self.value()) if self.value() else queryset


class InWords:
    """For the admin or an inline of changes: codes of fields and values in words."""

    @admin.display(description=_("字段"), ordering="field")
    def what(self, change: Change) -> str:
        return field_name(change.field)

    @admin.display(description=_("原值"))
    def before(self, change: Change) -> str:
        return field_value(change.field, change.old)

    @admin.display(description=_("新值"))
    def after(self, change: Change) -> str:
        return field_value(change.field, change.new)


@admin.register(Change)
class ChangeAdmin(InWords, ReadOnlyAdmin):
    list_display = ("at", "problem", "what", "before", "after", "by", "actor", "reason")
    list_filter = ("by", FieldFilter)
    list_select_related = ("problem", "actor")
    date_hierarchy = "at"
    fields = ("problem", "at", "actor", "by", "what", "before", "after", "reason")
    readonly_fields = ("what", "before", "after")
