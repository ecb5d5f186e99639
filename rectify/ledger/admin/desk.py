"""The start page of the desk: what waits for whoever opens it, each with the way to its list."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rectify.ledger import queues, rights, scopes
from rectify.ledger.models import Doubt, Inspection, Proposal, ReaderNote
from rectify.ledger.rights import Right, User


@dataclass(frozen=True)
class Card:
    """One queue. ``is_more`` where there are more than are counted; ``is_late`` where none should be."""

    name: Any
    n: int
    is_more: bool
    url: str
    is_late: bool = False


def cards_for(user: User) -> list[Card]:
    """What concerns this person's work, and no row that they do not see."""
    return [*_of_items(user), *_others(user)]


def doings_for(user: User) -> list[tuple[Any, str]]:
    """(what, where): what a person comes to do besides working through the queues."""
    doings = []
    if rights.has(user, Right.LOAD):
        doings.append((_("载入通报"), reverse("admin:ledger_upload_add")))
    if rights.has(user, Right.SUPERVISE):
        doings.append((_("督办报表"), reverse("desk_reports")))
    if user.has_perm("ledger.view_calendaraddress"):
        doings.append((_("订阅日历"), reverse("admin:ledger_calendaraddress_changelist")))
    return doings


def _of_items(user: User) -> Iterator[Card]:
    listed = reverse("admin:ledger_problem_changelist")
    for queue in queues.queues_of(user):
        yield _card(queue.name, queues.items_in(user, queue), f"{listed}?queue={queue.slug}", queue.is_late)


def _others(user: User) -> Iterator[Card]:
    if rights.has(user, Right.PUBLISH):
        waiting = _seen(Proposal, user).filter(decision=Proposal.Decision.WAITING)
        yield _card(_("待审批"), waiting, _list("proposal", "decision__exact=waiting"))
    if rights.has(user, Right.EDIT):
        yield _card(_("待核事项"), _seen(Doubt, user).filter(settled_at=None), _list("doubt", "settled_at__isempty=1"))
        notes = _seen(ReaderNote, user).filter(outcome=ReaderNote.Outcome.OPEN)
        yield _card(_("读者反映"), notes, _list("readernote", "outcome__exact=open"))
    if rights.has(user, Right.SUPERVISE):
        late = queues.past_a_milestone().filter(scopes.within(Inspection, user))
        yield _card(_("已过规定时间节点"), late, _list("inspection", "milestone=past"), is_late=True)


def _seen(model: type, user: User) -> QuerySet:
    return scopes.rows_of(model, user)


def _list(model: str, query: str) -> str:
    return f"{reverse(f'admin:ledger_{model}_changelist')}?{query}"


def _card(name: Any, rows: QuerySet, url: str, is_late: bool = False) -> Card:
    n, is_more = queues.count(rows)
    return Card(name, n, is_more, url, is_late and n > 0)
