"""Signing in, with a code where somebody has turned the second factor on."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rectify.ledger import people
from rectify.ledger.accounts import second_factor


class CodeField(forms.CharField):
    """A code of six digits, or a backup code."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        )
        super().__init__(**{"label": _("动态验证码"), "max_length": 20, "widget": widget} | kwargs)


class SignInForm(AdminAuthenticationForm):
    code = CodeField(required=False, help_text=_("没有启用第二重验证的，不必填写。也可以填写一个备用码。"))

    def confirm_login_allowed(self, user: User) -> None:
        people.bring_up_to_date(user)
        super().confirm_login_allowed(user)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        user = self.get_user()
        if user and second_factor.is_on(user):
            self._ask_for_code(user, data.get("code") or "")
        return data

    def _ask_for_code(self, user: User, code: str) -> None:
        if not code:
            raise ValidationError(gettext("这一账号启用了第二重验证，请连同密码一并填写动态验证码。"), code="no_code")
        if not second_factor.accepts(user, code):
            # Counted like a wrong password, so that guessing codes locks the account too.
            user_login_failed.send(__name__, credentials={"username": user.get_username()}, request=self.request)
            raise ValidationError(gettext("动态验证码不对，或者刚刚用过。请等下一个再试。"), code="wrong_code")


class CodeForm(forms.Form):
    code = CodeField()
