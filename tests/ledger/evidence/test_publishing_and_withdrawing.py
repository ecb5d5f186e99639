"""What a file carries is told before it is published; what is withdrawn is kept."""

from collections.abc import Callable

from django.contrib.auth.models import User

from rectify.ledger.models import Evidence, Post, Proposal
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
