"""What several walks look at."""

import re

from playwright.sync_api import Locator, Page, expect


def expect_a_list_of(page: Page, n: int) -> None:
    """The list that is open says that it has ``n`` items."""
    expect(page).to_have_url(re.compile(r"/(problems|measures|units)/"))
    expect(page.locator(".results-n")).to_have_text(re.compile(rf"共 {n:,} "))


def follow_figure(page: Page, figure: Locator) -> None:
    """Click on a number; what opens counts as many items."""
    n = number_in(figure)
    figure.click()
    expect_a_list_of(page, n)


def number_in(place: Locator) -> int:
    """The last whole number of a text."""
    return int(re.findall(r"\d+", place.inner_text().replace(",", ""))[-1])
