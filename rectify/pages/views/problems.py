"""One item's page: its words, its status in force, all that was said of it, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.db.models import Max, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger.choices import ResponsibilityRole, Speaker
from rectify.ledger.evidence import public_evidence
from rectify.ledger.evidence_names import suffix_of
from rectify.ledger.likeness import like_items
from rectify.ledger.models import Change, Evidence, Inspection, Measure, Problem, Section, StatusStatement
from rectify.ledger.status import report_word
from rectify.pages.names import unit_name
from rectify.pages.page import Crumb, Page
from rectify.pages.promises import Promise, is_required, promise_of
from rectify.pages.public import public_changes
from rectify.pages.templatetags.ledger_tags import day
from rectify.pages.views.units import chosen_of


def problem(request: HttpRequest, slug: str, number: int, round_slug: str = "") -> HttpResponse:
    inspections = list(Inspection.objects.filter(unit__slug=slug).select_related("unit", "round"))
    inspection = chosen_of(inspections, round_slug)
    found = _find(inspection, number) if inspection else None
    if found is None or found.withheld_at:
        raise Http404(_("没有这一项。编号是固定的，请核对网址。"))
    if found.withdrawn_at:
        page = Page(title=_title(found), path=found.get_absolute_url(), room="problems", indexed=False)
        return render(request, "pages/withdrawn.html", {"page": page, "problem": found}, status=410)
    measures = list(Measure.objects.filter(problem=found, withdrawn_at=None).order_by("number"))
    elsewhere, earlier = like_items(found)
    statements, changes = _public_statements(found), _public_changes(found)
    before, after = _neighbours(found)
    promise = promise_of(found, timezone.localdate(), is_required(statements))
    context = {
        "page": _page(found, measures, promise),
        "problem": found,
        "elsewhere": elsewhere,
        "earlier": earlier,
        "inspection": inspection,
        "unit": inspection.unit,
        "promise": promise,
        "path": _path_to(found),
        "measures": measures,
        "statements": statements,
        "words": _words_beside_each_other(statements),
        "extensions": _extensions(changes),
        "evidence": _evidence(found, measures),
        "changes": changes,
        "responsibilities": _responsibilities(found),
        "topics": found.topics.all(),
        "place": _place(found),
        "previous": before,
        "next": after,
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


def _page(problem: Problem, measures: Sequence[Measure], promise: Promise | None) -> Page:
    words = [_word_of(problem)]
    if promise and promise.deadline:
        text = _("要求%(date)s前完成。") if promise.is_required else _("承诺%(date)s前完成。")
        words.append(text % {"date": day(promise.deadline)})
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
    """Newest first, without who typed them. What a unit's contact enters becomes a statement once it is approved."""
    found = problem.statements.select_related("report__document")
    return list(found.defer("report__document__text", "report__document__roles").order_by("-made_at", "-pk"))


def _public_changes(problem: Problem) -> list[Change]:
    return list(public_changes().filter(problem=problem).order_by("-at", "-pk"))


def _words_beside_each_other(statements: Sequence[StatusStatement]) -> list[StatusStatement]:
    """The newest word of the report, the unit and the office, in this order; none where only one of them has spoken."""
    newest = {statement.by: statement for statement in reversed(statements)}
    newest[Speaker.REPORT.value] = report_word(statements)
    found = [word for by in (Speaker.REPORT, Speaker.UNIT, Speaker.OFFICE) if (word := newest.get(by.value))]
    return found if len(found) > 1 else []


@dataclass(frozen=True)
class Extension:
    """The office put a deadline off, on this day."""

    old: date
    new: date
    on: date


def _extensions(changes: Sequence[Change]) -> list[Extension]:
    """As they were published, the oldest first."""
    moved = [change for change in changes if change.field == "deadline" and change.by == Speaker.OFFICE]
    return [
        Extension(date.fromisoformat(change.old), date.fromisoformat(change.new), timezone.localdate(change.at))
        for change in reversed(moved)
        if change.old and change.new and change.old < change.new
    ]


def _evidence(problem: Problem, measures: Sequence[Measure]) -> list[Evidence]:
    """What was published, with the number of the measure that it is about, if that still stands."""
    numbers = {measure.pk: measure.number for measure in measures}
    found = list(public_evidence().filter(problem=problem).order_by("published_at", "pk"))
    for evidence in found:
        evidence.of_measure = numbers.get(evidence.measure_id)
        evidence.suffix = suffix_of(evidence.file_name).upper()
        evidence.host = urlsplit(evidence.link).hostname if evidence.link else ""
    return found


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


def _neighbours(problem: Problem) -> tuple[Problem | None, Problem | None]:
    """The public items before and after this one, by number."""
    around = Problem.objects.public().filter(inspection=problem.inspection).order_by()
    limits = around.aggregate(
        before=Max("number", filter=Q(number__lt=problem.number)),
        after=Min("number", filter=Q(number__gt=problem.number)),
    )
    found = {item.number: item for item in around.filter(number__in=filter(None, limits.values()))}
    for item in found.values():
        item.inspection = problem.inspection
    return found.get(limits["before"]), found.get(limits["after"])
