"""Everything that the desk did to one item, as one list: steps, proposals and their decisions, changes, saved forms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rectify.ledger import scopes
from rectify.ledger.models import Change, Problem, Proposal, Step

#: Rows that are read of each kind, the newest.
MOST_READ = 500
_A_PAGE = 100


@dataclass(frozen=True)
class Entry:
    """One line, under the names that Django's template of a history asks for; ``user`` is None where a load did it."""

    action_time: datetime
    user: Any
    get_change_message: str


def history_of(request: HttpRequest, problem: Problem) -> Page:
    """A page of the entries that whoever asks may see, the newest first."""
    found = [*_steps(problem), *_proposals(request, problem), *_changes(problem), *_saved_forms(problem)]
    found.sort(key=lambda entry: entry.action_time, reverse=True)
    return Paginator(found, _A_PAGE).get_page(request.GET.get("p"))


def _steps(problem: Problem) -> Iterator[Entry]:
    for step in Step.objects.filter(problem=problem).select_related("actor").order_by("-at", "-pk")[:MOST_READ]:
        words = str(step.get_action_display())
        if step.old_stage != step.new_stage:
            words += _("：%(old)s → %(new)s") % {
                "old": step.get_old_stage_display() or "—", "new": step.get_new_stage_display(),
            }  # fmt: skip
        yield Entry(step.at, step.actor, _with(words, step.note))


def _proposals(request: HttpRequest, problem: Problem) -> Iterator[Entry]:
    rows = Proposal.objects.filter(scopes.within(Proposal, request.user), problem=problem)
    for row in rows.select_related("proposed_by", "decided_by").order_by("-pk")[:MOST_READ]:
        kind = row.get_kind_display()
        yield Entry(row.proposed_at, row.proposed_by, _with(_("提请审批：%(what)s") % {"what": kind}, row.reason))
        if row.decided_at:
            words = _("%(decision)s：%(what)s") % {"decision": row.get_decision_display(), "what": kind}
            yield Entry(row.decided_at, row.decided_by, _with(words, row.decision_reason))


def _changes(problem: Problem) -> Iterator[Entry]:
    for change in Change.objects.filter(problem=problem).select_related("actor").order_by("-at", "-pk")[:MOST_READ]:
        words = _("%(change)s（%(by)s）") % {"change": change, "by": change.get_by_display()}
        yield Entry(change.at, change.actor, _with(words, change.reason))


def _saved_forms(problem: Problem) -> Iterator[Entry]:
    rows = LogEntry.objects.filter(object_id=str(problem.pk), content_type=get_content_type_for_model(Problem))
    for row in rows.select_related("user").order_by("-action_time")[:MOST_READ]:
        yield Entry(row.action_time, row.user, row.get_change_message())


def _with(words: str, reason: str) -> str:
    return words + (_("（%(reason)s）") % {"reason": reason} if reason else "")
