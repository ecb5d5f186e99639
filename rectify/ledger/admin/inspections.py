from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from rectify.ledger.admin.base import LedgerAdmin
from rectify.ledger.admin.filters import MilestoneFilter
from rectify.ledger.handling import follow
from rectify.ledger.models import Inspection, Round, Unit


@admin.register(Round)
class RoundAdmin(LedgerAdmin):
    list_display = ("name", "level", "term", "number", "slug")
    public_fields = ("slug", "name", "committee", "level", "term", "number", "source_address")
    search_fields = ("name", "slug")


@admin.register(Unit)
class UnitAdmin(LedgerAdmin):
    list_display = ("name", "kind", "place", "slug")
    list_filter = ("kind", "place")
    public_fields = ("name", "short_name", "name_en", "aliases", "former_names", "kind", "place")
    search_fields = ("name", "short_name", "slug", "aliases")

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[str, ...]:
        # A public address stays what it is once it has been given out.
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "slug") if obj else fields


@admin.register(Inspection)
class InspectionAdmin(LedgerAdmin):
    list_display = ("unit", "round", "kind", "team", "feedback", "followed")
    list_filter = ("followed", MilestoneFilter, "round", "kind", "team")
    list_select_related = ("unit", "round")
    search_fields = ("unit__name", "round__name", "team")
    autocomplete_fields = ("unit", "round")
    # Following is the office's own act; what it says in public of an item that is late follows from it.
    public_fields = ("round", "kind", "team", "started", "ended", "feedback")

    def get_readonly_fields(self, request: HttpRequest, obj: Inspection | None = None) -> tuple[str, ...]:
        # Its items have been given their addresses, and its unit's people their work.
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "unit") if obj else fields

    def save_model(self, request: HttpRequest, obj: Inspection, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        # Its items get their rows at the desk as soon as the office says that it follows them.
        follow([obj.pk])
