from django.contrib import admin

from rectify.ledger.admin.base import ReadOnlyAdmin
from rectify.ledger.models import Change, StatusStatement


@admin.register(StatusStatement)
class StatusStatementAdmin(ReadOnlyAdmin):
    list_display = ("problem", "by", "status", "deadline", "as_of", "made_by", "made_at")
    list_filter = ("by", "status")
    list_select_related = ("problem", "made_by")


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ("at", "problem", "field", "old", "new", "by", "actor", "reason")
    list_filter = ("by", "field")
    list_select_related = ("problem", "actor")
    date_hierarchy = "at"
