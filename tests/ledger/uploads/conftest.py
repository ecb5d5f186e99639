import pytest
from django.contrib.auth.models import User
from django.test import Client

from rectify.ledger.choices import Role
from tests.ledger.cast import a_person


@pytest.fixture
def office(db: None) -> User:
    return a_person("office", Role.OFFICE, Role.APPROVER)


@pytest.fixture
def desk(client: Client, office: User) -> Client:
    """The browser of somebody who may load."""
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    return client
