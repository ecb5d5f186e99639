"""One item's page: its words, its status in force, all that was said of it, and what changed."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger.choices import ResponsibilityRole, Speaker
from rectify.ledger.likeness import like_items
from rectify.ledger.models import Change, Inspection, Measure, Problem, Section, StatusStatement
from rectify.pages.names import unit_name
from rectify.pages.page import Crumb, Page
from rectify.pages.promises import promise_of
from rectify.pages.templatetags.ledger_tags import day
from rectify.pages.views.units import chosen_of


def problem(request: HttpRequest, slug: str, number: int, round_slug: str = "") -> HttpResponse:
    inspections = list(Inspection.objects.filter(unit__slug=slug).select_related("unit", "round"))
    inspection = chosen_of(inspections, round_slug)
    found = _find(inspection, number) if inspection else None
    if found is None:
        raise Http404(_("没有这一项。编号是固定的，请核对网址。"))
    if found.withdrawn_at:
        page = Page(title=_title(found), path=found.get_absolute_url(), room="problems", indexed=False)
        return render(request, "pages/withdrawn.html", {"page": page, "problem": found}, status=410)
    measures = list(Measure.objects.filter(problem=found, withdrawn_at=None).order_by("number"))
    elsewhere, earlier = like_items(found)
    context = {
        "page": _page(found, measures),
        "problem": found,
        "elsewhere": elsewhere,
        "earlier": earlier,
        "inspection": inspection,
        "unit": inspection.unit,
        "promise": promise_of(found, timezone.localdate()),
        "path": _path_to(found),
        "measures": measures,
        "statements": _public_statements(found),
        "changes": _public_changes(found),
        "responsibilities": _responsibilities(found),
        "topics": found.topics.all(),
        "place": _place(found),
        "previous": _neighbours(found).filter(number__lt=number).order_by("-number").first(),
        "next": _neighbours(found).filter(number__gt=number).order_by("number").first(),
    }
    return render(request, "pages/problem.html", context)


def _find(inspection: Inspection, number: int) -> Problem | None:
    found = (
        Problem.objects.filter(inspection=inspection, number=number)
        .select_related("section__parent__parent", "report__document", "finding")
        .defer("report__document__text", "report__document__roles")
        .first()
    )
    if found:
        found.inspection = inspection
    return found


def _page(problem: Problem, measures: Sequence[Measure]) -> Page:
    words = [_word_of(problem)]
    if problem.is_open and problem.deadline:
        words.append(_("承诺%(date)s前完成。") % {"date": day(problem.deadline)})
    if measures:
        words.append(_("整改措施 %(n)s 项。") % {"n": len(measures)})
    inspection, unit = problem.inspection, problem.inspection.unit
    return Page(
        title=_title(problem),
        path=problem.get_absolute_url(),
        summary="".join(words),
        room="problems",
        crumbs=[
            Crumb(_("被巡视党组织"), reverse("units")),
            Crumb(unit_name(unit), inspection.get_absolute_url()),
        ],
        card=reverse("unit_card", args=[unit.slug]) if inspection.is_newest else "",
        feed=reverse("unit_feed", args=[unit.slug]),
        code=f"{problem.get_absolute_url()}qr.svg",
        # Passages stand as published, with the names in them; search engines are asked to leave them.
        indexed=not any(measure.title for measure in measures),
    )


def _title(problem: Problem) -> str:
    return _("%(unit)s第 %(number)s 项：%(name)s") % {
        "unit": unit_name(problem.inspection.unit, is_short=True),
        "number": problem.number,
        "name": problem.name,
    }


def _word_of(problem: Problem) -> str:
    """The status in force, whose word it is, and of what date, in one sentence."""
    details = [problem.get_status_by_display()] if problem.status_by else []
    if problem.status_as_of:
        details.append(_("截至%(date)s") % {"date": day(problem.status_as_of)})
    if not details:
        return f"{problem.get_status_display()}{_('。')}"
    return _("%(status)s（%(details)s）。") % {
        "status": problem.get_status_display(), "details": _("，").join(map(str, details)),
    }  # fmt: skip


def _path_to(problem: Problem) -> list[Section]:
    """The headings above the item, the highest first."""
    path, section = [], problem.section
    while section and len(path) < 3:
        path.insert(0, section)
        section = section.parent
    return path


def _public_statements(problem: Problem) -> list[StatusStatement]:
    """Newest first, without who typed them. What a unit's contact enters is public once the office takes it up."""
    found = problem.statements.exclude(by=Speaker.UNIT).select_related("report__document")
    return list(found.defer("report__document__text", "report__document__roles").order_by("-made_at", "-pk"))


def _public_changes(problem: Problem) -> list[Change]:
    return list(problem.changes.exclude(by=Speaker.UNIT).order_by("-at", "-pk"))


def _responsibilities(problem: Problem) -> list[tuple[str, list[str]]]:
    """(role, bodies) in the order of the roles."""
    rows = list(problem.responsibilities.filter(withdrawn_at=None))
    by_role = [
        (str(role.label), list(dict.fromkeys(row.body for row in rows if row.role == role)))
        for role in ResponsibilityRole
    ]
    return [(role, bodies) for role, bodies in by_role if bodies]


def _place(problem: Problem) -> str:
    """Where the item stands in its source, if that is kept here."""
    report = problem.report
    if not (report and report.document_id and problem.line):
        return ""
    return report.document.place_url(problem.line, problem.end_line)


def _neighbours(problem: Problem) -> QuerySet[Problem]:
    return (
        Problem.objects.public()
        .filter(inspection=problem.inspection)
        .select_related("inspection__unit", "inspection__round")
    )
