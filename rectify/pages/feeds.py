"""Atom feeds of what changed, of all units and of each: status and time limits, newly loaded reports, corrections.

Of a change they say what, by whose word and when; never who entered it, nor the office's reasons and notes.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.syndication.views import Feed
from django.db.models import Max, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rectify.ledger.models import Change, Problem, ReaderNote, Report, Unit
from rectify.pages.names import unit_name
from rectify.pages.page import absolute
from rectify.pages.public import public_changes, public_notes
from rectify.pages.templatetags.ledger_tags import day

ENTRIES = 40
#: Changes that are read to make the entries; one load can change some hundred items at once.
CHANGES = 500
#: Changes that one entry lists; the unit's page has them all.
LISTED = 20
#: Entries keep their ids when the site moves to another address.
_IDS = uuid.UUID("5f1c7a52-2c1e-4c0f-9d1b-7b6f3f0f6a11")


@dataclass(frozen=True)
class Entry:
    """One thing that happened. ``key`` makes its id, and must never change."""

    key: str
    at: datetime
    title: str
    content: SafeString
    path: str
    kind: Promise | str

    @property
    def id(self) -> str:
        return uuid.uuid5(_IDS, self.key).urn


@dataclass(frozen=True)
class Asked:
    """Whose changes are asked for (None: everybody's), and the address that asks."""

    unit: Unit | None
    path: str


class _DatedFeed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """A feed without entries is as old as what it is about; Django would call it new at every request."""
        return super().latest_post_date() if self.items else self.feed["changed_at"]


class ChangesFeed(Feed):
    """Changes of all units, or of one where the address names it."""

    feed_type = _DatedFeed

    def get_object(self, request: HttpRequest, slug: str = "") -> Asked:
        return Asked(get_object_or_404(Unit, slug=slug) if slug else None, request.get_full_path())

    def title(self, asked: Asked) -> str:
        if asked.unit:
            return _("整改台账：%(unit)s的变动") % {"unit": unit_name(asked.unit)}
        return _("整改台账：最近变动")

    def subtitle(self, asked: Asked) -> str:
        return _("进展和时限的变动、新载入的通报、公布的更正。进展为单位自报，经巡视巡察机构认定的逐项注明。")

    def link(self, asked: Asked) -> str:
        return absolute(asked.unit.get_absolute_url() if asked.unit else reverse("overview"))

    def feed_url(self, asked: Asked) -> str:
        return absolute(asked.path)

    def feed_guid(self, asked: Asked) -> str:
        return uuid.uuid5(_IDS, f"feed/{asked.unit.slug if asked.unit else ''}").urn

    def feed_extra_kwargs(self, asked: Asked) -> dict[str, datetime]:
        items = Problem.objects.public()
        if asked.unit:
            items = items.filter(inspection__unit=asked.unit)
        return {"changed_at": items.aggregate(at=Max("changed_at"))["at"] or datetime.fromtimestamp(0, UTC)}

    def author_name(self) -> str:
        return _("整改台账")

    def items(self, asked: Asked) -> list[Entry]:
        return entries(asked.unit)

    def item_title(self, entry: Entry) -> str:
        return entry.title

    def item_description(self, entry: Entry) -> str:
        return entry.content

    def item_link(self, entry: Entry) -> str:
        return absolute(entry.path)

    def item_guid(self, entry: Entry) -> str:
        return entry.id

    def item_updateddate(self, entry: Entry) -> datetime:
        return entry.at

    def item_pubdate(self, entry: Entry) -> datetime:
        return entry.at

    def item_categories(self, entry: Entry) -> list[str]:
        return [str(entry.kind)]


def entries(unit: Unit | None = None) -> list[Entry]:
    """The newest entries, of one unit or of all: three queries."""
    found = [*_of_changes(unit), *_of_reports(unit), *_of_notes(unit)]
    return sorted(found, key=lambda entry: (entry.at, entry.key), reverse=True)[:ENTRIES]


def _of_changes(unit: Unit | None) -> Iterable[Entry]:
    """One entry for what one act changed in one inspection."""
    changes = public_changes().filter(field__in=("status", "deadline"))
    if unit:
        changes = changes.filter(problem__inspection__unit=unit)
    newest = changes.select_related("problem__inspection__unit", "problem__inspection__round").defer("reason")
    acts: dict[tuple[uuid.UUID, int], list[Change]] = {}
    read = list(newest.order_by("-at", "-id")[:CHANGES])
    for change in read:
        acts.setdefault((change.batch, change.problem.inspection_id), []).append(change)
    if len(read) == CHANGES and len(acts) > 1:
        # The oldest act that was read may have more changes than those.
        acts.popitem()
    return [_of_act(batch, of_act) for (batch, _inspection), of_act in acts.items()]


def _of_act(batch: uuid.UUID, changes: Sequence[Change]) -> Entry:
    inspection = changes[0].problem.inspection
    items = {change.problem_id: change.problem for change in changes}
    problem = changes[0].problem
    if len(items) == 1:
        what = _("第 %(n)s 项 %(name)s：%(change)s") % {
            "n": problem.number,
            "name": problem.name,
            "change": _("，").join(str(change) for change in reversed(changes)),
        }
    else:
        what = ngettext("%(n)s 项有变动", "%(n)s 项有变动", len(items)) % {"n": len(items)}
    lines = format_html_join(
        "", '<li><a href="{}">{}</a>{}{}</li>',
        (
            (absolute(c.problem.get_absolute_url()), _("第 %(n)s 项 %(name)s") % {"n": c.problem.number, "name": c.problem.name},
             _("："), _("%(change)s（%(by)s）") % {"change": c, "by": c.get_by_display()})
            for c in sorted(changes, key=lambda c: (c.problem.number, c.pk))[:LISTED]
        ),
    )  # fmt: skip
    rest = len(changes) - LISTED
    more = format_html("<p>{}</p>", _("另有 %(n)s 处变动，见页面。") % {"n": rest}) if rest > 0 else ""
    return Entry(
        key=f"change/{batch}/{inspection.round.slug}/{inspection.unit.slug}",
        at=max(change.at for change in changes),
        title=_("%(unit)s：%(what)s") % {"unit": unit_name(inspection.unit, is_short=True), "what": what},
        content=format_html("<ul>{}</ul>{}", lines, more),
        path=(problem if len(items) == 1 else inspection).get_absolute_url(),
        kind=_("变动"),
    )


def _of_reports(unit: Unit | None) -> Iterable[Entry]:
    reports = Report.objects.filter(withdrawn_at=None, document__isnull=False)
    if unit:
        reports = reports.filter(inspection__unit=unit)
    newest = reports.select_related("inspection__unit", "inspection__round", "document").order_by(
        "-document__id", "-id"
    )
    return [_of_report(report) for report in newest.defer("document__text", "document__roles")[:ENTRIES]]


def _of_report(report: Report) -> Entry:
    inspection, document = report.inspection, report.document
    facts = [
        (_("种类"), report.get_kind_display()),
        (_("巡视轮次"), inspection.round.name),
        (_("署名党组织"), report.party_body),
        (_("落款日期"), day(report.published)),
        (_("数据截至"), day(report.as_of)),
        (_("完整程度"), report.get_completeness_display()),
    ]
    lines = format_html_join("", "<li>{}{}{}</li>", ((name, _("："), value) for name, value in facts if value))
    return Entry(
        key=f"report/{document.digest}/{inspection.round.slug}/{inspection.unit.slug}/{report.number}",
        at=document.loaded_at,
        title=_("%(unit)s：载入%(kind)s") % {"unit": unit_name(inspection.unit), "kind": report.get_kind_display()},
        content=format_html("<ul>{}</ul>", lines),
        path=inspection.get_absolute_url(),
        kind=_("新载入的通报"),
    )


def _of_notes(unit: Unit | None) -> Iterable[Entry]:
    notes = public_notes().filter(settled_at__isnull=False)
    if unit:
        notes = notes.filter(Q(unit=unit) | Q(problem__inspection__unit=unit))
    newest = notes.select_related("problem__inspection__unit", "problem__inspection__round", "unit").defer(
        "text", "contact"
    )
    return [_of_note(note) for note in newest.order_by("-settled_at", "-id")[:ENTRIES]]


def _of_note(note: ReaderNote) -> Entry:
    unit = note.unit or (note.problem and note.problem.inspection.unit)
    name = unit_name(unit, is_short=True) if unit else _("整改台账")
    is_shown = note.problem and note.problem.withdrawn_at is None
    return Entry(
        key=f"correction/{note.made_at.isoformat()}/{note.pk}",
        at=note.settled_at,
        title=_("%(unit)s：%(outcome)s") % {"unit": name, "outcome": note.get_outcome_display()},
        content=format_html("<p>{}</p><p>{}</p>", note.summary, note.answer),
        path=note.problem.get_absolute_url() if is_shown else reverse("corrections"),
        kind=_("更正"),
    )
