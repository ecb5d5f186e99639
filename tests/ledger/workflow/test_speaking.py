"""What readers are told by what is done at the desk: by publishing, and as honestly as it is known."""

import pytest
from django.test import Client
from django.urls import reverse

from rectify.ledger import edits, publishing
from rectify.ledger.choices import Action, Stage
from rectify.ledger.models import Change, Handling, Problem, ProblemCount, Proposal, Step
from rectify.ledger.workflow import NotAllowed, act, undo
from tests.ledger.build import a_problem
from tests.ledger.cast import a_note, in_days
from tests.ledger.workflow.conftest import Cast
from tests.ledger.workflow.test_table import an_item

pytestmark = pytest.mark.django_db


def now(problem: Problem) -> tuple[str, str]:
    problem.refresh_from_db()
    return problem.status, problem.status_by


def test_signing_off_is_public_at_once_by_who_may_publish(cast: Cast) -> None:
    problem = an_item(cast, "checked")
    act([problem], "sign_off", cast.chief, note="内部：照片齐全", public_note="现场核查属实。")
    assert now(problem) == ("completed", "office")
    statement = problem.statements.get(by="office")
    assert (statement.note, statement.made_by) == ("现场核查属实。", cast.chief)
    assert Proposal.objects.get().decision == "published"


def test_signing_off_waits_for_an_approver_otherwise(cast: Cast) -> None:
    problem = an_item(cast, "checked")
    acted = act([problem], "sign_off", cast.office)
    assert (acted.n_waiting, now(problem)) == (1, ("in_progress", "report"))
    assert Handling.objects.get(problem=problem).stage == Stage.SIGNED_OFF
    assert publishing.publish(acted.proposals, cast.approver) == 1
    assert now(problem) == ("completed", "office")
    proposal = Proposal.objects.get()
    assert (proposal.proposed_by, proposal.decided_by) == (cast.office, cast.approver)


def test_only_an_approver_decides(cast: Cast) -> None:
    problem = an_item(cast, "checked")
    acted = act([problem], "sign_off", cast.office)
    for somebody in (cast.office, cast.contact, cast.supervisor, cast.team, cast.stranger):
        with pytest.raises(NotAllowed):
            publishing.publish(acted.proposals, somebody)
        with pytest.raises(NotAllowed):
            publishing.refuse(acted.proposals, somebody, "不")
    with pytest.raises(NotAllowed):
        publishing.refuse(acted.proposals, cast.approver, " ")
    assert publishing.refuse(acted.proposals, cast.approver, "材料不全") == 1
    assert publishing.publish(acted.proposals, cast.approver) == 0
    assert now(problem) == ("in_progress", "report")


def test_a_units_word_waits_and_puts_nothing_in_force(cast: Cast) -> None:
    problem = an_item(cast, "working")
    act([problem], "submit", cast.contact, note="内部说明", progress="completed", public_note="制度已印发。")
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.status, proposal.note, proposal.decision) == (
        "unit_word", "completed", "制度已印发。", "waiting",
    )  # fmt: skip
    assert not problem.statements.filter(by="unit").exists()
    publishing.publish([proposal], cast.approver)
    assert problem.statements.get(by="unit").note == "制度已印发。"
    assert now(problem) == ("in_progress", "report")
    assert not Change.objects.exists()


def test_an_extension_keeps_the_old_time_limit_and_moves_the_public_one(cast: Cast) -> None:
    problem = an_item(cast, "working")
    act([problem], "ask_extension", cast.contact, note="资金未到", deadline=in_days(60))
    act([problem], "grant_extension", cast.chief)
    handling = Handling.objects.get(problem=problem)
    assert (handling.deadline, handling.is_extended, handling.extension_asked) == (in_days(60), True, None)
    step = Step.objects.get(action=Action.GRANT_EXTENSION)
    assert (step.old_deadline, step.new_deadline, step.actor) == (in_days(5), in_days(60), cast.chief)
    problem.refresh_from_db()
    assert (problem.deadline, problem.status, problem.status_by) == (in_days(60), "in_progress", "report")


def test_a_granted_time_limit_holds_while_it_waits_to_be_public(cast: Cast) -> None:
    problem = an_item(cast, "working")
    act([problem], "grant_extension", cast.office, deadline=in_days(60))
    edits.set_office_word([problem], cast.chief, status_="phased", keep_deadline=True)
    assert Handling.objects.get(problem=problem).deadline == in_days(60)


def test_the_time_limit_at_the_desk_follows_the_public_one(cast: Cast) -> None:
    problem = an_item(cast, "working")
    edits.set_office_word([problem], cast.chief, deadline=in_days(40))
    assert Handling.objects.get(problem=problem).deadline == in_days(40)


@pytest.mark.parametrize(
    ("before", "after"), [("in_progress", "in_progress"), ("completed", "not_done"), ("", "unstated")]
)
def test_closing_without_rectification_never_counts_as_completed(cast: Cast, before: str, after: str) -> None:
    problem = a_problem(cast.inspection, status_=before)
    act([problem], "close", cast.chief, note="职能已划转其他单位。")
    assert now(problem)[0] == after
    assert problem.statements.get(by="office").note == "未整改办结：职能已划转其他单位。"


def test_a_relapse_is_said(cast: Cast) -> None:
    problem = an_item(cast, "checked", "completed_ongoing")
    act([problem], "sign_off", cast.chief, look_again_on=in_days(100))
    assert now(problem) == ("completed_ongoing", "office")
    act([problem], "recheck_relapsed", cast.chief, note="问题反弹")
    assert now(problem) == ("in_progress", "office")


def test_withholding_needs_a_reason_that_is_approved_and_leaves_the_counts(cast: Cast) -> None:
    problem = an_item(cast, "working")
    (proposal,) = edits.withhold([problem], cast.office, "涉及未公开案件")
    assert Problem.objects.public().count() == 1
    publishing.publish([proposal], cast.approver)
    assert not Problem.objects.public().exists()
    assert not ProblemCount.objects.exists()
    edits.release([Problem.objects.get()], cast.chief, "案件已公开")
    assert ProblemCount.objects.get().n == 1
    assert list(Change.objects.order_by("pk").values_list("field", "old", "new", "reason")) == [
        ("withheld", "", "withheld", "涉及未公开案件"),
        ("withheld", "withheld", "", "案件已公开"),
    ]


def test_a_newer_word_takes_the_place_of_one_that_waits(cast: Cast) -> None:
    problem = an_item(cast, "checked")
    edits.set_office_word([problem], cast.office, status_="phased")
    act([problem], "sign_off", cast.chief)
    assert list(Proposal.objects.order_by("pk").values_list("decision", flat=True)) == ["taken_back", "published"]
    assert now(problem) == ("completed", "office")


def test_evidence_becomes_public_by_approval_and_not_once_withdrawn(cast: Cast) -> None:
    problem = an_item(cast, "working")
    kept, withdrawn = a_note(problem, cast.contact), a_note(problem, cast.contact)
    proposals = [publishing.propose("evidence", actor=cast.contact, evidence=e) for e in (kept, withdrawn)]
    type(kept).objects.filter(pk=withdrawn.pk).update(withdrawn_at=kept.added_at)
    assert publishing.publish(proposals, cast.approver) == 1
    kept.refresh_from_db()
    withdrawn.refresh_from_db()
    assert kept.published_at
    assert withdrawn.published_at is None


def test_nobody_proposes_what_is_not_theirs(cast: Cast) -> None:
    problem = an_item(cast, "working")
    for kind, somebody in [
        ("statement", cast.contact), ("statement", cast.approver), ("unit_word", cast.office),
        ("unit_word", cast.stranger), ("withhold", cast.contact), ("withhold", cast.supervisor), ("label", cast.team),
    ]:  # fmt: skip
        with pytest.raises(NotAllowed):
            publishing.propose(kind, actor=somebody, problem=problem, status="completed")
    assert not Proposal.objects.exists()


def test_whoever_proposed_takes_it_back_while_it_waits(cast: Cast) -> None:
    problem = an_item(cast, "working")
    mine = publishing.propose("unit_word", actor=cast.contact, problem=problem, note="写错了")
    with pytest.raises(NotAllowed):
        publishing.take_back(mine, cast.stranger)
    publishing.take_back(mine, cast.contact)
    with pytest.raises(NotAllowed, match="已撤销"):
        publishing.take_back(mine, cast.contact)
    assert publishing.publish([mine], cast.approver) == 0


def signed_off_and_opened_again(cast: Cast) -> tuple[Problem, Proposal, Proposal]:
    """An item with the words of both acts waiting, the older one first."""
    problem = an_item(cast, "checked")
    (older,) = act([problem], "sign_off", cast.office).proposals
    (newer,) = act([problem], "reopen", cast.office, note="又有反映").proposals
    return problem, older, newer


def test_an_older_word_is_not_published_before_a_newer_one_is_decided(cast: Cast) -> None:
    problem, older, newer = signed_off_and_opened_again(cast)
    with pytest.raises(NotAllowed, match="更新的内容"):
        publishing.publish([older], cast.approver)
    other = act([an_item(cast, "checked")], "sign_off", cast.office).proposals
    assert publishing.publish([older, *other], cast.approver) == 1
    assert publishing.publish([older, newer], cast.approver) == 2
    assert now(problem) == ("in_progress", "office")


def test_a_newer_word_that_is_refused_takes_the_older_along(cast: Cast) -> None:
    problem, older, newer = signed_off_and_opened_again(cast)
    publishing.refuse([newer], cast.approver, "再核实")
    assert publishing.publish([older], cast.approver) == 0
    older.refresh_from_db()
    assert (older.decision, now(problem)) == ("taken_back", ("in_progress", "report"))


def test_a_newer_word_that_is_taken_back_leaves_the_older_to_be_decided(cast: Cast) -> None:
    problem, older, newer = signed_off_and_opened_again(cast)
    undo(newer.batch, cast.office, "点错了")
    assert publishing.publish([older], cast.approver) == 1
    assert (now(problem)[0], Handling.objects.get(problem=problem).stage) == ("completed", Stage.SIGNED_OFF)


def test_what_a_unit_would_tell_readers_goes_when_the_item_is_sent_back(cast: Cast) -> None:
    problem, other = an_item(cast, "working"), an_item(cast, "working")
    act([problem, other], "submit", cast.contact, note="好了", progress="completed", public_note="已全部完成。")
    act([problem], "send_back", cast.supervisor, note="不实")
    assert publishing.publish(Proposal.objects.all(), cast.approver) == 1
    assert list(Proposal.objects.order_by("pk").values_list("decision", flat=True)) == ["taken_back", "published"]
    assert not problem.statements.filter(by="unit").exists()


def test_the_queue_and_the_page_that_asks_say_where_the_item_stands(cast: Cast, client: Client) -> None:
    problem = an_item(cast, "sent_back")
    evidence = publishing.propose("evidence", actor=cast.contact, evidence=problem.evidence.get())
    client.force_login(cast.approver)
    address = reverse("admin:ledger_proposal_changelist")
    listed = client.get(address).content.decode().split('id="result_list"')[1]
    asked = client.post(address, {"action": "publish", "_selected_action": [evidence.pk]}).content.decode()
    assert "已退回" in listed
    assert "已退回" in asked


def test_one_by_one_too_the_newer_word_is_decided_first(cast: Cast, client: Client) -> None:
    _problem, older, newer = signed_off_and_opened_again(cast)
    client.force_login(cast.approver)
    page = reverse("admin:ledger_proposal_decide", args=[older.pk, "publish"])
    assert "请先审批较新的" in client.post(page, {"reason": ""}, follow=True).content.decode()
    data = {"action": "publish", "confirmed": "1", "_selected_action": [older.pk]}
    listed = client.post(reverse("admin:ledger_proposal_changelist"), data, follow=True).content.decode()
    assert "请先审批较新的" in listed
    client.post(page, {"reason": ""})
    assert set(Proposal.objects.filter(pk__in=[older.pk, newer.pk]).values_list("decision", flat=True)) == {"waiting"}
