"""One item at a time from its row in the list: what can be done stands there, and the list is there again afterwards."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from rectify.ledger.models import Step
from tests.ledger.build import a_problem
from tests.ledger.desk.conftest import page_of
from tests.ledger.workflow.conftest import Cast
from tests.ledger.workflow.test_table import an_item

pytestmark = pytest.mark.django_db
LIST = reverse("admin:ledger_problem_changelist")


def offered(client: Client, query: str = "") -> dict[str, str]:
    """What the rows offer: label → address."""
    text = client.get(f"{LIST}{query}").content.decode()
    return {label: unescape(url) for url, label in re.findall(r'class="act-link" href="([^"]+)">([^<]+)<', text)}


def test_an_item_is_signed_off_from_its_row_and_the_list_comes_back_as_it_was(cast: Cast, browser) -> None:
    item, office = an_item(cast, "checked"), browser(cast.office)
    address = offered(office, "?queue=checked")["销号"]
    assert "现场核实" not in office.get(address).content.decode()
    answer = office.post(address, {"note": "现场核实"})
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}?queue=checked")
    assert Step.objects.get(problem=item).action == "sign_off"
    assert "销号" not in offered(office, "?queue=checked")


def test_each_is_offered_what_the_item_s_own_page_offers(cast: Cast, browser) -> None:
    for stage in ("working", "submitted", "checked", "watched", "signed_off"):
        item = an_item(cast, stage)
        for who in ("office", "chief", "approver", "team", "contact", "supervisor"):
            client = browser(getattr(cast, who))
            on_page = [form.action.label for form in client.get(page_of(item)).context["action_forms"]]
            in_row = offered(client, f"?handling__stage__exact={stage}")
            assert list(in_row) == [label for label in on_page if label != "批注"], (stage, who)


def test_nothing_is_offered_where_nobody_follows(cast: Cast, browser) -> None:
    cast.inspection.followed = False
    cast.inspection.save()
    a_problem(cast.inspection)
    assert offered(browser(cast.office)) == {}


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "/../../", "%0d%0aSet-Cookie:x=1", "q=档案&queue=checked"]
)
def test_the_way_back_leads_to_the_list_and_nowhere_else(cast: Cast, browser, back: str) -> None:
    item = an_item(cast, "checked")
    address = reverse("admin:ledger_problem_act", args=[item.pk, "comment"])
    answer = browser(cast.office).post(f"{address}?list={back}", {"note": "看过"})
    assert answer.status_code == 302
    assert answer["Location"].partition("?")[0] == LIST
    assert "Set-Cookie:x" not in answer.headers.values()


def test_offering_costs_the_same_for_one_row_as_for_many(cast: Cast, browser, django_assert_max_num_queries) -> None:
    for _ in range(20):
        an_item(cast, "checked")
    office = browser(cast.office)
    with django_assert_max_num_queries(12):
        office.get(LIST)
