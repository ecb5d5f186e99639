"""What a file carries is told before it is published; what is withdrawn is kept."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from rectify.ledger import publishing
from rectify.ledger.choices import Role
from rectify.ledger.models import Evidence, Handling, Inspection, Post, Problem, Proposal
from rectify.ledger.workflow import follow
from tests.ledger.cast import a_person
from tests.ledger.evidence.files import document, picture


def test_whoever_publishes_is_told_what_a_picture_carries(hand_in, as_) -> None:
    answer = hand_in(picture(position=True), "现场.jpg", publish="on")
    evidence = Evidence.objects.get()
    assert answer["Location"] == f"/admin/ledger/evidence/{evidence.pk}/publish/"
    page = as_("contact").get(answer["Location"]).content.decode()
    assert "文件里还带有：拍摄地点（GPS 坐标）" in page
    assert as_("contact").post(answer["Location"]).status_code == 200
    assert not Proposal.objects.exists()
    assert as_("contact").post(answer["Location"], {"looked": "on", "reason": "群众关心"}).status_code == 302
    proposal = Proposal.objects.get()
    assert (proposal.evidence, proposal.problem, proposal.decision) == (evidence, evidence.problem, "waiting")
    assert as_("contact").get(answer["Location"]).status_code == 403
    page = as_("approver").get(f"/admin/ledger/evidence/{evidence.pk}/change/").content.decode()
    assert "拍摄地点（GPS 坐标）" in page
    assert "待审批公开" in page


def test_documents_tell_of_their_authors(hand_in, as_) -> None:
    hand_in(document(), "记录.docx")
    path = f"/admin/ledger/evidence/{Evidence.objects.get().pk}/publish/"
    assert "文件里还带有：作者姓名" in as_("contact").get(path).content.decode()


def test_an_office_that_may_approve_publishes_at_once(hand_in, as_) -> None:
    hand_in(text="巡护记录已补齐", who="office")
    Post.objects.create(user=User.objects.get(username="office-li"), role="approver")
    evidence = Evidence.objects.get()
    as_("office").post(f"/admin/ledger/evidence/{evidence.pk}/publish/", {"looked": "on"})
    evidence.refresh_from_db()
    assert evidence.published_at


def test_team_and_supervisor_propose_and_withdraw_nothing(hand_in, as_) -> None:
    hand_in(text="巡护记录已补齐")
    for who in ("team", "supervisor"):
        for page in ("publish", "withdraw"):
            path = f"/admin/ledger/evidence/{Evidence.objects.get().pk}/{page}/"
            assert as_(who).get(path).status_code == 403
            assert as_(who).post(path, {"looked": "on", "reason": "x"}).status_code == 403
    assert not Proposal.objects.exists()
    assert Evidence.objects.get().withdrawn_at is None


def test_what_is_withdrawn_stays_with_who_when_and_why(hand_in, as_, kept: Callable[[], list]) -> None:
    hand_in(picture(), "现场.jpg")
    evidence = Evidence.objects.get()
    path = f"/admin/ledger/evidence/{evidence.pk}"
    as_("contact").post(f"{path}/publish/", {"looked": "on"})
    assert as_("contact").post(f"{path}/withdraw/", {"reason": " "}).status_code == 200
    as_("contact").post(f"{path}/withdraw/", {"reason": "传错了"})
    evidence.refresh_from_db()
    assert (evidence.withdrawn_by.username, evidence.withdrawal_reason) == ("contact-li", "传错了")
    assert len(kept()) == 1
    assert Proposal.objects.get().decision == "taken_back"
    assert "传错了" in as_("office").get(f"{path}/change/").content.decode()
    assert as_("contact").post(f"{path}/withdraw/", {"reason": "再撤"}).status_code == 403
    assert as_("contact").get(f"{path}/publish/").status_code == 403


def approver(as_) -> User:
    as_("approver")
    return User.objects.get(username="approver-li")


def test_what_is_public_goes_once_that_is_approved(hand_in, as_, client: Client) -> None:
    hand_in(text="公开的材料")
    Evidence.objects.update(published_at=timezone.now())
    evidence = Evidence.objects.get()
    path = f"/admin/ledger/evidence/{evidence.pk}"
    assert "撤回须经审批" in as_("contact").get(f"{path}/withdraw/").content.decode()
    page = as_("contact").post(f"{path}/withdraw/", {"reason": "有个人信息"}, follow=True).content.decode()
    assert "审批之前仍然公开" in page
    assert "待审批撤回" in page
    assert "公开的材料" in client.get(evidence.problem.get_absolute_url()).content.decode()
    assert as_("contact").post(f"{path}/withdraw/", {"reason": "再来"}).status_code == 403
    publishing.publish(Proposal.objects.all(), approver(as_))
    assert "公开的材料" not in client.get(evidence.problem.get_absolute_url()).content.decode()
    evidence.refresh_from_db()
    assert (evidence.withdrawn_by.username, evidence.withdrawal_reason) == ("contact-li", "有个人信息")


def test_who_publishes_takes_it_from_readers_at_once(hand_in, as_) -> None:
    hand_in(text="公开的材料")
    Evidence.objects.update(published_at=timezone.now())
    client = as_("office")
    Post.objects.create(user=User.objects.get(username="office-li"), role="approver")
    path = f"/admin/ledger/evidence/{Evidence.objects.get().pk}/withdraw/"
    assert "撤回须经审批" not in client.get(path).content.decode()
    client.post(path, {"reason": "有个人信息"})
    assert Evidence.objects.get().withdrawn_at


@pytest.mark.parametrize(("stage", "may_contact"), [("submitted", False), ("signed_off", False), ("sent_back", True)])
def test_what_was_submitted_is_judged_as_it_is(hand_in, as_, problem: Problem, stage: str, may_contact: bool) -> None:
    Inspection.objects.update(followed=True)
    follow([problem.inspection_id])
    Handling.objects.update(stage=stage)
    for who, may in (("contact", may_contact), ("office", True)):
        hand_in(text="巡护记录已补齐")
        evidence = Evidence.objects.latest("pk")
        page = f"/admin/ledger/evidence/{evidence.pk}"
        assert (f"{page}/withdraw/" in as_(who).get(f"{page}/change/").content.decode()) == may
        answer = as_(who).post(f"{page}/withdraw/", {"reason": "传错了"})
        evidence.refresh_from_db()
        assert (answer.status_code, bool(evidence.withdrawn_at)) == ((302, True) if may else (403, False))


def test_a_successor_takes_back_what_the_predecessor_handed_in(hand_in, as_, problem: Problem) -> None:
    hand_in(text="前任的材料")
    Post.objects.filter(role="contact").update(ended_on=timezone.localdate())
    client = Client()
    client.force_login(a_person("xin", Role.CONTACT, inspection=problem.inspection))
    client.post(f"/admin/ledger/evidence/{Evidence.objects.get().pk}/withdraw/", {"reason": "换新的"})
    assert Evidence.objects.get().withdrawn_by.username == "xin"


def test_a_file_that_is_gone_is_not_proposed(hand_in, as_, kept: Callable[[], list]) -> None:
    hand_in(picture(), "现场.jpg")
    kept()[0].unlink()
    path = f"/admin/ledger/evidence/{Evidence.objects.get().pk}/publish/"
    assert "文件不在存储中或已损坏" in as_("contact").get(path, follow=True).content.decode()
    as_("contact").post(path, {"looked": "on"})
    assert not Proposal.objects.exists()


@pytest.fixture
def waiting(hand_in, as_) -> Proposal:
    """A picture that tells where it was taken, proposed for readers."""
    hand_in(picture(position=True), "现场.jpg")
    evidence = Evidence.objects.get()
    return publishing.propose("evidence", actor=evidence.added_by, evidence=evidence)


def test_whoever_decides_is_told_what_a_file_carries_and_says_that_they_looked(as_, waiting: Proposal) -> None:
    client, told = as_("approver"), "拍摄地点（GPS 坐标）"
    page, chosen = f"/admin/ledger/proposal/{waiting.pk}", {"_selected_action": [waiting.pk], "action": "publish"}
    assert f"文件里还带有：{told}" in client.get("/admin/ledger/proposal/").content.decode()
    assert told in client.get(f"{page}/change/").content.decode()
    assert told in client.post("/admin/ledger/proposal/", chosen).content.decode()
    for answer in (
        client.post(f"{page}/publish/", {"reason": ""}, follow=True),
        client.post("/admin/ledger/proposal/", chosen | {"confirmed": "1"}),
    ):
        assert answer.status_code == 200
        assert not Evidence.objects.get().published_at
    client.post("/admin/ledger/proposal/", chosen | {"confirmed": "1", "looked": "on"})
    assert Evidence.objects.get().published_at


def test_a_file_from_before_is_looked_at_when_its_proposal_is_opened(as_, waiting: Proposal) -> None:
    Evidence.objects.update(carries=None)
    client, page = as_("approver"), f"/admin/ledger/proposal/{waiting.pk}"
    assert "尚未核对，请打开查看" in client.get("/admin/ledger/proposal/").content.decode()
    assert "拍摄地点（GPS 坐标）" in client.get(f"{page}/change/").content.decode()
    assert Evidence.objects.get().carries == ["position"]
    client.post(f"{page}/publish/", {"looked": "on"})
    assert Evidence.objects.get().published_at


def test_nothing_is_ticked_for_what_carries_nothing(hand_in, as_) -> None:
    hand_in(text="巡护记录已补齐")
    evidence = Evidence.objects.get()
    proposal = publishing.propose("evidence", actor=evidence.added_by, evidence=evidence)
    as_("approver").post(f"/admin/ledger/proposal/{proposal.pk}/publish/", {"reason": ""})
    assert Evidence.objects.get().published_at


def test_a_contact_does_not_take_back_what_the_office_handed_in(hand_in, as_) -> None:
    hand_in(text="现场核查记录", who="office")
    path = f"/admin/ledger/evidence/{Evidence.objects.get().pk}/withdraw/"
    assert as_("contact").post(path, {"reason": "不想要"}).status_code == 403
    assert Evidence.objects.get().withdrawn_at is None


def test_the_list_is_narrowed_by_state(hand_in, as_) -> None:
    for title in ("内部的", "待批的", "撤回的"):
        hand_in(text=title)
    by_title = {evidence.title: evidence for evidence in Evidence.objects.all()}
    as_("contact").post(f"/admin/ledger/evidence/{by_title['待批的'].pk}/publish/", {"looked": "on"})
    as_("contact").post(f"/admin/ledger/evidence/{by_title['撤回的'].pk}/withdraw/", {"reason": "错"})
    for state, title in (("internal", "内部的"), ("waiting", "待批的"), ("withdrawn", "撤回的"), ("public", None)):
        rows = as_("office").get(f"/admin/ledger/evidence/?state={state}").context["cl"].result_list
        assert [row.title for row in rows] == ([title] if title else [])


def test_nobody_deletes_or_rewrites_evidence(hand_in, as_) -> None:
    hand_in(text="巡护记录已补齐")
    pk = Evidence.objects.get().pk
    for who in ("contact", "office"):
        assert as_(who).post(f"/admin/ledger/evidence/{pk}/delete/", {"post": "yes"}).status_code in (302, 403)
        assert as_(who).post(f"/admin/ledger/evidence/{pk}/change/", {"title": "改过"}).status_code in (200, 403)
        assert as_(who).get("/admin/ledger/evidence/add/").status_code == 403
    assert Evidence.objects.get().title == "巡护记录已补齐"
