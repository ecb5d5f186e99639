"""Counts beside the filters: what each value would leave, exact while that is cheap, a lower bound that says so else."""

import re
from collections import Counter
from datetime import date

import pytest
from django.test import Client

from rectify.pages.lists import facets
from tests.ledger.build import a_problem, an_inspection
from tests.pages.lists.conftest import SmallLedger
from tests.pages.lists.reading import choices_on, page_of


def test_a_list_counts_every_value_that_it_has(client: Client, ledger: SmallLedger) -> None:
    page = page_of(client, "/problems/")
    assert "共 5 项" in page
    assert choices_on(page, "status") == {
        "completed": "2", "completed_ongoing": "1", "in_progress": "1", "not_done": "1",
    }  # fmt: skip
    assert choices_on(page, "unit") == {"qingshi": "4", "baishi": "1"}
    assert choices_on(page, "kind") == {"problem": "4", "recommendation": "1"}
    assert choices_on(page, "deadline") == {
        "passed": "2", "overdue": "1", "dated": "2", "2024-12": "1", "2025-03": "1",
    }  # fmt: skip
    assert choices_on(page, "evidence") == {"yes": "1", "no": "1", "unknown": "3"}
    assert choices_on(page, "doubts") == {"yes": "1", "no": "4"}


@pytest.mark.parametrize(
    "query", ["unit=qingshi&status=completed", "unit=qingshi&status=completed&doubts=yes&doubts=no"]
)
def test_a_facet_in_use_counts_what_its_other_values_would_add(client: Client, ledger: SmallLedger, query: str) -> None:
    """From summary rows in the one case, from the items themselves in the other: the same counts."""
    page = page_of(client, f"/problems/?{query}")
    assert "共 2 项" in page
    assert choices_on(page, "status") == {"completed": "2", "completed_ongoing": "1", "in_progress": "1"}
    assert choices_on(page, "unit").get("qingshi") == "2"
    assert choices_on(page, "area") == {"discipline": "1", "recommendations": "1"}


def test_words_narrow_the_counts(client: Client, ledger: SmallLedger) -> None:
    page = page_of(client, "/problems/?q=问题")
    assert choices_on(page, "status") == {"completed": "1", "completed_ongoing": "1"}
    assert choices_on(page, "topic") == {}


def test_counts_of_many_items_are_lower_bounds_and_say_so(client: Client, ledger: SmallLedger, monkeypatch) -> None:
    for n in range(6):
        a_problem(ledger.qingshi, f"问题之{n}", "completed", area="policy")
    monkeypatch.setattr(facets, "SAMPLE", 3)
    monkeypatch.setattr("rectify.pages.lists.listing.PAGE_SIZE", 2)
    page = page_of(client, "/problems/?q=问题")
    assert "共 3+ 项" in page
    assert all(n.endswith("+") for n in choices_on(page, "status").values())
    # Without words the summary rows know.
    page = page_of(client, "/problems/")
    assert "共 11 项" in page
    assert choices_on(page, "status")["completed"] == "8"
    assert all(n.endswith("+") for n in choices_on(page, "evidence").values())


def test_a_facet_with_one_value_narrows_nothing_and_is_left_out(client: Client, db: None) -> None:
    a_problem(an_inspection(), "只有一个", "completed")
    page = page_of(client, "/problems/")
    assert choices_on(page, "status") == {}
    assert choices_on(page, "unit") == {}
    assert list(choices_on(page_of(client, "/problems/?unit=qingshi"), "unit")) == ["qingshi"]


@pytest.mark.parametrize("chosen", ["deadline_from=2025-01-01", "deadline_to=2020-01-01", "deadline_from=2024-12"])
def test_a_chosen_date_stays_in_the_form_when_it_leaves_little_to_choose(
    client: Client, ledger: SmallLedger, chosen: str
) -> None:
    name, _equals, value = chosen.partition("=")
    page = page_of(client, f"/problems/?{chosen}")
    assert f'name="{name}" value="{value if len(value) > 7 else value + "-01"}"' in page
    assert '<details class="facet" id="facet-deadline" open>' in page


def test_a_day_counts_its_own_items_and_not_its_month_s(client: Client, ledger: SmallLedger) -> None:
    a_problem(ledger.qingshi, "月初到期", "in_progress", date(2024, 12, 1))
    counts = choices_on(
        page_of(client, "/problems/?deadline=2024-12-01&deadline=2024-12&deadline=2024-12-02"), "deadline"
    )
    assert (counts["2024-12-01"], counts["2024-12-02"], counts["2024-12"]) == ("1", "0", "2")


def test_no_two_choices_share_an_id(client: Client, ledger: SmallLedger) -> None:
    for n in range(12):
        inspection = an_inspection(f"u{n}", f"第{n}县")
        inspection.unit.place = f"{'甲乙丙丁戊己庚辛壬癸子丑'[n]}州"
        inspection.unit.save()
        a_problem(inspection, "都有")
    ids = re.findall(r' id="([^"]*)"', page_of(client, "/problems/"))
    assert [name for name, n in Counter(ids).items() if n > 1] == []
