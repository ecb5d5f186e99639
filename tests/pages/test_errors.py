"""Errors help: every one says what to do and where to go on, also without a database."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.views import defaults


def test_a_page_that_is_not_there_offers_ways_on(client: Client, db: None) -> None:
    response = client.get("/nothing/here/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "没有这个页面" in page
    assert 'action="/problems/"' in page
    assert "noindex" in page


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (defaults.bad_request, 400, "请求有误"),
        (defaults.permission_denied, 403, "没有权限"),
        (defaults.page_not_found, 404, "没有这个页面"),
    ],
)
def test_each_error_has_a_page_of_its_own(view: object, status: int, words: str) -> None:
    response = view(RequestFactory().get("/x/"), exception=Exception())
    assert response.status_code == status
    assert words in response.content.decode()


def test_a_failing_site_answers_without_its_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", None)
    response = defaults.server_error(RequestFactory().get("/x/"))
    assert response.status_code == 500
    assert "网站出错了" in response.content.decode()


def test_a_form_without_its_token_says_how_to_go_on(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()
