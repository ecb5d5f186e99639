"""Tags of the frame around every page."""

import re

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rectify import theme_script as before_paint
from rectify.pages.page import absolute

register = template.Library()

ROOMS = {
    "overview": _("总体进展"),
    "units": _("被巡视党组织"),
    "problems": _("反馈问题"),
    "measures": _("整改措施"),
    "topics": _("共性问题"),
    "about": _("口径说明"),
}

_DATE = re.compile(r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?")
_BEFORE_MEASURE_WORD = re.compile(r"(?<=\d) (?=[个项条天件份行页])")
_CHINESE = re.compile("[\u3400-\u9fff]")

register.filter("absolute", absolute)


@register.filter
def as_written(words: object) -> str:
    """Data in its own language: what is Chinese on a page in another one is marked, for voices and fonts to know."""
    text = str(words)
    if (get_language() or "").startswith("zh") or not _CHINESE.search(text):
        return text
    return format_html('<span lang="zh-Hans">{}</span>', text)


@register.filter(is_safe=True)
def together(text: str) -> str:
    """A paragraph, with its marks but without numbers in their attributes, in which no line ends within a date or
    between a number and its measure word."""
    return _DATE.sub(r'<span class="nowrap">\g<0></span>', _BEFORE_MEASURE_WORD.sub("\u00a0", text))


@register.simple_tag
def rooms(current: str) -> SafeString:
    """The entries of the main navigation; the one that the page belongs to is marked."""
    return format_html_join(
        "\n",
        '<li><a href="{}"{}>{}</a></li>',
        (
            (reverse(name), format_html(' aria-current="{}"', "true") if name == current else "", label)
            for name, label in ROOMS.items()
        ),
    )


@register.simple_tag
def theme_script() -> SafeString:
    """The script that must have run before the page is painted; the content security policy knows its digest."""
    return mark_safe(f"<script>{before_paint.TEXT}</script>")  # noqa: S308 - a file of ours, read when the site starts
