"""Every page, its charts and the desk work under the content security policy: the console stays empty."""

import pytest
from playwright.sync_api import Page, expect

PAGES = ["/", "/units/", "/problems/", "/measures/", "/about/", "/units/faku/", "/units/faku/problems/12/"]
DESK = ["", "ledger/", "ledger/problem/", "auth/user/", "auth/user/add/", "password_change/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_nothing_that_the_policy_refuses(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer.status == 200
    for chart in page.locator("[data-chart]").all():
        chart.get_by_role("button", name="互动图表").click()
        expect(chart.locator(".main-svg").first).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_layers_of_a_chart_lie_on_one_another(page: Page) -> None:
    """They do so by the library's style sheet, which must come from a file here."""
    page.goto("/")
    page.get_by_role("button", name="互动图表").first.click()
    drawing = page.locator("[data-chart] .main-svg").first
    expect(drawing).to_be_visible()
    assert drawing.evaluate("drawing => getComputedStyle(drawing).position") == "absolute"


def test_the_desk_has_nothing_that_the_policy_refuses(page: Page, desk: tuple[str, str]) -> None:
    name, password = desk
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("[type=submit]")
    for address in DESK:
        assert page.goto(f"/admin/{address}").status == 200
        page.wait_for_load_state("networkidle")
