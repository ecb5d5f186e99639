"""A person's own second factor, and the link by which somebody chooses a password."""

from collections.abc import Callable

import segno
from django.contrib import admin, messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rectify.ledger.accounts import second_factor
from rectify.ledger.accounts.forms import CodeForm


@admin.site.admin_view
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Where a person turns the second factor on or off, and gets new backup codes."""
    return _page(request, CodeForm())


@require_POST
@admin.site.admin_view
def begin(request: HttpRequest) -> HttpResponse:
    if not second_factor.is_on(request.user):
        second_factor.begin(request.user)
    return redirect("second_factor")


@require_POST
@admin.site.admin_view
def confirm(request: HttpRequest) -> HttpResponse:
    if second_factor.begun(request.user) is None:
        return redirect("second_factor")
    form = CodeForm(request.POST)
    codes = second_factor.confirm(request.user, form.cleaned_data["code"]) if form.is_valid() else None
    if codes is None:
        if form.is_valid():
            form.add_error("code", _("动态验证码不对。请核对手机上的时间，等下一个再试。"))
        return _page(request, form)
    return _page(request, CodeForm(), codes)


@require_POST
@admin.site.admin_view
def new_codes(request: HttpRequest) -> HttpResponse:
    return _with_code(request, lambda: _page(request, CodeForm(), second_factor.new_backup_codes(request.user)))


@require_POST
@admin.site.admin_view
def turn_off(request: HttpRequest) -> HttpResponse:
    def act() -> HttpResponse:
        second_factor.turn_off(request.user)
        messages.success(request, _("第二重验证已停用。"))
        return redirect("second_factor")

    return _with_code(request, act)


def _with_code(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Do what weakens the account only for whoever has the code, not for whoever finds an open browser."""
    form = CodeForm(request.POST)
    if form.is_valid() and second_factor.accepts(request.user, form.cleaned_data["code"]):
        return act()
    if form.is_valid():
        form.add_error("code", _("动态验证码不对，或者刚刚用过。请等下一个再试。"))
    return _page(request, form)


def _page(request: HttpRequest, form: CodeForm, codes: list[str] | None = None) -> HttpResponse:
    is_on = second_factor.is_on(request.user)
    device = None if is_on else second_factor.begun(request.user)
    context = {
        **admin.site.each_context(request),
        "title": _("第二重验证"),
        "form": form,
        "is_on": is_on,
        "codes": codes,
        "codes_left": second_factor.backup_codes_left(request.user),
        "secret": second_factor.secret_of(device) if device else "",
        "picture": segno.make(device.config_url).svg_data_uri(scale=5, border=2, light="#fff") if device else "",
    }
    return render(request, "admin/account/second_factor.html", context)


class ChoosePassword(PasswordResetConfirmView):
    """Opened by a link that works once and for a few days; the office hands it over and never knows the password."""

    success_url = reverse_lazy("admin:login")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}

    def form_valid(self, form: object) -> HttpResponse:
        messages.success(self.request, _("密码已经设定，请用它登录。"))
        return super().form_valid(form)
