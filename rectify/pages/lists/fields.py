"""Form fields for filters: they keep what can be understood of an address and say what cannot."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from rectify.ledger import search
from rectify.ledger.dates import PartialDate

MOST_VALUES = 50
LONGEST_VALUE = 100
LONGEST_QUERY = 100


class PartlyUnderstood(ValidationError):
    """Some of a field's values cannot be used; ``kept`` holds the rest."""

    def __init__(self, message: str, kept: Any, **params: Any) -> None:
        super().__init__(message, params=params)
        self.kept = kept


class LenientForm(forms.Form):
    """Drops what it cannot understand, with an error that names it, and keeps the rest of the same field."""

    def add_error(self, field: str | None, error: ValidationError | str) -> None:
        super().add_error(field, error)
        if field and getattr(error, "kept", None):
            self.cleaned_data[field] = error.kept

    def complaints(self) -> list[str]:
        """One sentence for each thing that was not understood, naming its filter."""
        found = []
        for name, errors in self.errors.items():
            field = self.fields.get(name)
            found += [f"{field.label}{gettext('：')}{error}" if field else str(error) for error in errors]
        return found


class ValuesField(forms.Field):
    """Several values of one filter: ``?status=phased&status=not_done``. Cleans to a list without repeats."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "unknown": _("没有“%(values)s”这一项，已略去。"),
        "unreadable": _("有过长或含控制字符的值，已略去。"),
        "too_many": _("一次最多选 %(most)s 项，多出的已略去。"),
    }

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(text for text in map(str.strip, value or []) if text))

    def clean(self, value: Any) -> list[str]:
        values = self.to_python(value)
        if len(values) > MOST_VALUES:
            raise PartlyUnderstood(
                self.error_messages["too_many"], self._known_of(values[:MOST_VALUES])[0], most=MOST_VALUES
            )
        readable = [text for text in values if is_readable(text)]
        known, unknown = self._known_of(readable)
        if len(readable) < len(values):
            raise PartlyUnderstood(self.error_messages["unreadable"], known)
        if unknown:
            raise PartlyUnderstood(self.error_messages["unknown"], known, values=gettext("、").join(unknown[:3]))
        return known

    def _known_of(self, values: list[str]) -> tuple[list[str], list[str]]:
        """The values that name something, and those that don't. Free text always might."""
        return [text for text in values if is_readable(text)], []


class CodesField(ValuesField):
    """Values from a fixed list, or those that ``is_code`` accepts besides."""

    def __init__(
        self, *, codes: Mapping[str, Any], is_code: Callable[[str], bool] = lambda _text: False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.codes, self.is_code = codes, is_code

    def _known_of(self, values: list[str]) -> tuple[list[str], list[str]]:
        known = [text for text in values if text in self.codes or self.is_code(text)]
        return known, [text for text in values if text not in known]


class SlugsField(ValuesField):
    """Slugs of rows of a model. Cleans to ``Slugs``: the list, with ``names`` and ``ids`` beside it. One query."""

    def __init__(self, *, model: type, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model = model

    def _known_of(self, values: list[str]) -> tuple[list[str], list[str]]:
        rows = {}
        if values:
            rows = {slug: (pk, name) for slug, pk, name in self._rows(values)}
        return Slugs((s, *rows[s]) for s in values if s in rows), [s for s in values if s not in rows]

    def _rows(self, values: list[str]) -> Iterable[tuple[str, int, str]]:
        names = ["name"] if get_language() != "en" or not hasattr(self.model, "name_en") else ["name_en", "name"]
        rows = self.model.objects.filter(slug__in=values).order_by().values_list("slug", "pk", *names)
        return [(slug, pk, next(filter(None, names))) for slug, pk, *names in rows]


class Slugs(list):
    """Slugs that exist; ``ids`` in the same order, ``names`` by slug."""

    def __init__(self, rows: Iterable[tuple[str, int, str]] = ()) -> None:
        rows = list(rows)
        super().__init__(slug for slug, _pk, _name in rows)
        self.ids = [pk for _slug, pk, _name in rows]
        self.names = {slug: name for slug, _pk, name in rows}


class PartialDateFormField(forms.CharField):
    """A day, a month or a year; cleans to its first or last day."""

    def __init__(self, *, end: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=10, **kwargs)
        self.end = end

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            partial = PartialDate(text)
        except ValueError:
            raise ValidationError(
                _("“%(value)s”不是日期，请写成 2020-03-11、2020-03 或 2020。"), params={"value": text[:20]}
            ) from None
        return partial.last_day if self.end else partial.first_day


class NameField(forms.CharField):
    """A part of a name. Too long, it is cut at the limit."""

    def clean(self, value: Any) -> str:
        text = " ".join("".join(c if c.isprintable() else " " for c in self.to_python(value)).split())
        if len(text) > LONGEST_QUERY:
            raise PartlyUnderstood(
                _("搜索词最长 %(most)s 字，已截去后面的部分。"), text[:LONGEST_QUERY].strip(), most=LONGEST_QUERY
            )
        return text


class WordsField(NameField):
    """Words to search for; without a letter or digit there is nothing to look for."""

    def clean(self, value: Any) -> str:
        try:
            text = super().clean(value)
        except PartlyUnderstood as error:
            if search.phrases(error.kept):
                raise
            text = error.kept
        if text and not search.phrases(text):
            raise ValidationError(_("搜索词里没有可以查找的文字或数字。"))
        return text


def is_readable(text: str) -> bool:
    """Whether a value from an address can be looked up and shown at all."""
    return len(text) <= LONGEST_VALUE and text.isprintable()
