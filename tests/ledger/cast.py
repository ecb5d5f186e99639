"""People at the desk for tests, made in a line: each has a post, and the groups that follow from it."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from rectify.ledger import people
from rectify.ledger.choices import Role
from rectify.ledger.models import Evidence, Inspection, Post, Problem


def a_person(name: str, *roles: str, inspection: Inspection | None = None, area: str = "") -> User:
    """Somebody with these posts; a contact's and a supervisor's are at the inspection's unit, a team's is its team."""
    user = User.objects.create_user(name, f"{name}@example.org", "correct horse battery")
    for role in roles:
        fields: dict[str, object] = {}
        if role in (Role.CONTACT, Role.SUPERVISOR):
            fields = {"unit": inspection.unit, "area": area}
        elif role == Role.TEAM:
            fields = {"round": inspection.round, "team": inspection.team}
        Post.objects.create(user=user, role=role, **fields)
    people.bring_up_to_date(user)
    return user


def a_note(problem: Problem, user: User, **fields: object) -> Evidence:
    """Evidence in words, of the unit where it is its contact's."""
    role = Role.CONTACT if user.posts.filter(role=Role.CONTACT).exists() else Role.OFFICE
    return Evidence.objects.create(
        problem=problem, kind=Evidence.Kind.NOTE, title="说明", text="已经印发制度。", added_by=user, added_as=role,
        added_at=timezone.now(), **fields,
    )  # fmt: skip


def in_days(n: int) -> object:
    return timezone.localdate() + timedelta(days=n)
