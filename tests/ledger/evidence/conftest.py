"""People with posts, two units with items, and a way to hand in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from rectify.ledger import people
from rectify.ledger.choices import Role
from rectify.ledger.models import Post, Problem
from tests.ledger.build import a_problem, an_inspection

HandIn = Callable[..., HttpResponse]


@pytest.fixture
def problem(db: None) -> Problem:
    return a_problem(an_inspection(team="第一组"), "巡护记录不完整", "in_progress", area="policy")


@pytest.fixture
def elsewhere(db: None) -> Problem:
    return a_problem(an_inspection("hongqiao", "红桥县"), "账目不清")


@pytest.fixture
def as_(problem: Problem, elsewhere: Problem, django_user_model: type[User]) -> Callable[[str], Client]:
    """Somebody signed in with the post of this name: a role's, "stranger" for another unit's contact, or "nobody"."""

    def sign_in(who: str) -> Client:
        user, is_new = django_user_model.objects.get_or_create(username=f"{who}-li")
        if is_new and who != "nobody":
            inspection = (elsewhere if who == "stranger" else problem).inspection
            role = Role.CONTACT if who == "stranger" else Role(who)
            about = {"unit": inspection.unit} if role in (Role.CONTACT, Role.SUPERVISOR) else {}
            about = {"round": inspection.round, "team": inspection.team} if role == Role.TEAM else about
            Post.objects.create(user=user, role=role, **about)
            people.bring_up_to_date(user)
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def hand_in(as_: Callable[[str], Client], problem: Problem) -> HandIn:
    """Hand in a file by the page that people use; returns the answer."""

    def post(data: bytes | None = None, name: str = "", who: str = "contact", **fields: object) -> HttpResponse:
        if data is not None:
            file = SimpleUploadedFile("x", data)
            # What Django makes of a name is no part of what is tried here.
            file._name = name
            fields = {"files": file, **fields}
        return as_(who).post(f"/admin/ledger/evidence/for/{problem.pk}/", fields)

    return post


@pytest.fixture
def kept(evidence_folder: Path) -> Callable[[], list[Path]]:
    """The files in the storage now."""
    return lambda: [path for path in evidence_folder.rglob("*") if path.is_file()]
