"""From loading to following: what is left to check, and taking up many inspections in one act."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from rectify.ledger.models import Doubt, Handling, Inspection
from tests.ledger.build import a_problem, an_inspection
from tests.ledger.desk.conftest import bulk, page_of
from tests.ledger.desk.test_saying_it import TEXT
from tests.ledger.uploads.hand_in import confirm, hand_in, look, upload_of
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> list[Inspection]:
    found = [an_inspection("hei", "黑山区"), an_inspection("lan", "蓝田镇")]
    for inspection in found:
        a_problem(inspection, status_="in_progress")
    return found


def test_inspections_are_followed_many_at_once_and_it_is_recorded(cast: Cast, browser, two: list[Inspection]) -> None:
    answer = bulk(browser(cast.office), "inspection", "follow_chosen", [*two, cast.inspection])
    assert "2 个事项进入督办" in answer.content.decode()
    assert Handling.objects.filter(problem__inspection__in=two).count() == 2
    entries = LogEntry.objects.filter(user=cast.office)
    assert sorted(entry.object_id for entry in entries) == sorted(str(inspection.pk) for inspection in two)
    assert {entry.get_change_message() for entry in entries} == {"已修改由本机构督办。"}
    again = bulk(browser(cast.office), "inspection", "follow_chosen", two)
    assert "所选的都已由本机构督办" in again.content.decode()


@pytest.mark.parametrize("who", ["contact", "team", "supervisor", "approver"])
def test_only_the_office_takes_inspections_up(cast: Cast, browser, two: list[Inspection], who: str) -> None:
    bulk(browser(getattr(cast, who)), "inspection", "follow_chosen", two)
    assert not Inspection.objects.filter(pk__in=[row.pk for row in two], followed=True).exists()


def test_the_page_of_a_load_leads_to_its_doubts_and_takes_it_up(cast: Cast, browser) -> None:
    client = browser(cast.office)
    upload = confirm(client, upload_of(hand_in(client, ("a.txt", TEXT))))
    inspection = upload.inspections.get()
    Doubt.objects.all().delete()
    Doubt.objects.create(inspection=inspection, kind="no_measures", reason="没有找到", key="one")
    page = look(client, upload)
    listed = (
        f"{reverse('admin:ledger_doubt_changelist')}?settled_at__isempty=1&amp;inspection__id__exact={inspection.pk}"
    )
    assert listed in page
    assert "待核事项 1" in page
    assert client.get(listed.replace("&amp;", "&")).context["cl"].queryset.count() == 1
    assert f'name="_selected_action" value="{inspection.pk}"' in page
    bulk(client, "inspection", "follow_chosen", [inspection])
    assert "_selected_action" not in look(client, upload)


def test_an_item_that_nobody_follows_leads_to_where_it_is_taken_up(cast: Cast, browser, two: list[Inspection]) -> None:
    problem = two[0].problems.get()
    leads_to = reverse("admin:ledger_inspection_change", args=[two[0].pk])
    assert f'<a href="{leads_to}">设为督办</a>' in browser(cast.office).get(page_of(problem)).content.decode()
