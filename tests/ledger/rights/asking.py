"""Asking as somebody, and what came back as text, whatever its form."""

import io
import re
import zipfile
from typing import Any

from django import forms
from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model, Q
from django.forms.formsets import BaseFormSet
from django.http import HttpResponse
from django.test import Client

from rectify.ledger.models import Problem
from tests.ledger.rights.world import World

_BUTTON = re.compile(r'<(?:button|input)[^>]*\btype="submit"[^>]*>')
_ATTRIBUTE = re.compile(r'\b(name|value)="([^"]*)"')


def client_of(world: World, name: str) -> Client:
    client = Client()
    if name != "anonymous":
        client.force_login(world.people[name])
    return client


def text_of(response: HttpResponse) -> str:
    """All that an answer says: its body, unpacked where it is a workbook, a document or an archive, and where it leads."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    _put_away(response)
    parts = [_unpacked(body), response.get("Location", ""), response.get("Content-Disposition", "")]
    return "\n".join(parts)


def _put_away(response: HttpResponse) -> None:
    """Close the file that is handed out; ``close()`` would end the request, and the test's database with it."""
    for close in response._resource_closers:
        close()


def _unpacked(body: bytes) -> str:
    if not body.startswith(b"PK\x03\x04"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(f"{name}\n{_unpacked(archive.read(name))}" for name in archive.namelist())


def state_of_others(world: World) -> dict[type[Model], list[str]]:
    """All rows that are the other unit's or point at one that is."""
    state = {}
    for model, others in world.others.items():
        condition = Q(pk__in=others)
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model in world.others:
                condition |= Q(**{f"{field.name}__in": world.others[field.related_model]})
        # The rest of a person's row changes when they sign in.
        rows = model._default_manager.filter(condition).order_by("pk").values()
        state[model] = [repr({k: v for k, v in row.items() if k != "last_login"}) for row in rows]
    return state


def state_of_item(world: World, item: Problem) -> dict[type[Model], list[str]]:
    """An item, and all rows that point at it."""
    state = {Problem: list(map(repr, Problem.objects.filter(pk=item.pk).values()))}
    for model in world.others:
        if any(field.name == "problem" for field in model._meta.concrete_fields):
            state[model] = list(map(repr, model._default_manager.filter(problem=item).order_by("pk").values()))
    return state


def state_of_all(world: World) -> dict[type[Model], list[str]]:
    """All rows of the ledger and all accounts."""
    return {
        model: [
            repr({k: v for k, v in row.items() if k not in ("last_login", "is_staff")})
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in world.others
    }


def filled(response: HttpResponse) -> dict[str, Any]:
    """What a person would send from this page: every form on it filled in, every button pressed."""
    data: dict[str, Any] = {}
    if response.streaming:
        _put_away(response)
        return data
    for context in response.context or []:
        for value in context.flatten().values() if hasattr(context, "flatten") else []:
            data |= _of(value)
    if response.context:
        for button in _BUTTON.findall(text_of(response)):
            named = dict(_ATTRIBUTE.findall(button))
            if named.get("name") and named["name"] not in ("_addanother", "_continue", "_saveasnew"):
                data[named["name"]] = named.get("value", "")
    return data


def _of(value: Any) -> dict[str, Any]:
    if isinstance(value, AdminForm):
        return _of(value.form)
    if isinstance(value, InlineAdminFormSet):
        return _of(value.formset)
    if isinstance(value, BaseFormSet):
        data = _of(value.management_form)
        for form in value.forms:
            data |= _of(form)
        return data
    if isinstance(value, forms.BaseForm):
        return {value.add_prefix(name): _value(value, name, field) for name, field in value.fields.items()}
    if isinstance(value, list) and value and isinstance(value[0], InlineAdminFormSet | forms.BaseForm):
        return {key: inner for entry in value for key, inner in _of(entry).items()}
    return {}


def _value(form: forms.BaseForm, name: str, field: forms.Field) -> Any:
    kept = form[name].value()
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile("a.txt", "一页材料".encode(), "text/plain")
    if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        return [str(value) for value in kept or []]
    if isinstance(field, forms.ChoiceField):
        choices = [str(value) for value, _label in list(field.choices) if str(value)]
        return str(kept) if kept else (choices or [""])[-1]
    if isinstance(field, forms.BooleanField):
        return "on"
    if isinstance(field, forms.DateField | forms.DateTimeField):
        return kept or "2027-01-31"
    if isinstance(field, forms.EmailField):
        return kept or "someone@example.org"
    if isinstance(field, forms.URLField):
        return kept or "https://example.org/"
    if isinstance(field, forms.IntegerField):
        return kept if kept is not None else 1
    return f"{kept}改" if kept and type(field) is forms.CharField else kept or "改动"
