"""What tests of pages share."""

import pytest
from django.contrib.auth.models import User


@pytest.fixture
def writer(django_user_model: type[User]) -> User:
    """Somebody of the office, whose name no public page may show."""
    return django_user_model.objects.create_user("zhao-duban")
