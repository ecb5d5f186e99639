"""Files are handed to those who may have them, to be saved and never to be shown."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from rectify.ledger import publishing
from rectify.ledger.models import Evidence, Proposal
from tests.ledger.evidence.files import picture

NAME = "现场 巡护；记录.jpg"
DATA = picture(position=True)


@pytest.fixture
def evidence(hand_in) -> Evidence:
    hand_in(DATA, NAME)
    return Evidence.objects.get()


def body(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content)


def check_headers(response: HttpResponse) -> None:
    assert response.streaming
    assert body(response) == DATA
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert "filename*=utf-8''%E7%8E%B0%E5%9C%BA" in disposition
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("who", ["contact", "office", "team", "supervisor", "approver"])
def test_whoever_may_see_the_item_may_have_its_files(as_, evidence: Evidence, who: str) -> None:
    response = as_(who).get(f"/admin/ledger/evidence/{evidence.pk}/file/")
    assert response.status_code == 200
    check_headers(response)
    assert response["Cache-Control"].startswith("private, no-store")


def test_nobody_else_learns_that_there_is_one(as_, evidence: Evidence, client: Client) -> None:
    for page in ("file", "change", "publish", "withdraw", "history"):
        path = f"/admin/ledger/evidence/{evidence.pk}/{page}/"
        assert as_("stranger").get(path).status_code in ((302,) if page in ("change", "history") else (404,)), path
        assert as_("nobody").get(path).status_code == 302
        assert client.get(path).status_code == 302
    listing = as_("stranger").get("/admin/ledger/evidence/")
    assert NAME not in listing.content.decode()
    assert as_("stranger").get(f"/admin/ledger/evidence/?q={NAME}").context["cl"].result_count == 0
    assert client.get(f"/evidence/{evidence.pk}/").status_code == 404


def test_a_supervisor_of_another_area_sees_nothing(as_, evidence: Evidence) -> None:
    client = as_("supervisor")
    evidence.problem.inspection.unit.posts.filter(role="supervisor").update(area="organization")
    assert client.get(f"/admin/ledger/evidence/{evidence.pk}/file/").status_code == 404


def test_who_has_left_sees_nothing(as_, evidence: Evidence) -> None:
    client = as_("contact")
    evidence.problem.inspection.unit.posts.update(ended_on=timezone.localdate())
    assert client.get(f"/admin/ledger/evidence/{evidence.pk}/file/").status_code in (302, 403, 404)


def test_the_public_has_it_once_it_is_published_and_no_longer_than_that(
    as_, evidence: Evidence, client: Client
) -> None:
    path, desk = f"/evidence/{evidence.pk}/", f"/admin/ledger/evidence/{evidence.pk}"
    assert as_("contact").post(f"{desk}/publish/", {"looked": "on"}).status_code == 302
    assert client.get(path).status_code == 404
    publishing.publish(Proposal.objects.all(), approver(as_))
    response = client.get(path)
    check_headers(response)
    assert response["Cache-Control"] == "no-cache"
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get(f"{path}x").status_code == 404
    assert as_("contact").post(f"{desk}/withdraw/", {"reason": "传错了"}).status_code == 302
    assert client.get(path).status_code == 200
    publishing.publish(Proposal.objects.filter(decision="waiting"), approver(as_))
    assert client.get(path).status_code == 404
    assert body(as_("office").get(f"{desk}/file/")) == DATA


@pytest.mark.parametrize("column", ["withdrawn_at", "withheld_at"])
def test_evidence_goes_with_its_item(evidence: Evidence, client: Client, column: str) -> None:
    Evidence.objects.update(published_at=timezone.now())
    assert body(client.get(f"/evidence/{evidence.pk}/")) == DATA
    setattr(evidence.problem, column, timezone.now())
    evidence.problem.save()
    assert client.get(f"/evidence/{evidence.pk}/").status_code == 404


def test_links_and_notes_are_no_files(hand_in, as_, client: Client) -> None:
    hand_in(link="https://qingshi.example/")
    Evidence.objects.update(published_at=timezone.now())
    pk = Evidence.objects.get().pk
    assert client.get(f"/evidence/{pk}/").status_code == 404
    assert as_("office").get(f"/admin/ledger/evidence/{pk}/file/").status_code == 404


def test_a_file_that_is_gone_is_not_found_and_its_page_says_so(
    as_, evidence: Evidence, kept: Callable[[], list]
) -> None:
    kept()[0].unlink()
    assert as_("office").get(f"/admin/ledger/evidence/{evidence.pk}/file/").status_code == 404
    page = as_("office").get(f"/admin/ledger/evidence/{evidence.pk}/change/").content.decode()
    assert "文件不在存储中或已损坏" in page


def approver(as_) -> User:
    as_("approver")
    return User.objects.get(username="approver-li")
