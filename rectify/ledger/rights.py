"""Who may see and do what at the desk: decided here and nowhere else.

A person's roles come from their posts (rectify.ledger.models.Post) that have not ended; a superuser has the office's and
the approver's. Whatever is not allowed here is refused. Each right is asked for together with the items it is about:
`items_of(user, right)` are those of its items that a person may do this to, so that no list, form, bulk action, export
or guessed number can reach another's.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum, auto

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from rectify.ledger.choices import Role
from rectify.ledger.models import Inspection, Post, Problem

User = AbstractBaseUser | AnonymousUser


class NotAllowed(PermissionDenied):
    """Somebody asked for what they may not do, or not now; its message says so to them."""


class Right(StrEnum):
    """What can be done at the desk, to items unless it says otherwise."""

    VIEW = auto()  # an item with its steps, evidence and letters
    COMMENT = auto()
    REPORT = auto()  # progress, evidence, submitting for review, asking for an extension
    CHECK = auto()  # what the unit submits
    SEND_BACK = auto()
    SIGN_OFF = auto()  # also re-checks of what is kept up, closing without rectification, opening again
    EXTEND = auto()  # grant or refuse
    EDIT = (
        auto()
    )  # the office's wording, status, deadline, responsibilities; withdrawing; correcting a reading; undoing
    WITHHOLD = auto()  # propose that an item is not shown to the public, or shown again
    PUBLISH = auto()  # decide what readers see
    SUPERVISE = auto()  # letters, evaluations and reports of an inspection
    LOAD = auto()  # reports and registers, of any unit
    ADMINISTER = auto()  # people and their posts; not about items


#: The whole of who may do what; superusers aside.
RIGHTS: dict[str, frozenset[Right]] = {
    Role.OFFICE: frozenset(Right) - {Right.PUBLISH, Right.REPORT},
    Role.APPROVER: frozenset({Right.VIEW, Right.COMMENT, Right.PUBLISH}),
    Role.TEAM: frozenset({Right.VIEW, Right.COMMENT}),
    Role.SUPERVISOR: frozenset({Right.VIEW, Right.COMMENT, Right.CHECK, Right.SEND_BACK}),
    Role.CONTACT: frozenset({Right.VIEW, Right.COMMENT, Right.REPORT}),
}
#: Roles that are about every unit.
EVERYWHERE = (Role.OFFICE, Role.APPROVER)


#: The posts of whoever asks, by their number, while one request is answered; a page asks about rights dozens of times.
_remembered: ContextVar[dict[int, list[Post]] | None] = ContextVar("posts", default=None)


@contextmanager
def posts_remembered() -> Iterator[None]:
    """Ask for each person's posts once within this, unless they are changed meanwhile (see `forget_posts`)."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def forget_posts() -> None:
    """Called where posts are changed."""
    known = _remembered.get()
    if known is not None:
        known.clear()


def posts_of(user: User) -> list[Post]:
    """The posts that a person holds today."""
    if not user.is_authenticated or not user.is_active:
        return []
    known = _remembered.get()
    if known is None:
        return _posts_today(user)
    if user.pk not in known:
        known[user.pk] = _posts_today(user)
    return known[user.pk]


def _posts_today(user: User) -> list[Post]:
    return list(user.posts.filter(_held_today()).select_related("unit", "round"))


def _held_today() -> Q:
    return Q(ended_on=None) | Q(ended_on__gt=timezone.localdate())


def approvers() -> QuerySet[Post]:
    """The people, as numbers of their accounts, who hold an approver's post today, deactivated ones included."""
    return Post.objects.filter(_held_today(), role=Role.APPROVER).order_by().values("user")


def roles_of(user: User) -> frozenset[str]:
    """The roles that a person has anywhere."""
    return frozenset(_roles(user, posts_of(user)))


def has(user: User, right: Right) -> bool:
    """Whether a person has this right for anything at all."""
    return any(right in RIGHTS[role] for role in roles_of(user))


def items_of(user: User, right: Right = Right.VIEW) -> QuerySet[Problem]:
    """The items that a person may do this to, withdrawn and withheld ones included."""
    return Problem.objects.filter(reach(user, right, "inspection__", "area"))


def inspections_of(user: User, right: Right = Right.VIEW) -> QuerySet[Inspection]:
    """The inspections whose items, all of them or those of an area, a person may do this to."""
    return Inspection.objects.filter(reach(user, right, ""))


def may(user: User, right: Right, problem: Problem) -> bool:
    """Whether a person may do this to this item."""
    return items_of(user, right).filter(pk=problem.pk).exists()


def role_for(user: User, right: Right, problem: Problem) -> str | None:
    """In which role a person does this to this item; None where they may not. The office's comes first."""
    for role in (Role.OFFICE, Role.APPROVER, Role.SUPERVISOR, Role.CONTACT, Role.TEAM):
        if right in RIGHTS[role] and _in_role(user, role, problem):
            return role
    return None


def _in_role(user: User, role: str, problem: Problem) -> bool:
    posts = posts_of(user)
    if role not in _roles(user, posts):
        return False
    if role in EVERYWHERE:
        return True
    condition = _any(reach_of(post, "inspection__", "area") for post in posts if post.role == role)
    return Problem.objects.filter(condition, pk=problem.pk).exists()


def _roles(user: User, posts: list[Post]) -> set[str]:
    roles = {post.role for post in posts}
    return roles | set(EVERYWHERE) if user.is_active and getattr(user, "is_superuser", False) else roles


def reach(user: User, right: Right, inspection: str, area: str | None = None) -> Q:
    """How far a right reaches, as a condition on rows that know their inspection by the path ``inspection`` and, where
    they are about one area, that area by the path ``area``. An empty Q is about every row there is."""
    posts = posts_of(user)
    if any(right in RIGHTS[role] for role in _roles(user, posts) & set(EVERYWHERE)):
        return Q()
    return _any(reach_of(post, inspection, area) for post in posts if right in RIGHTS[post.role])


def _any(conditions: Iterable[Q]) -> Q:
    """Nothing where there is no condition."""
    whole = Q(pk__in=[])
    for condition in conditions:
        whole |= condition
    return whole


def reach_of(post: Post, inspection: str, area: str | None = None) -> Q:
    """The items, or the inspections where ``area`` is None, that a post is about."""
    if post.role == Role.TEAM:
        # A team's work ends with its round, on the day that it is closed.
        closed = f"{inspection}round__closed_on"
        is_open = Q(**{closed: None}) | Q(**{f"{closed}__gt": timezone.localdate()})
        return is_open & Q(**{f"{inspection}round": post.round_id, f"{inspection}team": post.team})
    reach = Q(**{f"{inspection}unit": post.unit_id})
    return reach & Q(**{area: post.area}) if area and post.area else reach
