"""Everybody at the desk, each signed in to a browser of their own."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from rectify.ledger.models import Problem
from tests.ledger.workflow.conftest import Cast, cast

__all__ = ["Cast", "cast"]


@pytest.fixture
def browser() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def page_of(problem: Problem) -> str:
    return reverse("admin:ledger_problem_change", args=[problem.pk])


def act_on(client: Client, problem: Problem, action: str, **fields: object) -> object:
    """Fill in an action's form on the item's page and send it, as the browser would."""
    page = client.get(page_of(problem))
    form = next((f for f in page.context["action_forms"] if f.action == action), None)
    assert form is not None, f"{action} is not offered"
    data = {"token": form["token"].value(), **fields}
    return client.post(reverse("admin:ledger_problem_act", args=[problem.pk, action]), data)


def bulk(client: Client, model: str, action: str, rows: list, **fields: object) -> object:
    data = {"action": action, "_selected_action": [row.pk for row in rows], "confirmed": "1", **fields}
    return client.post(reverse(f"admin:ledger_{model}_changelist"), data, follow=True)
