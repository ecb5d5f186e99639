"""How lists write what they list."""

import re
import unicodedata

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from rectify.ledger.models import Problem
from rectify.pages.lists.facets import Tally
from rectify.pages.promises import promise_of
from rectify.pages.templatetags.ledger_tags import when

register = template.Library()

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+|[0-9a-z]+")


@register.filter
def highlight(text: str, query: str) -> SafeString:
    """The text with what the search words found marked. Letters match as the index sees them: any case, any width."""
    text = text or ""
    runs = {run for word in query.split() for run in _RUN.findall(_folded(word))}
    if not runs:
        return conditional_escape(text)
    # Folding can change a text's length, so every folded letter remembers where it came from.
    folded, origins = [], []
    for i, letter in enumerate(text):
        for part in _folded(letter):
            folded.append(part)
            origins.append(i)
    pattern = re.compile("|".join(re.escape(run) for run in sorted(runs, key=len, reverse=True)))
    parts, done = [], 0
    for match in pattern.finditer("".join(folded)):
        start, end = origins[match.start()], origins[match.end() - 1] + 1
        if start >= done:
            parts += [conditional_escape(text[done:start]), format_html("<mark>{}</mark>", text[start:end])]
            done = end
    return mark_safe("".join([*parts, conditional_escape(text[done:])]))  # noqa: S308 - every part is escaped above


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


@register.simple_tag
def deadline(problem: Problem) -> SafeString | str:
    """The promised date of an open item; where it has passed, what is known of that and no more."""
    if not problem.deadline or problem.is_done:
        return ""
    date, promise = when(problem.deadline), promise_of(problem, timezone.localdate())
    if not promise or not promise.words:
        return date
    if promise.is_overdue:
        return format_html('<span class="overdue">{} {}</span>', date, promise.words)
    return format_html('<span class="passed">{}<span class="passed-note">{}</span></span>', date, promise.words)


@register.filter
def count_text(tally: Tally) -> str:
    """1,024, or 2,000+ where counting stopped."""
    return f"{tally.total:,}{'+' if tally.is_least else ''}"
