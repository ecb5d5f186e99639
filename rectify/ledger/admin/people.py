"""People and their posts: only for the office, and never a way to more rights than posts give.

Nobody is put into a group, given a permission or made a superuser here, and nobody sets another's password: a person
chooses it by a link that works once. People are deactivated, not deleted, for records name them. Who decides what readers
see is decided by superusers: the office neither gives that post nor comes by the account of somebody who holds it.
"""

from typing import Any

from axes.utils import reset as unlock
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, BaseModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from rectify.ledger import people
from rectify.ledger.accounts import locked, second_factor
from rectify.ledger.accounts.forms import SignInForm
from rectify.ledger.admin.base import LedgerAdmin, Scoped
from rectify.ledger.choices import Role
from rectify.ledger.models import Post
from rectify.ledger.rights import NotAllowed

admin.site.login_form = SignInForm
# Groups follow from posts; the secrets of second factors are nobody's to read.
for model in (User, Group, TOTPDevice, StaticDevice):
    admin.site.unregister(model)


_ONLY_SUPERUSERS = _("公开审批人由超级用户任免，其账号也由超级用户管理。")


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("username", "first_name", "email", "is_active")
        labels = {"first_name": _("姓名")}

    def clean_first_name(self) -> str:
        name = self.cleaned_data["first_name"].strip()
        if not name:
            raise forms.ValidationError(gettext("请填写姓名：办理记录里要写明是谁。"))
        return name


class PostForm(forms.ModelForm):
    """Without the approver's post, unless it is a superuser who fills it in."""

    gives_every_post = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields.get("role")
        self.is_out_of_reach = not self.gives_every_post and self.instance.role == Role.APPROVER
        if role and not self.gives_every_post and not self.is_out_of_reach:
            role.choices = [choice for choice in role.choices if choice[0] != Role.APPROVER]
            role.help_text = _ONLY_SUPERUSERS
            role.error_messages = role.error_messages | {"invalid_choice": _ONLY_SUPERUSERS}

    def clean(self) -> None:
        super().clean()
        if self.is_out_of_reach and self.has_changed():
            raise forms.ValidationError(_ONLY_SUPERUSERS)


class PostInline(Scoped, admin.StackedInline):
    """One below another: six fields in a row are wider than most screens."""

    model = Post
    form = PostForm
    can_delete = False
    fields = ("role", ("unit", "area"), ("round", "team"), "ended_on")
    autocomplete_fields = ("unit", "round")
    extra = 0

    def get_formset(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        kwargs["form"] = type("PostForm", (PostForm,), {"gives_every_post": request.user.is_superuser})
        return super().get_formset(request, obj, **kwargs)

    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return not _is_self(request, obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return not _is_self(request, obj) and super().has_change_permission(request, obj)


def _is_self(request: HttpRequest, person: Any) -> bool:
    """Nobody widens their own rights; only superusers, who have all of them, are left alone."""
    return isinstance(person, User) and person.pk == request.user.pk and not request.user.is_superuser


@admin.register(User)
class PersonAdmin(LedgerAdmin):
    form = PersonForm
    list_display = ("username", "name", "posts_today", "is_active", "last_login")
    list_filter = ("is_active", "posts__role")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    readonly_fields = ("last_login", "date_joined")
    fields = ("username", "first_name", "email", "is_active", "last_login", "date_joined")
    inlines = (PostInline,)
    change_form_template = "admin/account/person.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("posts__unit", "posts__round")

    @admin.display(description=_("姓名"))
    def name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description=_("任职"))
    def posts_today(self, person: User) -> str:
        return gettext("、").join(str(post) for post in person.posts.all() if not post.has_ended)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Not by parts of a password's hash, which would tell it letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        person = context.get("original")
        if person and not self.has_change_permission(request, person):
            context["why_read_only"] = _ONLY_SUPERUSERS
        return super().render_change_form(request, context, *args, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        # Who deactivates themselves cannot take it back.
        return (*self.readonly_fields, "is_active") if _is_self(request, obj) else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: User, form: BaseModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: BaseModelForm, formset: BaseInlineFormSet, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        people.bring_up_to_date(form.instance)

    def save_related(self, request: HttpRequest, form: BaseModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        person = form.instance
        if person.is_active and not person.is_superuser and not person.is_staff:
            messages.warning(request, gettext("这个人现在没有任职，不能进入工作台：请在人员页面填写任职。"))

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        if {"_addanother", "_continue", IS_POPUP_VAR} & request.POST.keys():
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, gettext("已新增人员。请生成设置密码的链接，交给本人。"))
        return redirect("admin:auth_user_access", obj.pk)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.access_view)
        return [path("<int:pk>/access/", view, name="auth_user_access"), *super().get_urls()]

    def access_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How one person comes in: a link to choose a password, the second factor, a lock after wrong passwords."""
        person = self.get_object(request, str(pk))
        if not self.has_change_permission(request):
            raise PermissionDenied
        if person is None:
            raise Http404
        if not self.has_change_permission(request, person):
            raise NotAllowed(_ONLY_SUPERUSERS)
        if request.method != "POST":
            return self._access_page(request, person)
        if "link" in request.POST:
            self._log(request, person, gettext("生成了设置密码的链接。"))
            return self._access_page(request, person, link=_password_link(person))
        if "unlock" in request.POST:
            unlock(username=person.get_username())
            self._log(request, person, gettext("解除了登录锁定。"))
        elif "second_factor" in request.POST:
            second_factor.turn_off(person)
            self._log(request, person, gettext("停用了第二重验证。"))
        return HttpResponseRedirect(reverse("admin:auth_user_access", args=[person.pk]))

    def _log(self, request: HttpRequest, person: User, text: str) -> None:
        self.log_change(request, person, text)
        messages.success(request, text)

    def _access_page(self, request: HttpRequest, person: User, link: str = "") -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("登录方式"),
            "opts": self.opts,
            "person": person,
            "link": link,
            "has_password": person.has_usable_password(),
            "has_second_factor": second_factor.is_on(person),
            "is_locked": locked.is_locked(person.get_username()),
        }
        return TemplateResponse(request, "admin/account/access.html", context)


def _password_link(person: User) -> str:
    """Works until the password is chosen or the person signs in, and for PASSWORD_RESET_TIMEOUT at most."""
    number = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return settings.PUBLIC_URL + reverse("choose_password", args=[number, token])
