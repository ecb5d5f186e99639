from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rectify.ledger import scopes
from rectify.ledger.admin.base import LedgerAdmin
from rectify.ledger.admin.filters import MilestoneFilter
from rectify.ledger.handling import follow
from rectify.ledger.models import Inspection, Round, Unit

#: Inspections that one act follows: their items are written one by one.
MOST_AT_ONCE = 500


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
    actions = ("follow_chosen",)
    # Following is the office's own act; what it says in public of an item that is late follows from it.
    public_fields = ("round", "kind", "team", "started", "ended", "feedback")

    def get_readonly_fields(self, request: HttpRequest, obj: Inspection | None = None) -> tuple[str, ...]:
        # Its items have been given their addresses, and its unit's people their work.
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "unit") if obj else fields

    @admin.action(description=_("设为由本机构督办"), permissions=["change"])
    def follow_chosen(self, request: HttpRequest, queryset: QuerySet[Inspection]) -> None:
        found = queryset.filter(scopes.within(Inspection, request.user, "change"), followed=False)
        chosen = list(found.select_related("unit", "round")[: MOST_AT_ONCE + 1])
        if not chosen:
            self.message_user(request, gettext("所选的都已由本机构督办。"), messages.WARNING)
            return
        if len(chosen) > MOST_AT_ONCE:
            words = gettext("一次最多选择 %(n)s 次巡视巡察，请缩小范围。") % {"n": MOST_AT_ONCE}
            self.message_user(request, words, messages.ERROR)
            return
        with transaction.atomic():
            # As Django records that the box on one inspection's page was ticked.
            LogEntry.objects.log_actions(request.user.pk, chosen, CHANGE, [{"changed": {"fields": ["由本机构督办"]}}])
            pks = [inspection.pk for inspection in chosen]
            Inspection.objects.filter(pk__in=pks).update(followed=True)
            self._tell(request, follow(pks))

    def save_model(self, request: HttpRequest, obj: Inspection, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        # Its items get their rows at the desk as soon as the office says that it follows them.
        if n := follow([obj.pk]):
            self._tell(request, n)

    def _tell(self, request: HttpRequest, n: int) -> None:
        words = ngettext("%(n)s 个事项进入督办。", "%(n)s 个事项进入督办。", n) % {"n": n}
        self.message_user(request, words, messages.SUCCESS)
