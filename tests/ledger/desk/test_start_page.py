"""The start page counts what waits for whoever opens it, and each count leads to exactly those rows."""

import pytest
from django.urls import reverse

from rectify.ledger import queues
from rectify.ledger.dates import PartialDate
from rectify.ledger.models import Handling, Inspection, Milestone, ReaderNote
from rectify.ledger.workflow import act
from tests.ledger.build import a_problem, a_report, an_inspection
from tests.ledger.cast import in_days
from tests.ledger.workflow.conftest import Cast
from tests.ledger.workflow.test_table import an_item

pytestmark = pytest.mark.django_db


def cards(client: object) -> dict[str, object]:
    return {str(card.name): card for card in client.get(reverse("admin:index")).context["cards"]}


def a_days_work(cast: Cast) -> None:
    for days in (-1, 0, 10, 11, 20, 21):
        a_problem(cast.inspection, status_="in_progress", deadline=in_days(days))
    for stage in ("submitted", "checked", "sent_back", "watched", "signed_off"):
        an_item(cast, stage)
    Handling.objects.update(extension_asked=None)
    Handling.objects.filter(stage="watched").update(look_again_on=in_days(0))
    # One of another unit, and one that nobody follows.
    a_problem(Inspection.objects.get(unit__slug="baisha"), status_="in_progress", deadline=in_days(-3))
    a_problem(an_inspection("bula", "布拉镇"), status_="in_progress", deadline=in_days(-3))


def test_each_sees_what_concerns_them_and_no_more(cast: Cast, browser) -> None:
    a_days_work(cast)
    found = {name: card.n for name, card in cards(browser(cast.office)).items()}
    assert found == {
        "已逾期": 2, "10 日内到期": 3, "20 日内到期": 5, "待审核": 1, "待销号": 1, "已退回": 1, "申请延期": 0, "待复查": 1,
        "待核事项": 0, "读者反映": 0, "已过规定时间节点": 0,
    }  # fmt: skip
    assert {name: card.n for name, card in cards(browser(cast.contact)).items()} == {
        "已逾期": 1, "10 日内到期": 3, "20 日内到期": 5, "待审核": 1, "已退回": 1, "申请延期": 0,
    }  # fmt: skip
    assert set(cards(browser(cast.approver))) == {"待审批"}
    assert cards(browser(cast.team)) == {}
    assert cards(browser(cast.stranger))["已逾期"].n == 1


@pytest.mark.parametrize("who", ["office", "contact", "supervisor", "approver", "chief", "stranger"])
def test_each_card_leads_to_exactly_what_it_counts(cast: Cast, browser, who: str) -> None:
    a_days_work(cast)
    act([an_item(cast, "checked")], "sign_off", cast.office)
    ReaderNote.objects.create(kind="error", text="数字不符")
    client = browser(getattr(cast, who))
    for name, card in cards(client).items():
        listed = client.get(card.url)
        assert listed.status_code == 200, name
        assert listed.context["cl"].result_count == card.n, name


def test_counts_stop_where_nobody_counts_on(cast: Cast, browser, monkeypatch) -> None:
    monkeypatch.setattr(queues, "MOST_COUNTED", 3)
    for _ in range(5):
        a_problem(cast.inspection, status_="in_progress", deadline=in_days(-1))
    card = cards(browser(cast.office))["已逾期"]
    assert (card.n, card.is_more, card.is_late) == (3, True, True)
    listed = browser(cast.office).get(card.url)
    assert "3 条以上" in listed.content.decode()


def test_a_long_list_is_read_on_from_its_last_row(cast: Cast, browser, monkeypatch) -> None:
    monkeypatch.setattr(queues, "MOST_COUNTED", 100)
    for _ in range(103):
        a_problem(cast.inspection)
    client, address = browser(cast.office), reverse("admin:ledger_problem_changelist")
    seen, query = [], "?p=1"
    for _ in range(5):
        page = client.get(address + query).context["cl"]
        seen += [problem.number for problem in page.result_list]
        query = page.next_stretch or ("?p=2" if query == "?p=1" else "")
        if not query:
            break
    assert seen == list(range(1, 104))
    # Another filter begins at the list's beginning again.
    stretch = client.get(address + "?after=" + str(page.result_list[0].pk)).context["cl"]
    assert "after" not in stretch.get_query_string({"status__exact": "completed"})


@pytest.mark.parametrize("query", ["after=x", "after=999999999999999999999", "after=-1", "queue=nonsense", "unit=x"])
def test_a_strange_address_is_no_error(cast: Cast, browser, query: str) -> None:
    assert browser(cast.office).get(reverse("admin:ledger_problem_changelist") + f"?{query}").status_code == 200


def test_an_inspection_past_its_day_is_told_of_until_a_report_says_it_was_kept(cast: Cast) -> None:
    inspection = cast.inspection
    inspection.feedback = PartialDate("2023-10-10")
    inspection.save()
    assert inspection in queues.past_a_milestone()
    report = a_report(inspection)
    for event in ("principal_report", "report"):
        Milestone.objects.create(inspection=inspection, event=event, done_on=PartialDate("2023-11-01"), report=report)
    assert inspection not in queues.past_a_milestone()


@pytest.mark.parametrize("feedback", ["2023", "2023-10", None])
def test_nothing_is_late_where_the_day_is_not_known(cast: Cast, feedback: str | None) -> None:
    cast.inspection.feedback = PartialDate(feedback) if feedback else None
    cast.inspection.save()
    assert cast.inspection not in queues.past_a_milestone()
