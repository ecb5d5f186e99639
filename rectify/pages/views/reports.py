"""原文对照: how a document was read, line by line. A long document is shown in parts, so that a page stays light."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rectify.ledger.models import Document, Problem, Report, Section
from rectify.pages.names import unit_name
from rectify.pages.page import Crumb, Page, absolute

#: A part ends before it grows past either; a single longer line is a part by itself.
MOST_LINES = 250
MOST_CHARACTERS = 16_000

ROLE_NAMES = {
    "area": gettext_lazy("方面"),
    "group": gettext_lazy("类"),
    "problem": gettext_lazy("问题"),
    "recommendation": gettext_lazy("建议"),
    "measure": gettext_lazy("措施"),
    "status": gettext_lazy("进展"),
    "claim": gettext_lazy("自报数字"),
    "next": gettext_lazy("下一步"),
    "contact": gettext_lazy("联系方式"),
    "preface": gettext_lazy("前言"),
    "table": gettext_lazy("表格"),
}


class Part(NamedTuple):
    """Lines ``first`` to ``last`` (from 1, both included), and the report they begin with, if any."""

    first: int
    last: int
    report: Report | None


@dataclass
class Line:
    """One line of the text with what was read from it."""

    number: int
    text: str
    role: str
    is_marked: bool = False
    problems: list[Problem] = field(default_factory=list)

    @property
    def role_name(self) -> str:
        return str(ROLE_NAMES.get(self.role, ""))

    @property
    def cells(self) -> list[str] | None:
        """The cells of a table row; None for a paragraph."""
        return self.text.split("\t") if "\t" in self.text else None


def report(request: HttpRequest, hash: str) -> HttpResponse:
    document = _document(hash)
    reports = list(
        document.reports.filter(withdrawn_at=None)
        .select_related("inspection__unit", "inspection__round")
        .order_by("line")
    )
    lines = document.lines()
    parts = split(lines, reports)
    wanted = _number(request, "line") or 1
    n = max(0, bisect_right([part.first for part in parts], wanted) - 1)
    part = parts[n]
    owner = next((r for r in reversed(reports) if (r.line or 0) <= part.first), None)
    page = Page(
        title=_("原文对照：%(name)s") % {"name": unit_name(owner.inspection.unit) if owner else document},
        path=document.get_absolute_url(),
        summary=_("逐行标明程序从原文中读出了什么。"),
        room="about",
        crumbs=_crumbs(owner),
        indexed=False,
    )
    context = {
        "page": page, "document": document, "reports": reports, "report": owner, "part": part, "n": n + 1,
        "n_parts": len(parts), "previous": parts[n - 1] if n else None, "n_lines": len(lines),
        "next": parts[n + 1] if n + 1 < len(parts) else None, "lines": _lines(request, document, lines, part),
        "outline": _outline(document, part), "roles": list(ROLE_NAMES.items()),
        "address": absolute(document.get_absolute_url()),
    }  # fmt: skip
    return render(request, "pages/report.html", context)


def _crumbs(owner: Report | None) -> list[Crumb]:
    if owner is None:
        return []
    unit = Crumb(unit_name(owner.inspection.unit), owner.inspection.get_absolute_url())
    return [Crumb(_("被巡视党组织"), reverse("units")), unit]


def split(lines: Sequence[str], reports: Sequence[Report]) -> list[Part]:
    """The parts of a document: each report begins one, and none grows past what a page carries."""
    begins = {report.line: report for report in reports if report.line}
    parts, first, size = [], 1, 0
    for number, line in enumerate(lines, 1):
        is_full = number - first >= MOST_LINES or size + len(line) > MOST_CHARACTERS
        if number > first and (number in begins or is_full):
            parts.append(Part(first, number - 1, begins.get(first)))
            first, size = number, 0
        size += len(line)
    parts.append(Part(first, len(lines), begins.get(first)))
    return parts


def _document(hash_: str) -> Document:
    found = list(Document.objects.filter(digest__startswith=hash_)[:2]) if len(hash_) >= 8 else []
    if len(found) != 1:
        raise Http404(_("没有这份原文。"))
    return found[0]


def _lines(request: HttpRequest, document: Document, texts: Sequence[str], part: Part) -> list[Line]:
    marked_from, marked_to = _number(request, "line") or 0, _number(request, "to") or 0
    problems: dict[int, list[Problem]] = {}
    shown = Problem.objects.public().filter(report__document=document, line__range=(part.first, part.last))
    for problem in shown.select_related("inspection__unit", "inspection__round").order_by("line", "offset"):
        problems.setdefault(problem.line or 0, []).append(problem)
    roles = document.roles
    return [
        Line(
            number, texts[number - 1], roles[number - 1] if number <= len(roles) else "",
            marked_from <= number <= marked_to, problems.get(number, []),
        )
        for number in range(part.first, part.last + 1)
        if texts[number - 1].strip()
    ]  # fmt: skip


def _outline(document: Document, part: Part) -> list[Section]:
    found = Section.objects.filter(
        report__document=document, line__range=(part.first, part.last), level__lte=2, withdrawn_at=None
    )
    return list(found.order_by("line", "offset"))


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
