"""What no page offers and anybody can send: answered plainly, never by a failure."""

import pytest
from django.test import Client

from tests.ledger.build import a_problem
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db

HUGE = "9" * 25
#: What a key, or a word that is looked for, can be at its oddest.
ODD = ("abc", HUGE, "%00", "-1", "²")
LIST, REPORTS = "/admin/ledger/problem/", "/admin/reports/"


@pytest.fixture
def chief(cast: Cast, browser) -> Client:
    a_problem(cast.inspection)
    return browser(cast.chief)


def answered(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (200, 302, 400), address
    if answer.status_code == 302:
        assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_address_is_answered(chief: Client, odd: str) -> None:
    for address in (
        f"/admin/ledger/letter/add/?problems={odd}",
        f"/admin/ledger/letter/add/?problems=1,{odd}&inspection={odd}",
        f"/admin/ledger/evaluation/add/?inspection={odd}",
        f"/admin/ledger/inspection/add/?unit={odd}&round={odd}",
        f"{REPORTS}lists.xlsx?unit={odd}",
        f"{REPORTS}lists.xlsx?round={odd}",
        f"{REPORTS}progress/?round={odd}",
        f"{LIST}?unit={odd}",
        f"{LIST}?id__in={odd}",
        f"{LIST}?id__gt={odd}",
        f"{LIST}?status__exact={odd}",
        f"{LIST}?q={odd}",
        f"/admin/ledger/unit/?q={odd}",
        f"/admin/autocomplete/?app_label=ledger&model_name=inspection&field_name=unit&term={odd}",
    ):
        answered(chief, address)


@pytest.mark.parametrize(
    "query", ["problem/?status__regex=(", "problem/?label__iregex=(a%2B)%2B$", "change/?at__year=9999"]
)
def test_a_filter_that_no_database_can_follow_is_answered(chief: Client, query: str) -> None:
    answered(chief, f"/admin/ledger/{query}")


@pytest.mark.parametrize("odd", ["abc", HUGE, "\0", "-1", "²"])
def test_an_odd_form_is_answered(chief: Client, odd: str) -> None:
    forms = {
        "/admin/ledger/letter/add/": {"kind": "reminder", "problems": [odd]},
        "/admin/ledger/evaluation/add/": {"inspection": odd, "scheme": "办法", "grade": "好"},
        "/admin/ledger/inspection/add/": {"unit": odd, "round": odd},
        "/admin/ledger/upload/add/": {"unit": odd, "round": odd, "text": "通报"},
    }
    for address, data in forms.items():
        assert chief.post(address, data).status_code in (200, 400), address


@pytest.mark.parametrize("odd", ["abc", HUGE, "\0", "²"])
def test_what_cannot_be_chosen_is_not(chief: Client, odd: str) -> None:
    for address, action in ((LIST, "do_comment"), (LIST, "write_letter"), ("/admin/ledger/evaluation/", "publish")):
        data = {"action": action, "_selected_action": [odd], "confirmed": "1", "note": "看过"}
        assert chief.post(address, data).status_code == 302


def test_a_queue_that_there_is_not_lists_nothing_and_says_so(chief: Client) -> None:
    page = chief.get(f"{LIST}?queue=nonsense")
    assert page.context["cl"].queryset.count() == 0
    assert "没有这样的办理队列" in page.content.decode()


def test_only_a_narrowed_list_offers_to_show_all(chief: Client) -> None:
    assert "显示全部" not in chief.get(f"{LIST}?o=1").content.decode()
    for query in ("q=学习", "queue=overdue", "kind__exact=problem"):
        assert "显示全部" in chief.get(f"{LIST}?{query}").content.decode()
