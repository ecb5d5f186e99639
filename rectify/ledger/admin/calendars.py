"""日历订阅: where a person makes, renews or switches off the secret address of their own calendar."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from rectify.ledger.models import CalendarAddress
from rectify.ledger.reminders.calendar import make_address, switch_off
from rectify.ledger.rights import roles_of


@admin.register(CalendarAddress)
class CalendarAddressAdmin(admin.ModelAdmin):
    """One page for whoever holds a post. Nobody sees, lists or changes another's row."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: CalendarAddress | None = None) -> bool:
        return obj is None and bool(roles_of(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: CalendarAddress | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CalendarAddress | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(user=request.user.pk)

    @sensitive_variables("address")
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The page itself. The address is shown in the answer to the request that made it, and never again.
        (No page of the desk is kept by a browser.)"""
        if not self.has_view_permission(request):
            raise PermissionDenied
        address = ""
        if request.method == "POST" and "off" in request.POST:
            if switch_off(request.user):
                self.message_user(request, _("日历地址已停用。"), messages.SUCCESS)
            return redirect("admin:ledger_calendaraddress_changelist")
        if request.method == "POST":
            address = make_address(request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("日历订阅"),
            "opts": self.opts,
            "address": address,
            "current": self.get_queryset(request).first(),
        }
        return TemplateResponse(request, "admin/ledger/calendaraddress/change_list.html", context)
