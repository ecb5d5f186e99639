"""A mistaken batch is put back, but for what was done since; nothing is erased."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from rectify.ledger import edits, publishing
from rectify.ledger.models import Handling, Problem, Proposal, Step
from rectify.ledger.workflow import NotAllowed, act, undo
from rectify.ledger.workflow.state import FIELDS, state_of
from tests.ledger.build import a_problem
from tests.ledger.cast import a_note, in_days
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db


def submitted(cast: Cast) -> Problem:
    """An item that its unit worked on and submitted, by its own steps."""
    problem = a_problem(cast.inspection, status_="in_progress", deadline=in_days(5))
    a_note(problem, cast.contact)
    act([problem], "report", cast.contact, progress="phased")
    act([problem], "ask_extension", cast.contact, note="资金未到", deadline=in_days(60))
    act([problem], "submit", cast.contact, progress="completed", note="好了")
    return problem


def checked(cast: Cast) -> Problem:
    problem = submitted(cast)
    act([problem], "check", cast.supervisor)
    return problem


def state(problem: Problem) -> dict[str, object]:
    return {name: getattr(Handling.objects.get(problem=problem), name) for name in FIELDS}


def test_a_bulk_sign_off_is_put_back_as_it_was(cast: Cast) -> None:
    problems = [checked(cast), checked(cast)]
    before = [state(problem) for problem in problems]
    acted = act(problems, "sign_off", cast.chief)
    undone = undo(acted.batch, cast.chief, "点错了")
    assert undone.done == problems
    assert [state(problem) for problem in problems] == before
    assert list(Problem.objects.values_list("status", flat=True)) == ["in_progress", "in_progress"]
    assert Step.objects.filter(action="undo", undoes__batch=acted.batch, note="点错了").count() == 2
    # What the office said stands in the item's history, and so does that it was taken back.
    assert [s.status for s in problems[0].statements.filter(by="office")] == ["", "completed"]


@pytest.mark.parametrize(
    ("action", "fields"),
    [("grant_extension", {}), ("refuse_extension", {"note": "不急"}), ("check", {}), ("send_back", {"note": "缺照片"}),
     ("close", {"note": "职能划转"})],
)  # fmt: skip
def test_each_act_is_put_back_as_it_was(cast: Cast, action: str, fields: dict[str, str]) -> None:
    problem = submitted(cast)
    before, public = state(problem), Problem.objects.values("status", "deadline").get()
    batch = act([problem], action, cast.chief, **fields).batch
    undo(batch, cast.chief, "点错了")
    assert state(problem) == before
    assert Problem.objects.values("status", "deadline").get() == public


def test_a_statement_that_waits_is_taken_back(cast: Cast) -> None:
    problem = checked(cast)
    batch = act([problem], "sign_off", cast.office).batch
    undo(batch, cast.office, "点错了")
    assert Proposal.objects.get().decision == "taken_back"
    assert not problem.statements.filter(by="office").exists()


def test_putting_back_what_is_public_waits_for_approval_too(cast: Cast) -> None:
    problem = checked(cast)
    batch = act([problem], "sign_off", cast.chief).batch
    undone = undo(batch, cast.office, "点错了")
    problem.refresh_from_db()
    assert (state(problem)["stage"], problem.status) == ("checked", "completed")
    publishing.publish(undone.proposals, cast.approver)
    problem.refresh_from_db()
    assert problem.status == "in_progress"


def test_what_came_after_is_passed_over_and_named(cast: Cast) -> None:
    later, untouched = checked(cast), checked(cast)
    batch = act([later, untouched], "sign_off", cast.chief).batch
    act([later], "reopen", cast.office, note="又有反映")
    act([untouched], "comment", cast.team, note="看过")
    undone = undo(batch, cast.chief, "点错了")
    assert undone.done == [untouched]
    ((problem, why),) = undone.passed_over
    assert problem == later
    assert "重新整改" in why
    assert "ban" in why


def test_a_batch_is_put_back_once(cast: Cast) -> None:
    problem = checked(cast)
    batch = act([problem], "sign_off", cast.chief).batch
    undone = undo(batch, cast.chief, "点错了")
    with pytest.raises(NotAllowed, match="已经撤销过"):
        undo(batch, cast.chief, "再来")
    with pytest.raises(NotAllowed, match="不能再撤销"):
        undo(undone.batch, cast.chief, "再来")
    # And the item goes on from where it was.
    act([problem], "sign_off", cast.chief)
    assert state(problem)["stage"] == "signed_off"


def test_undoing_needs_a_reason_and_the_right(cast: Cast) -> None:
    batch = act([checked(cast)], "sign_off", cast.chief).batch
    with pytest.raises(NotAllowed, match="缘由"):
        undo(batch, cast.chief, " ")
    for somebody in (cast.contact, cast.supervisor, cast.team, cast.approver, cast.stranger):
        with pytest.raises(NotAllowed):
            undo(batch, somebody, "点错了")
    with pytest.raises(NotAllowed):
        undo(uuid.uuid4(), cast.chief, "点错了")


def test_words_and_withdrawals_of_many_are_put_back(cast: Cast) -> None:
    problems = [a_problem(cast.inspection, status_="in_progress") for _ in range(3)]
    edits.set_office_word(problems[:1], cast.chief, status_="phased", deadline=in_days(30), note="过半")
    words = edits.set_office_word(problems, cast.chief, status_="completed", reason="误选")
    undo(words[0].batch, cast.chief, "误选")
    assert list(Problem.objects.values_list("status", "status_by")) == [
        ("phased", "office"), ("in_progress", "report"), ("in_progress", "report"),
    ]  # fmt: skip
    gone = edits.withdraw(problems, cast.chief, "重复")
    assert not Problem.objects.public().exists()
    undo(gone[0].batch, cast.chief, "没有重复")
    assert Problem.objects.public().count() == 3


def test_what_another_decision_withholds_stays_withheld(cast: Cast) -> None:
    problem = a_problem(cast.inspection)
    first = edits.withhold([problem], cast.office, "涉密")
    assert edits.withhold([problem], cast.office, "再来一次") == []
    second = [publishing.propose("withhold", actor=cast.office, problem=problem, reason="误选")]
    publishing.publish(first + second, cast.approver)
    assert undo(second[0].batch, cast.chief, "误选").proposals == []
    assert Problem.objects.withheld().exists()


def test_who_publishes_withholds_at_once_whatever_waits(cast: Cast) -> None:
    problem = a_problem(cast.inspection)
    edits.withhold([problem], cast.office, "涉密")
    edits.withhold([problem], cast.chief, "涉密")
    assert Problem.objects.withheld().exists()
    assert not Proposal.objects.filter(decision="waiting").exists()


def test_the_row_at_the_desk_is_what_the_steps_come_to(cast: Cast) -> None:
    from rectify.ledger.workflow.state import replay

    problem = checked(cast)
    act([problem], "grant_extension", cast.chief)
    act([problem], "sign_off", cast.chief)
    act([problem], "reopen", cast.chief, note="反弹", deadline=in_days(200))
    problem.refresh_from_db()
    assert replay(Step.objects.all(), problem.deadline) == state_of(Handling.objects.get())


def test_the_page_says_beforehand_what_stays(cast: Cast, client: Client) -> None:
    problem = a_problem(cast.inspection, status_="in_progress")
    a_note(problem, cast.contact)
    client.force_login(cast.office)
    said = act([problem], "report", cast.contact, progress="phased", public_note="已过半。")
    publishing.publish(said.proposals, cast.approver)
    act([problem], "submit", cast.contact, progress="completed", note="好了", public_note="已完成。")
    sent_back = act([problem], "send_back", cast.supervisor, note="不实")
    for batch, words in ((said.batch, "不随撤销收回：已过半。"), (sent_back.batch, "由单位再次申请公开")):
        assert words in client.get(reverse("admin:ledger_problem_undo", args=[batch])).content.decode()
    undo(sent_back.batch, cast.office, "点错了")
    assert list(problem.proposals.order_by("pk").values_list("decision", flat=True)) == ["published", "taken_back"]
