"""Whatever stands in an address, a page answers with a page and a data form with 400: never an error of ours."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pages.lists.conftest import SmallLedger

LISTS = ("units", "problems", "measures")
BAD = [
    "q=" + "问" * 20_000,
    "q=%00",
    "q=a%00b&unit=%00&place=%00&team=a%00&round=%00&topic=%00",
    "q=%22%27)(*%3A%5E%20OR%20NEAR(1%202)%20%2D%2D",
    "q=%26%20%7C%20%21%20%3C-%3E",
    "q=%F0%A0%80%80%ED%A0%80",
    "status=%FF%FE&area=%C3%28",
    "&".join(f"unit=u{n}" for n in range(3000)),
    "&".join(f"place=p{n}" for n in range(3000)),
    "deadline=2020-13&deadline=0000&deadline=99999&deadline=2020-Q9&deadline=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%90",
    "deadline=9999&deadline_from=9999-12-31&deadline_to=0001-01-01",
    "deadline_from=2020-02-30&deadline_to=x",
    "after=1&before=2",
    "after=99999999999999999999~1",
    "after=9223372036854775807~9223372036854775807",
    "after=-1~-1",
    "before=~",
    "after=%D9%A1~1",
    "sort=deadline&after=2020-01-01~x",
    "sort=deadline&after=0000-00-00~1",
    "sort=-changed&after=2020-01-01T00:00:00~1",
    "sort=-changed&after=9999-12-31T23:59:59%2B00:00~1",
    "sort=-changed&after=0001-01-01T00:00:00%2B14:00~3",
    "sort=-changed&before=9999-12-31T23:59:59-14:00~3",
    "sort=-rate&after=~1&unit_kind=county",
    "sort=-problems&before=5~5",
    "sort=%00&after=%00",
    "a[]=1&unit[$ne]=1&__proto__=1",
    "team=" + "组" * 5000,
    "q=x&status=completed&status=%00&evidence=maybe&doubts=2&by=god",
]


@pytest.mark.parametrize("query", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("name", LISTS)
def test_a_page_answers_and_a_data_form_refuses(client: Client, ledger: SmallLedger, name: str, query: str) -> None:
    assert client.get(f"/{name}/?{query}").status_code in (200, 302)
    for form in ("csv", "json", "xlsx"):
        response = client.get(f"/{name}.{form}?{query}")
        assert response.status_code in (200, 400)
        response.getvalue() if response.status_code == 200 else None


def test_ten_thousand_values_are_refused(client: Client, ledger: SmallLedger) -> None:
    query = "&".join(f"status=s{n}" for n in range(10_000))
    assert client.get(f"/problems/?{query}").status_code == 400


@given(
    parameters=st.dictionaries(
        st.sampled_from(
            ["q", "status", "unit", "place", "deadline", "deadline_from", "sort", "after", "before", "topic"]
        ),
        st.text(max_size=40),
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_any_text_is_answered(ledger: SmallLedger, parameters: dict[str, str]) -> None:
    assert Client().get("/problems/", parameters).status_code in (200, 302)


@pytest.mark.parametrize("query", ["status=nonsense", "sort=beauty", "after=x", "deadline_from=x", "q=！"])
def test_data_forms_name_what_they_refuse(client: Client, ledger: SmallLedger, query: str) -> None:
    response = client.get(f"/problems.json?{query}")
    assert response.status_code == 400
    assert len(response.json()["errors"]) == 1


def test_text_from_the_address_is_shown_as_text(client: Client, ledger: SmallLedger) -> None:
    page = client.get("/problems/", {"q": "<script>alert(1)</script>", "team": "<img src=x>"}).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
