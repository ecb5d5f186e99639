"""整改成效评估 at the desk: rows that are added, never rewritten; readers see one once it is published."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from rectify.ledger.models import Evaluation, Post, Proposal
from tests.ledger.reminders.people import a_person, followed

pytestmark = pytest.mark.django_db
LIST = "/admin/ledger/evaluation/"


@pytest.fixture
def office(client):
    user = a_person("office", "office")
    client.force_login(user)
    return user


def an_evaluation(inspection, user, **fields) -> Evaluation:
    values = {"scheme": "百分制", "grade": "良好", "evaluated_on": date(2026, 3, 1), "made_by": user}
    return Evaluation.objects.create(inspection=inspection, **values | fields)


def add(client, inspection, **fields):
    data = {"inspection": inspection.pk, "scheme": "百分制", "grade": "", "score": "", "full_score": "100",
            "satisfaction": "", "evaluated_on": "2026-03-01", "note": ""}  # fmt: skip
    return client.post(LIST + "add/", data | fields)


def act(client, action, *rows, **fields):
    return client.post(LIST, {"action": action, "_selected_action": [row.pk for row in rows], **fields}, follow=True)


def test_a_judgement_is_added_and_never_rewritten(client, office):
    inspection = followed()
    assert add(client, inspection, grade="良好", score="86.5", satisfaction="92.3").status_code == 302
    row = Evaluation.objects.get()
    assert (row.made_by, row.published_at) == (office, None)
    page = reverse("admin:ledger_evaluation_change", args=[row.pk])
    assert "86.5 / 100" in client.get(LIST).content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page, {"grade": "优秀"}).status_code == 403
    row.refresh_from_db()
    assert row.grade == "良好"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "__all__"),
        ({"score": "101"}, "score"),
        ({"score": "-1"}, "score"),
        ({"score": "1", "full_score": "0"}, "full_score"),
        ({"grade": "好", "satisfaction": "100.5"}, "satisfaction"),
        ({"grade": "好", "evaluated_on": "2999-01-01"}, "evaluated_on"),
    ],
)
def test_what_cannot_be_is_told(client, office, fields, wrong):
    response = add(client, followed(), **fields)
    assert set(response.context["adminform"].form.errors) == {wrong}
    assert not Evaluation.objects.exists()


def test_publishing_waits_for_the_approver_and_is_asked_for_once(client, office):
    row = an_evaluation(followed(), office)
    assert "缘由" in act(client, "publish", row).content.decode()
    assert not Proposal.objects.exists()
    act(client, "publish", row, confirmed="1", reason="评估已经审定")
    again = act(client, "publish", row, confirmed="1", reason="再提一次")
    assert "正在等待审批" in again.content.decode()
    proposal = Proposal.objects.get()
    row.refresh_from_db()
    assert (proposal.decision, proposal.reason, row.published_at) == ("waiting", "评估已经审定", None)


def test_who_may_publish_publishes_at_once(client, office):
    Post.objects.create(user=office, role="approver")
    row = an_evaluation(followed(), office)
    act(client, "publish", row, confirmed="1", reason="评估已经审定")
    row.refresh_from_db()
    assert row.published_at


def test_withdrawing_keeps_the_row_and_a_published_one_needs_the_approver(client, office):
    inspection = followed()
    row, shown = an_evaluation(inspection, office), an_evaluation(inspection, office, published_at=timezone.now())
    answer = act(client, "withdraw", row, shown, confirmed="1", reason="算错了")
    assert "须由兼任公开审批人的工作人员撤回" in answer.content.decode()
    row.refresh_from_db()
    shown.refresh_from_db()
    assert row.withdrawn_at
    assert not shown.withdrawn_at
    Post.objects.create(user=office, role="approver")
    act(client, "withdraw", shown, confirmed="1", reason="算错了")
    shown.refresh_from_db()
    assert shown.withdrawn_at
    assert Evaluation.objects.count() == 2


def test_a_contact_sees_only_what_is_published_of_their_own_unit(client):
    office = a_person("office", "office")
    here, there = followed(), followed("baisha", "白沙区")
    internal, shown = an_evaluation(here, office), an_evaluation(here, office, published_at=timezone.now())
    other = an_evaluation(there, office, published_at=timezone.now())
    client.force_login(a_person("contact", "contact", unit=here.unit))
    assert list(client.get(LIST).context["cl"].queryset) == [shown]
    for hidden in (internal, other):
        assert client.get(reverse("admin:ledger_evaluation_change", args=[hidden.pk])).status_code in (302, 404)
    assert add(client, here, grade="优秀").status_code == 403
    act(client, "publish", shown, confirmed="1", reason="我自己来")
    assert not Proposal.objects.exists()


def test_a_team_and_a_supervisor_read_internal_ones_of_their_units(client):
    office = a_person("office", "office")
    inspection = followed(team="第一巡视组")
    row = an_evaluation(inspection, office)
    an_evaluation(followed("baisha", "白沙区"), office)
    for user in (
        a_person("team", "team", round=inspection.round, team="第一巡视组"),
        a_person("supervisor", "supervisor", unit=inspection.unit),
    ):
        client.force_login(user)
        assert list(client.get(LIST).context["cl"].queryset) == [row]
        assert client.get(LIST + "add/").status_code == 403
    client.force_login(a_person("limited", "supervisor", unit=inspection.unit, area="organization"))
    assert list(client.get(LIST).context["cl"].queryset) == []
