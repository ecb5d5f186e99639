"""Every action from every stage by everybody: what the workflow's table allows happens, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from django.db import transaction

from rectify.ledger.choices import Action, Stage, Status
from rectify.ledger.models import Handling, Problem, Step
from rectify.ledger.workflow import NotAllowed, act, follow, forecast
from tests.ledger.build import a_problem
from tests.ledger.cast import a_note, in_days
from tests.ledger.workflow.conftest import Cast

UNIT, SUPERVISOR, OFFICE, READERS = ("contact",), ("supervisor",), ("office", "chief"), ("team", "approver")
EVERYBODY = (*UNIT, *SUPERVISOR, *OFFICE, *READERS)

#: Written out a second time, by hand, from what the office wants: action → (who, {from: to}).
WANTED: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "report": (UNIT, {"working": "working", "sent_back": "sent_back"}),
    "submit": (UNIT, {"working": "submitted", "sent_back": "submitted"}),
    "check": (SUPERVISOR + OFFICE, {"submitted": "checked"}),
    "send_back": (SUPERVISOR + OFFICE, {"submitted": "sent_back", "checked": "sent_back"}),
    "sign_off": (OFFICE, {"checked": "signed_off"}),
    "recheck_kept": (OFFICE, {"watched": "watched"}),
    "recheck_relapsed": (OFFICE, {"watched": "working"}),
    "ask_extension": (UNIT, {"working": "working", "sent_back": "sent_back"}),
    "grant_extension": (OFFICE, {stage: stage for stage in ("working", "sent_back", "submitted", "checked")}),
    "refuse_extension": (OFFICE, {stage: stage for stage in ("working", "sent_back", "submitted", "checked")}),
    "close": (OFFICE, dict.fromkeys(("working", "sent_back", "submitted", "checked", "watched"), "closed")),
    "reopen": (OFFICE, {"signed_off": "working", "closed": "working"}),
    "comment": (EVERYBODY, {stage: stage for stage in Stage.values}),
}
GIVEN = {"note": "已核实", "deadline": in_days(90)}


def an_item(cast: Cast, stage: str, progress: str = Status.COMPLETED) -> Problem:
    """An item that stands in this stage, with everything that some action may need."""
    problem = a_problem(cast.inspection, status_="in_progress", deadline=in_days(5))
    follow([cast.inspection.pk])
    Handling.objects.filter(problem=problem).update(
        stage=stage, progress=progress, extension_asked=in_days(60), look_again_on=in_days(10)
    )
    a_note(problem, cast.contact)
    return problem


def given(action: str) -> dict[str, object]:
    dated = {"look_again_on": in_days(180)} if action in ("recheck_kept", "sign_off") else {}
    return GIVEN | dated


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is as if it had never been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("action", [a for a in Action.values if a != Action.UNDO])
def test_who_may_do_what_from_where(cast: Cast, action: str) -> None:
    people, ways = WANTED[action]
    items = {stage: an_item(cast, stage).pk for stage in Stage.values}
    for who, stage in product((*EVERYBODY, "stranger"), Stage.values):
        with undone():
            problem, actor = Problem.objects.get(pk=items[stage]), getattr(cast, who)
            if who in people and stage in ways:
                acted = act([problem], action, actor, **given(action))
                assert (acted.done, problem.handling.stage) == ([problem], ways[stage]), (who, stage)
                step = Step.objects.get(problem=problem)
                assert (step.action, step.old_stage, step.new_stage, step.actor) == (action, stage, ways[stage], actor)
            else:
                with pytest.raises(NotAllowed):
                    act([problem], action, actor, **given(action))
                assert not Step.objects.filter(problem=problem).exists(), (who, stage)
                assert Handling.objects.get(problem=problem).stage == stage


def test_the_table_says_all_that_is_wanted(cast: Cast) -> None:
    assert WANTED.keys() == set(Action.values) - {Action.UNDO}


@pytest.mark.parametrize(
    ("action", "stage", "fields", "says"),
    [
        ("report", "working", {"progress": "unstated"}, "请选择进展"),
        ("report", "working", {"progress": "phased"}, "倒退"),
        ("report", "working", {"progress": "completed"}, "没有变化"),
        ("submit", "working", {}, "说明"),
        ("submit", "working", {"note": "好了", "progress": "phased"}, "已完成、已完成并长期坚持"),
        ("send_back", "submitted", {}, "说明"),
        ("send_back", "submitted", {"note": "   "}, "说明"),
        ("ask_extension", "working", {"note": "资金未到"}, "新的时限"),
        ("ask_extension", "working", {"note": "资金未到", "deadline": in_days(5)}, "晚于现在的时限"),
        ("ask_extension", "working", {"note": "资金未到", "deadline": in_days(-5)}, "晚于现在的时限"),
        ("refuse_extension", "working", {}, "说明"),
        ("close", "working", {}, "说明"),
        ("reopen", "signed_off", {}, "说明"),
        ("reopen", "signed_off", {"note": "反弹", "deadline": in_days(0)}, "晚于今天"),
        ("recheck_kept", "watched", {"look_again_on": in_days(0)}, "晚于今天"),
        ("recheck_relapsed", "watched", {}, "说明"),
        ("comment", "working", {}, "说明"),
        ("sign_off", "working", {"note": "好"}, "整改中"),
    ],
)
def test_what_is_missing_is_said(cast: Cast, action: str, stage: str, fields: dict[str, object], says: str) -> None:
    problem = an_item(cast, stage)
    actor = cast.contact if action in ("report", "submit", "ask_extension") else cast.office
    with pytest.raises(NotAllowed, match=says):
        act([problem], action, actor, **fields)
    assert not Step.objects.exists()


@pytest.mark.parametrize(("action", "stage"), [("submit", "working"), ("check", "submitted"), ("sign_off", "checked")])
def test_nothing_goes_on_without_evidence_that_is_not_withdrawn(cast: Cast, action: str, stage: str) -> None:
    problem = an_item(cast, stage)
    problem.evidence.update(withdrawn_at="2026-01-01T00:00Z")
    actor = cast.contact if action == "submit" else cast.office
    with pytest.raises(NotAllowed, match="佐证材料"):
        act([problem], action, actor, note="好了")
    assert forecast([problem], action, actor).passed_over


def test_a_unit_submits_on_evidence_of_its_own(cast: Cast) -> None:
    problem = an_item(cast, "working")
    problem.evidence.all().delete()
    a_note(problem, cast.office)
    with pytest.raises(NotAllowed, match="本单位的佐证材料"):
        act([problem], "submit", cast.contact, note="好了")


@pytest.mark.parametrize(
    ("stage", "action"), [("submitted", "send_back"), ("watched", "recheck_relapsed"), ("signed_off", "reopen")]
)
def test_what_was_given_back_is_submitted_again_with_something_new(cast: Cast, stage: str, action: str) -> None:
    problem = an_item(cast, stage)
    act([problem], action, cast.office, note="照片看不清", deadline=in_days(40))
    a_note(problem, cast.office)
    with pytest.raises(NotAllowed, match="没有新的佐证材料"):
        act([problem], "submit", cast.contact, note="好了")
    a_note(problem, cast.contact)
    act([problem], "submit", cast.contact, note="已换照片")
    assert Handling.objects.get(problem=problem).stage == "submitted"


def test_what_is_kept_up_needs_a_day_to_look_again(cast: Cast) -> None:
    problem = an_item(cast, "checked", Status.COMPLETED_ONGOING)
    with pytest.raises(NotAllowed, match="复查日期"):
        act([problem], "sign_off", cast.office)
    act([problem], "sign_off", cast.office, look_again_on=in_days(180))
    handling = Handling.objects.get(problem=problem)
    assert (handling.stage, handling.look_again_on) == ("watched", in_days(180))
    act([problem], "recheck_kept", cast.office)
    handling.refresh_from_db()
    assert (handling.stage, handling.look_again_on) == ("signed_off", None)


def test_an_item_of_an_inspection_that_nobody_follows_is_not_acted_on(cast: Cast) -> None:
    cast.inspection.followed = False
    problem = a_problem(cast.inspection)
    with pytest.raises(NotAllowed, match="督办"):
        act([problem], "comment", cast.office, note="看过")
    assert not Handling.objects.exists()


def test_many_at_once_pass_over_what_cannot_be_done(cast: Cast) -> None:
    ready, not_ready = an_item(cast, "checked"), an_item(cast, "working")
    acted = act([ready, not_ready], "sign_off", cast.office)
    assert acted.done == [ready]
    assert [(problem, "整改中" in why) for problem, why in acted.passed_over] == [(not_ready, True)]


def test_one_act_takes_few_queries_however_many_items(cast: Cast, django_assert_max_num_queries) -> None:
    items = [an_item(cast, "checked") for _ in range(30)]
    with django_assert_max_num_queries(60):
        assert len(act(items, "sign_off", cast.chief).done) == 30
