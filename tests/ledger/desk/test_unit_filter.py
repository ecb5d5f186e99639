"""Lists are narrowed to a unit by typing its name: thousands of units are no list of links."""

import pytest

from tests.ledger.build import a_problem, an_inspection
from tests.ledger.cast import a_note
from tests.ledger.workflow.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["problem", "measure", "evidence"])
def test_a_list_names_no_units_in_its_filters_and_finds_one(cast: Cast, browser, name: str) -> None:
    an_inspection("heishan", "黑山县")
    for _ in range(2):
        a_note(a_problem(cast.inspection), cast.contact)
    office, address = browser(cast.office), f"/admin/ledger/{name}/"
    page = office.get(address)
    assert "黑山县" not in page.content.decode()
    assert "desk/unit-filter" in page.content.decode()
    n = page.context["cl"].result_count
    assert office.get(address, {"unit": cast.inspection.unit_id}).context["cl"].result_count == n
    assert office.get(address, {"unit": "999999"}).context["cl"].result_count == 0
