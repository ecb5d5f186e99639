"""Fields that the API's rows share: absolute addresses, keys of other rows, dates as precise as they are known."""

from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from rectify.pages.page import absolute


class _OfRow(serializers.Field):
    """A field made from the whole row."""

    words: Promise | str = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, source="*", help_text=self.words, **kwargs)


@extend_schema_field(OpenApiTypes.URI)
class PageField(_OfRow):
    """Where readers see the row, or the row that its attribute ``of`` names."""

    words = _("页面网址")

    def __init__(self, of: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.of = of

    def to_representation(self, row: Any) -> str:
        return absolute((getattr(row, self.of) if self.of else row).get_absolute_url())


@extend_schema_field(OpenApiTypes.URI)
class ApiField(_OfRow):
    """The row's own address in the API: ``view`` names it, ``by`` the attributes that its parts come from."""

    words = _("接口网址")

    def __init__(self, view: str, *by: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.view, self.by = view, by

    def to_representation(self, row: Any) -> str:
        return absolute(reverse(self.view, args=[attrgetter(path)(row) for path in self.by]))


@extend_schema_field({"type": "string", "format": "uri", "nullable": True})
class SourceField(_OfRow):
    """The line that the row was read from; null where no text is loaded."""

    words = _("原文所在行；未载入原文的为空")

    def to_representation(self, row: Any) -> str | None:
        report = row.report
        if not row.line or report is None or report.document_id is None:
            return None
        return absolute(report.document.place_url(row.line))


@extend_schema_field({"type": "string", "format": "uri", "nullable": True})
class EvidenceFileField(_OfRow):
    """Where a published file is handed out; null for links and notes."""

    words = _("文件的下载网址；网址和文字说明为空")

    def to_representation(self, row: Any) -> str | None:
        return absolute(reverse("evidence", args=[row.pk])) if row.kind == "file" else None


def round_of(path: str = "inspection") -> serializers.CharField:
    return serializers.CharField(source=f"{path}.round.slug", read_only=True, help_text=_("轮次的网址名"))


def unit_of(path: str = "inspection") -> serializers.CharField:
    return serializers.CharField(source=f"{path}.unit.slug", read_only=True, help_text=_("单位的网址名"))


def number_of(path: str) -> serializers.IntegerField:
    """The number of a row that this one belongs to; null where it belongs to none."""
    return serializers.IntegerField(source=f"{path}.number", read_only=True, allow_null=True)


def partial_date(**kwargs: Any) -> serializers.CharField:
    """YYYY-MM-DD, YYYY-MM or YYYY: a date that says no more than its source."""
    words = _("YYYY-MM-DD、YYYY-MM 或 YYYY，依原文写明的程度")
    return serializers.CharField(read_only=True, allow_null=True, help_text=words, **kwargs)
