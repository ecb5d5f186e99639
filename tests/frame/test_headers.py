"""What every answer carries, whatever the page."""

import base64
import hashlib
import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def policy_of(response):
    return dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))


def test_the_policy_allows_one_script_in_the_page_and_nothing_from_elsewhere(client):
    policy = policy_of(client.get(reverse("admin:login")))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    (script,) = re.findall(r"<script>(.*?)</script>", client.get(reverse("about")).content.decode(), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy["script-src"] == f"'self' 'sha256-{digest}'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in str(policy)
    assert "http" not in str(policy)


def test_answers_cannot_be_framed_sniffed_or_leak_addresses(client):
    response = client.get(reverse("admin:login"))
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_missing_page_carries_them_too(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert policy_of(response)["default-src"] == "'none'"


def test_an_unknown_host_is_refused(client):
    assert client.get(reverse("admin:login"), headers={"host": "elsewhere.example"}).status_code == 400


def test_the_interface_is_chinese_unless_english_is_chosen(client):
    assert client.get(reverse("admin:login"))["Content-Language"] == "zh-hans"
    answer = client.post(reverse("set_language"), {"language": "en", "next": reverse("admin:login")})
    assert answer.status_code == 302
    assert client.get(answer["Location"])["Content-Language"] == "en"


def test_choosing_a_language_never_leads_elsewhere(client):
    answer = client.post(reverse("set_language"), {"language": "en", "next": "https://elsewhere.example/"})
    assert "elsewhere" not in answer["Location"]


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    """Also for a visitor who takes it compressed, which hides its length by random padding."""
    headers = {"accept-encoding": "gzip"}
    first = client.get(reverse("about"), headers=headers)
    assert first.status_code == 200
    assert first["Content-Encoding"] == "gzip"
    again = client.get(reverse("about"), headers=headers | {"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_reading_a_page_leaves_no_cookie(client):
    assert client.get(reverse("about")).cookies == {}
