"""A round at a glance: figures that explain themselves, charts that are drawn, and a click that leads to the items."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.seen import expect_a_list_of, follow_figure


def drawn(page: Page, chart: str) -> Locator:
    """The chart with this id, in view and drawn."""
    box = page.locator(f"[data-chart={chart}-figure]")
    box.scroll_into_view_if_needed()
    expect(box.locator(".main-svg").first).to_be_visible()
    return box


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


@pytest.mark.parametrize("chart", ["chart-unit", "chart-area", "chart-team", "chart-months"])
def test_a_click_on_a_part_of_a_chart_opens_its_items(page: Page, chart: str) -> None:
    page.goto("/")
    box = drawn(page, chart)
    figure = json.loads(page.locator(f"#{chart}-figure").text_content())
    trace = figure["data"][0]
    numbers = trace["y"] if chart == "chart-months" else trace["x"]
    widest = max(range(len(numbers)), key=lambda index: numbers[index])
    box.locator(".barlayer .trace").first.locator(".point").nth(widest).click(force=True)
    expect_a_list_of(page, numbers[widest])


def test_every_chart_says_in_words_what_it_shows_and_stands_over_its_table(page: Page) -> None:
    page.goto("/")
    charts = page.locator("[data-chart]")
    assert charts.count() >= 5
    for chart in charts.all():
        assert len(chart.get_attribute("aria-label")) > 10
        expect(chart.locator("xpath=ancestor::section[1]").get_by_role("table")).to_be_visible()


def test_charts_keep_the_scale_of_colours_in_the_dark(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/")
    part = drawn(page, "chart-unit").locator(".barlayer .trace").first.locator("path").first
    seen = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        of_the_page = page.locator(".bar-big .is-completed").evaluate("part => getComputedStyle(part).fill")
        expect(part).to_have_css("fill", of_the_page)
        seen[theme] = of_the_page
    assert seen["light"] != seen["dark"]


def test_open_items_by_month_lead_to_the_items_of_the_month(page: Page) -> None:
    page.goto("/")
    follow_figure(page, page.locator("section[aria-labelledby=promised] td.number a").first)


def test_days_to_each_step_are_drawn_and_listed(page: Page) -> None:
    page.goto("/")
    marks = drawn(page, "chart-pace").locator(".scatterlayer .point")
    days = page.locator("section[aria-labelledby=pace] td.number").filter(has_text=re.compile(r"\d"))
    expect(marks).to_have_count(days.count())
