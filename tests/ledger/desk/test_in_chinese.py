"""What Django itself says at the desk is in Chinese, too."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.ledger.build import a_problem
from tests.ledger.desk.test_saying_it import fill_in
from tests.ledger.workflow.conftest import Cast


def test_a_short_password_is_refused_in_chinese() -> None:
    with pytest.raises(ValidationError, match="密码太短，至少要有 12 个字符。"):
        validate_password("q7")


def test_titles_and_words_for_screen_readers_are_in_chinese(cast: Cast, browser) -> None:
    client = browser(cast.office)
    problem = a_problem(cast.inspection, status_="in_progress")
    refused = fill_in(client, problem, office_status="completed", reason="").content.decode()
    assert "<title>有误：" in refused
    start = client.get(reverse("admin:index")).content.decode()
    assert not [word for word in ("Model name", "Add link", "Change or view") if word in start]
