"""What all lists of the desk share."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rectify.ledger.search import matching

admin.site.site_header = _("整改督办工作台")
admin.site.site_title = _("整改督办工作台")
admin.site.index_title = _("台账")


class LedgerAdmin(admin.ModelAdmin):
    """Nothing is deleted from the ledger, and no list counts a million rows to be shown."""

    show_full_result_count = False
    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(LedgerAdmin):
    """Rows that only programs and append-only functions write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnlyInline(admin.TabularInline):
    """A table of related rows to read."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return True


class LedgerSearchMixin:
    """Looks words up in the bigram index instead of LIKE, which reads every row."""

    search_fields = ("label",)  # shows the search box
    search_help_text = _("词语之间用空格分开，可以只输入一个字")

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return (queryset.filter(matching(self.model, search_term)) if search_term.strip() else queryset), False


def fields_of(*groups: tuple[str, tuple[Any, ...]]) -> list[tuple[str, dict[str, Any]]]:
    """Fieldsets from (heading, fields) pairs."""
    return [(heading, {"fields": fields}) for heading, fields in groups]
