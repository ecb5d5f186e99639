from django.contrib import admin, messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rectify.ledger.admin.base import LedgerAdmin, ReadOnlyAdmin, ReadOnlyInline
from rectify.ledger.models import Claim, Document, Doubt, Finding, Report, Section
from rectify.ledger.models.items import beginning

#: Characters of a line that a page shows beside the link to all of it.
_MOST_SHOWN = 300


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

    list_display = ("item", "reason", "kind", "inspection", "line", "raised_at", "settled_at")
    list_display_links = ("reason",)
    list_filter = (("settled_at", admin.EmptyFieldListFilter), "kind", "inspection__round")
    list_select_related = ("inspection__unit", "inspection__round", "problem")
    search_fields = ("reason", "inspection__unit__name")
    readonly_fields = (
        "kind", "reason", "inspection", "report", "problem", "document", "place", "raised_at", "settled_at", "settled_by",
    )  # fmt: skip
    fields = (*readonly_fields, "settlement")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=pgettext_lazy("one", "反馈问题"), ordering="problem__number", empty_value="—")
    def item(self, doubt: Doubt) -> str | None:
        return str(doubt.problem) if doubt.problem else None

    @admin.display(description=_("原文所在"))
    def place(self, doubt: Doubt) -> SafeString | str:
        """The line that it is about, or at least where its item begins, with the way to the text around it."""
        document = doubt.document or (doubt.report.document if doubt.report else None)
        line = doubt.line or (
            doubt.problem.line if doubt.problem and doubt.problem.report_id == doubt.report_id else None
        )
        if document is None or line is None:
            return "—"
        words = "".join(document.lines()[line - 1 : line])
        where = gettext("第 %(line)s 行，查看原文对照") % {"line": line}
        return format_html('{}<br><a href="{}">{}</a>', beginning(words, _MOST_SHOWN), document.place_url(line), where)

    def save_model(self, request: HttpRequest, obj: Doubt, form: ModelForm, change: bool) -> None:
        is_settled = bool(obj.settlement.strip())
        obj.settled_at = timezone.now() if is_settled else None
        obj.settled_by = request.user if is_settled else None
        super().save_model(request, obj, form, change)

    def response_change(self, request: HttpRequest, obj: Doubt) -> HttpResponse:
        if obj.settled_at:
            self.message_user(request, gettext("已记录处理意见，这一待核事项已处理。"), messages.SUCCESS)
        else:
            self.message_user(request, gettext("没有填写处理意见，这一事项仍然待核。"), messages.WARNING)
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return self.response_post_save_change(request, obj)
