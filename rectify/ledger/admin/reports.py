from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from rectify.ledger.admin.base import LedgerAdmin, ReadOnlyAdmin, ReadOnlyInline
from rectify.ledger.models import Claim, Document, Doubt, Finding, Report, Section


class ClaimInline(ReadOnlyInline):
    model = Claim
    fields = ("what", "value", "line")


class FindingInline(ReadOnlyInline):
    model = Finding
    fields = ("kind", "number", "label", "title", "line")


@admin.register(Report)
class ReportAdmin(LedgerAdmin):
    list_display = ("inspection", "kind", "number", "published", "as_of", "completeness", "read_by")
    list_filter = ("kind", "read_by", "completeness", "inspection__round")
    list_select_related = ("inspection__unit", "inspection__round")
    search_fields = ("inspection__unit__name", "party_body")
    # Its items and words stay where they are; a report that should go is withdrawn by the register that lacks it.
    readonly_fields = ("inspection", "document", "line", "end_line", "number", "withdrawn_at")
    public_fields = (
        "kind", "party_body", "published", "as_of", "completeness", "read_by", "phone", "email", "post", "hours",
        "contact_until", "declared_findings",
    )  # fmt: skip
    inlines = (ClaimInline, FindingInline)


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "form", "published", "loaded_at", "hash")
    exclude = ("text",)
    search_fields = ("title", "name", "digest")


@admin.register(Section)
class SectionAdmin(ReadOnlyAdmin):
    list_display = ("inspection", "level", "marker", "label", "area")
    list_filter = ("level", "area", "inspection__round")
    list_select_related = ("inspection__unit", "inspection__round")
    search_fields = ("label", "title")


@admin.register(Doubt)
class DoubtAdmin(LedgerAdmin):
    """A list to check. Writing how a doubt was settled settles it; emptying that opens it again."""

    list_display = ("reason", "kind", "inspection", "line", "raised_at", "settled_at")
    list_filter = (("settled_at", admin.EmptyFieldListFilter), "kind", "inspection__round")
    list_select_related = ("inspection__unit", "inspection__round")
    search_fields = ("reason", "inspection__unit__name")
    readonly_fields = (
        "kind", "reason", "inspection", "report", "problem", "document", "line", "raised_at", "settled_at", "settled_by",
    )  # fmt: skip
    fields = (*readonly_fields, "settlement")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Doubt, form: ModelForm, change: bool) -> None:
        is_settled = bool(obj.settlement.strip())
        obj.settled_at = timezone.now() if is_settled else None
        obj.settled_by = request.user if is_settled else None
        super().save_model(request, obj, form, change)
