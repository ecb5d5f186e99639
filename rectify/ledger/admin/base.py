"""What all lists and pages of the desk share: they show, and let somebody change, what rectify.ledger.scopes allows."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.filters import AllValuesFieldListFilter, RelatedFieldListFilter
from django.contrib.admin.utils import NotRelationField, get_fields_from_path, get_model_from_relation
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from rectify.ledger import rights, scopes
from rectify.ledger.admin.paging import CappedPaginator, KeyedChangeList
from rectify.ledger.admin.second_editor import STOOD, NoticesOthers
from rectify.ledger.found_by_typing import FoundByTyping, SeveralField, SeveralFoundByTyping, could_be_key
from rectify.ledger.rights import Right
from rectify.ledger.search import matching


class NamedRow(helpers.AdminReadonlyField):
    """A row that another one names: a link for those who may open such rows, its name alone for all others.

    Django makes links for everybody, and many would lead to a refusal.
    """

    def get_admin_url(self, remote_field: models.ForeignObjectRel, remote_obj: models.Model) -> str:
        reader = getattr(self.form, "reader", None)
        if reader is not None and not scopes.allows(reader, remote_field.model, "view"):
            return str(remote_obj)
        return super().get_admin_url(remote_field, remote_obj)


# Nothing else lets a project choose how forms show what is only read.
helpers.AdminReadonlyField = NamedRow


class ScopedRelatedFilter(RelatedFieldListFilter):
    """Offers only what whoever asks may see: the names of a filter's choices are as private as the rows."""

    def field_choices(
        self, field: models.Field, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[Any, str]]:
        ordering = self.field_admin_ordering(field, request, model_admin)
        seen = scopes.rows_of(get_model_from_relation(field), request.user)
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to={"pk__in": seen.values("pk")})


class ScopedValuesFilter(AllValuesFieldListFilter):
    """The values of a related table's field, as far as whoever asks may see its rows."""

    def __init__(self, field: models.Field, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(field, request, *args, **kwargs)
        seen = scopes.rows_of(field.model, request.user)
        self.lookup_choices = seen.order_by(field.name).values_list(field.name, flat=True).distinct()


class Scoped:
    """For a model's or an inline's admin: rows, verbs and the choices of forms by rectify.ledger.scopes.

    Django's own permissions, which the groups give, are asked as well; both must allow it.
    """

    # What Django 6 does by itself.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).filter(scopes.within(self.model, request.user))

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._allows(request, "view", obj) and super().has_view_permission(request, self._row(obj))

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return self._allows(request, "add") and super().has_add_permission(request, *args)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._allows(request, "change", obj) and super().has_change_permission(request, self._row(obj))

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Field | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", FoundByTyping(db_field, self.admin_site, using=kwargs.get("using")))
        kwargs.setdefault("queryset", scopes.rows_of(db_field.related_model, request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Field | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SeveralFoundByTyping(db_field, self.admin_site, using=kwargs.get("using")))
        kwargs.setdefault("form_class", SeveralField)
        kwargs.setdefault("queryset", scopes.rows_of(db_field.related_model, request.user))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _allows(self, request: HttpRequest, verb: scopes.Verb, obj: models.Model | None = None) -> bool:
        return scopes.allows(request.user, self.model, verb, self._row(obj))

    def _row(self, obj: models.Model | None) -> models.Model | None:
        """Django hands an inline its parent, whose own admin has decided about it."""
        return obj if isinstance(obj, self.model) else None


class ScopedAdmin(Scoped, admin.ModelAdmin):
    """Lists, pages, histories, choices and filters show only what whoever asks may see."""

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [self._scoped(entry) for entry in super().get_list_filter(request)]

    def _scoped(self, entry: Any) -> Any:
        """The filter for a field that stands in ``list_filter`` by its name alone."""
        if not isinstance(entry, str):
            return entry
        field = get_fields_from_path(self.model, entry)[-1]
        try:
            get_model_from_relation(field)
        except NotRelationField:
            is_open = not field.choices and not isinstance(field, (models.BooleanField, models.DateField))
            return (entry, ScopedValuesFilter) if is_open else entry
        return (entry, ScopedRelatedFilter)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Nothing that a database refuses to look for, or never ends looking for."""
        is_odd = lookup.endswith("regex") or "\0" in str(value)
        return not is_odd and super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def response_action(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        """Of what was chosen, only keys that there could be."""
        request.POST = request.POST.copy()
        chosen = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        request.POST.setlist(helpers.ACTION_CHECKBOX_NAME, [key for key in chosen if could_be_key(self.model, key)])
        return super().response_action(request, queryset)

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        """The public page itself: an address by number would tell which numbers exist."""
        if obj is None or not self.view_on_site or not hasattr(obj, "get_absolute_url"):
            return None
        return obj.get_absolute_url()


class LedgerAdmin(ScopedAdmin):
    """Nothing is deleted from the ledger, and no list counts a million rows to be shown."""

    show_full_result_count = False
    list_per_page = 50
    paginator = CappedPaginator
    # Counting every value of every filter reads the whole table.
    show_facets = admin.ShowFacets.NEVER
    #: What readers see of a row as soon as it is saved: for those to change who decide what readers see.
    public_fields: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, *self.public_fields_of(obj)) if self._only_reads_public(request, obj) else fields

    def public_fields_of(self, obj: models.Model) -> tuple[str, ...]:
        return self.public_fields

    def _only_reads_public(self, request: HttpRequest, obj: models.Model | None) -> bool:
        return obj is not None and not rights.has(request.user, Right.PUBLISH)

    def get_form(
        self, request: HttpRequest, obj: models.Model | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.reader = request.user
        if obj is None or STOOD in form.base_fields:
            return form
        return type(form)(form.__name__, (NoticesOthers, form), {})

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        obj = context.get("original")
        held_back = obj and self._only_reads_public(request, obj) and self.public_fields_of(obj)
        if held_back and self.has_change_permission(request, obj):
            context["why_read_only"] = _("公开页面直接显示的内容，由兼任公开审批人的工作人员改动。")
            if not context["adminform"].form.base_fields:
                context |= {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeyedChangeList


class ReadOnlyAdmin(LedgerAdmin):
    """Rows that only programs and append-only functions write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ScopedInline(Scoped, admin.TabularInline):
    """Rows beside the page of what they belong to."""

    extra = 0
    can_delete = False

    def get_formset(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.reader = request.user
        return formset


class ReadOnlyInline(ScopedInline):
    """A table of related rows to read."""

    show_change_link = False
    # Its rows say all that their titles would; see desk.css.
    classes = ("only-read",)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


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
