"""Which rows of each table a person may see, add or change: what rectify.ledger.rights says of items, said of whatever
hangs on them.

One table, `TABLES`, names the right that each verb needs and how far it reaches. The groups' permissions
(rectify.ledger.groups) and the desk's lists, pages, inlines, choices and filters all come from it, and a table that it
does not name is closed to everybody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet

from rectify.ledger import models, rights
from rectify.ledger.choices import Role
from rectify.ledger.rights import Right, User

Verb = Literal["view", "add", "change"]
VERBS: tuple[Verb, ...] = ("view", "add", "change")
#: The rows of one table that a right lets a person reach; an empty Q for all of them.
Reach = Callable[[User, Right], Q]


@dataclass(frozen=True)
class Table:
    """What each verb needs (None: nobody does that at the desk, or only a page of its own does) and which rows it
    reaches; ``reach_of_change`` where fewer are changed than seen."""

    reach: Reach
    view: Right = Right.VIEW
    add: Right | None = None
    change: Right | None = None
    reach_of_change: Reach | None = None

    def rows(self, user: User, verb: Verb) -> Q:
        """The rows that a person may do this to, as a condition; nothing where no right allows it."""
        right: Right | None = getattr(self, verb)
        if right is None:
            return Q(pk__in=[])
        reach = self.reach_of_change if verb == "change" and self.reach_of_change else self.reach
        return reach(user, right)


def _by(inspection: str, area: str | None = None) -> Reach:
    """Rows that know their inspection by this path, and their area where they are of one."""
    return lambda user, right: rights.reach(user, right, inspection, area)


def _document(user: User, right: Right) -> Q:
    reports = rights.reach(user, right, "inspection__")
    return reports and Q(pk__in=models.Report.objects.filter(reports).values("document"))


def _unit(user: User, right: Right) -> Q:
    inspections = rights.reach(user, right, "")
    if not inspections:
        return inspections
    posts = [post.unit_id for post in rights.posts_of(user) if post.unit_id and right in rights.RIGHTS[post.role]]
    return Q(pk__in=models.Inspection.objects.filter(inspections).values("unit")) | Q(pk__in=posts)


def _round(user: User, right: Right) -> Q:
    inspections = rights.reach(user, right, "")
    return inspections and Q(pk__in=models.Inspection.objects.filter(inspections).values("round"))


def _doubt(user: User, right: Right) -> Q:
    """A doubt of an item goes with the item; one of a text that belongs to no inspection is the office's."""
    inspections = rights.reach(user, right, "inspection__")
    return inspections and inspections & (Q(problem=None) | Q(problem__in=rights.items_of(user, right)))


def _evaluation(user: User, right: Right) -> Q:
    """Internal until it is published: whoever makes or publishes evaluations sees them all, a team and a unit's
    supervisor those of their inspections, others what is public."""
    if right != Right.VIEW or rights.has(user, Right.SUPERVISE) or rights.has(user, Right.PUBLISH):
        return rights.reach(user, right, "inspection__")
    seen = rights.reach(user, right, "inspection__") & Q(published_at__isnull=False, withdrawn_at=None)
    for post in rights.posts_of(user):
        # Whoever sees one area alone has no part in judging the whole.
        if post.role == Role.TEAM or (post.role == Role.SUPERVISOR and not post.area):
            seen |= rights.reach_of(post, "inspection__")
    return seen


def _letter(user: User, right: Right) -> Q:
    """Drafts are the office's; a letter that also names an item out of somebody's sight is not shown to them."""
    if rights.has(user, Right.SUPERVISE):
        return rights.reach(user, right, "inspection__")
    hidden = models.Problem.objects.exclude(pk__in=rights.items_of(user, right).values("pk"))
    named = models.Letter.problems.through.objects.filter(problem__in=hidden)
    sent = Q(sent_at__isnull=False) & ~Q(pk__in=named.values("letter"))
    return rights.reach(user, right, "inspection__") & sent


def _proposal(user: User, right: Right) -> Q:
    """What waits to be published is for those who prepare or decide it; others see what they proposed themselves."""
    if rights.has(user, Right.EDIT) or rights.has(user, Right.PUBLISH):
        return rights.reach(user, right, "problem__inspection__", "problem__area")
    return rights.reach(user, right, "problem__inspection__", "problem__area") & Q(proposed_by=user.pk)


def _all(user: User, right: Right) -> Q:
    return Q() if rights.has(user, right) else Q(pk__in=[])


def _own(user: User, right: Right) -> Q:
    return Q(user=user.pk)


def _person(user: User, right: Right) -> Q:
    """The office looks after everybody but superusers, who could do more than it may."""
    if getattr(user, "is_superuser", False):
        return _all(user, right)
    return _all(user, right) & Q(is_superuser=False)


def _person_changed(user: User, right: Right) -> Q:
    """Whoever holds an approver's account approves in their name, so only superusers look after those."""
    seen = _person(user, right)
    return seen if getattr(user, "is_superuser", False) else seen & ~Q(pk__in=rights.approvers())


def _post(user: User, right: Right) -> Q:
    if getattr(user, "is_superuser", False):
        return _all(user, right)
    return _all(user, right) & Q(user__is_superuser=False)


def _post_changed(user: User, right: Right) -> Q:
    """An approver's post, one that has ended as well, is given and taken by superusers only."""
    seen = _post(user, right)
    if getattr(user, "is_superuser", False):
        return seen
    return seen & ~Q(role=Role.APPROVER) & ~Q(user__in=rights.approvers())


_item = _by("problem__inspection__", "problem__area")
_inspection = _by("inspection__")
_report = _by("report__inspection__")

TABLES: dict[type[Model], Table] = {
    models.Round: Table(_round, add=Right.LOAD, change=Right.EDIT),
    models.Unit: Table(_unit, add=Right.LOAD, change=Right.EDIT),
    models.Inspection: Table(_by(""), add=Right.LOAD, change=Right.EDIT),
    models.Document: Table(_document),
    models.Report: Table(_inspection, change=Right.EDIT),
    models.Section: Table(_by("inspection__", "area")),
    models.Finding: Table(_report),
    models.Claim: Table(_report),
    models.Result: Table(_report),
    models.Milestone: Table(_inspection),
    models.Doubt: Table(_doubt, change=Right.EDIT),
    models.Topic: Table(_all, change=Right.EDIT),
    models.Problem: Table(_by("inspection__", "area"), change=Right.EDIT),
    models.Measure: Table(_item),
    models.Responsibility: Table(_item),
    models.StatusStatement: Table(_item),
    models.Change: Table(_item),
    models.Handling: Table(_item),
    models.Step: Table(_item),
    models.Evidence: Table(_item, add=Right.REPORT),
    models.Proposal: Table(_proposal, change=Right.PUBLISH),
    models.Evaluation: Table(_evaluation, add=Right.SUPERVISE, change=Right.SUPERVISE),
    models.Letter: Table(_letter, add=Right.SUPERVISE, change=Right.SUPERVISE),
    models.ReaderNote: Table(_all, view=Right.EDIT, change=Right.EDIT),
    models.Upload: Table(_all, view=Right.LOAD, add=Right.LOAD),
    models.CalendarAddress: Table(_own),
    models.Post: Table(
        _post, view=Right.ADMINISTER, add=Right.ADMINISTER, change=Right.ADMINISTER, reach_of_change=_post_changed
    ),
    get_user_model(): Table(
        _person, view=Right.ADMINISTER, add=Right.ADMINISTER, change=Right.ADMINISTER, reach_of_change=_person_changed
    ),
}  # fmt: skip


def within(model: type[Model], user: User, verb: Verb = "view") -> Q:
    """The rows of a table that a person may do this to, as a condition; nothing where no right allows it."""
    table = TABLES.get(model)
    return table.rows(user, verb) if table else Q(pk__in=[])


def rows_of(model: type[Model], user: User, verb: Verb = "view") -> QuerySet:
    """The rows of a table that a person may do this to."""
    return model._default_manager.filter(within(model, user, verb))


def allows(user: User, model: type[Model], verb: Verb, row: Model | None = None) -> bool:
    """Whether a person may do this to this row; without one, whether to any row of the table at all."""
    table = TABLES.get(model)
    right = getattr(table, verb) if table else None
    if right is None or not rights.has(user, right):
        return False
    return row is None or row.pk is None or rows_of(model, user, verb).filter(pk=row.pk).exists()


def permissions_of(role: str) -> Iterator[tuple[type[Model], Verb]]:
    """What a role's group may do in the desk's tables, by rights.RIGHTS."""
    for model, table in TABLES.items():
        for verb in VERBS:
            if getattr(table, verb) in rights.RIGHTS[role]:
                yield model, verb
