"""Values as tables hold them, and the Chinese words for codes: files are data, Chinese in every language of the pages."""

from datetime import date
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import override

from rectify.ledger.models import Problem

Value = str | int | float | date | list[str] | None


@cache
def words_of(codes: type[TextChoices]) -> dict[str, str]:
    """The Chinese words for codes. Asking Django for each row's would take longer than reading the row."""
    with override("zh-hans"):
        return {"": "", **{code.value: str(code.label) for code in codes}}


def outline(problem: Problem) -> list[str]:
    """The headings that a problem stands under, outermost first."""
    names, section = [], problem.section
    while section:
        names.insert(0, section.name)
        section = section.parent
    return names


def plain_text(value: str | list[str]) -> str:
    """Several values as one text; no zero bytes, which no spreadsheet can hold."""
    return (" / ".join(value) if isinstance(value, list) else value).replace("\0", "")
