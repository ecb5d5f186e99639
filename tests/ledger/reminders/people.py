"""A small desk for tests of reminders and reports: who takes part, and items that are followed."""

from datetime import date, timedelta

from django.contrib.auth.models import User

from rectify.ledger.handling import follow
from rectify.ledger.models import Handling, Inspection, Post, Problem
from rectify.ledger.people import bring_up_to_date
from tests.ledger.build import a_problem, an_inspection

TODAY = date(2026, 3, 2)


def a_person(name: str, role: str, email: str | None = None, **post: object) -> User:
    user = User.objects.create_user(name, f"{name}@example.org" if email is None else email, "correct horse battery")
    Post.objects.create(user=user, role=role, **post)
    bring_up_to_date(user)
    return user


def followed(unit: str = "qingshi", name: str = "青石县", **fields: object) -> Inspection:
    inspection = an_inspection(unit, name, **fields)
    inspection.followed = True
    inspection.save()
    return inspection


def an_item(inspection: Inspection, label: str, days: int | None = None, stage: str = "working", **handling) -> Problem:
    """A followed item due in so many days; its row at the desk is put where the workflow would have brought it."""
    deadline = None if days is None else TODAY + timedelta(days=days)
    problem = a_problem(inspection, label, "in_progress", deadline)
    follow([inspection.pk])
    Handling.objects.filter(problem=problem).update(stage=stage, **handling)
    return problem
