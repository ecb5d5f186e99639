"""A round at a glance: figures that explain themselves, charts, and a click that leads to the items."""

import re

from playwright.sync_api import Page, expect

from tests.browser.seen import follow_figure


def test_the_headline_says_how_it_is_counted_and_of_what(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".headline")).to_be_in_viewport()
    expect(page.locator(".progress-rate .note")).to_contain_text(
        re.compile(r"已完成 \d+ ＋ 已完成并长期坚持 \d+）÷ .*\d+")
    )
    expect(page.locator(".as-of")).to_contain_text("数据截至")
    page.locator(".progress-rate a").click()
    expect(page).to_have_url(re.compile(r"/about/#rate$"))
    expect(page.locator("#rate")).to_be_in_viewport()


def test_open_items_by_month_lead_to_the_items_of_the_month(page: Page) -> None:
    page.goto("/")
    follow_figure(page, page.locator("section[aria-labelledby=promised] td.number a").first)
