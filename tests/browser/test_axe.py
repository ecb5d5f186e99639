"""axe-core finds nothing to say about any page: wide and narrow, light and dark, in both languages.

Two opposite looks are tested each time; AXE_ALL=1 tests all eight.
"""

import os
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SECONDS_TO_SHOW, Site

PAGES = [
    "/",
    "/units/",
    "/units/faku/",
    "/units/diaobingshan/",
    "/units/faku/problems/12/",
    "/units/faku/problems/12/report-error/",
    "/problems/?status=in_progress",
    "/measures/",
    "/topics/",
    "/compare/?unit=faku&unit=baita",
    "/about/",
    "/dataset/",
    "/corrections/",
    "/nothing-is-here/",
]


class Look(NamedTuple):
    width: int
    theme: str
    language: str

    def __str__(self) -> str:
        return f"{self.width}-{self.theme}-{self.language}"


ALL_LOOKS = [Look(*look) for look in product((1280, 390), ("light", "dark"), ("zh-CN", "en"))]
LOOKS = ALL_LOOKS if os.environ.get("AXE_ALL") else [Look(1280, "light", "zh-CN"), Look(390, "dark", "en")]


@pytest.fixture(scope="module", params=LOOKS, ids=str)
def window(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """One window for all pages of a look. The site's policy is set aside, because it would refuse axe-core's script."""
    look: Look = request.param
    context = browser.new_context(
        base_url=site.address,
        locale=look.language,
        color_scheme=look.theme,
        viewport={"width": look.width, "height": 900},
        bypass_csp=True,
    )
    context.set_default_timeout(SECONDS_TO_SHOW * 1000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(window: Page, address: str) -> None:
    window.goto(address)
    expect_nothing_found(window)


def test_axe_finds_nothing_in_interactive_charts(window: Page) -> None:
    window.goto("/")
    for chart in window.locator("[data-chart]").all():
        chart.locator("[data-chart-live]").click()
        expect(chart.locator(".main-svg").first).to_be_visible()
    expect_nothing_found(window)


def expect_nothing_found(window: Page) -> None:
    found = Axe().run(window)
    assert found.response["passes"], "axe-core looked at nothing"
    assert found.violations_count == 0, found.generate_report()
