"""Charts: drawn by the page itself, with links; interactive for whoever asks, and for nobody else."""

import json
import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.browser.conftest import Site
from tests.browser.seen import expect_a_list_of, number_in

LIBRARY = "**/plotly/plotly*.js"
BARS = ["chart-unit", "chart-area", "chart-team"]


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The addresses that the page has asked for since it was opened."""
    addresses: list[str] = []

    def note(request: Request) -> None:
        addresses.append(request.url)

    page.on("request", note)
    return addresses


def live(page: Page, chart: str) -> Locator:
    """The chart with this id, made interactive."""
    box = page.locator(f"#{chart}")
    box.get_by_role("button", name="互动图表").click()
    expect(box.locator(".main-svg").first).to_be_visible()
    expect(box.locator(".chart-drawing")).to_be_hidden()
    return box


@pytest.mark.parametrize("chart", BARS)
def test_parts_add_up_to_the_table_and_lead_where_its_numbers_lead(page: Page, chart: str) -> None:
    page.goto("/")
    section = page.locator("section", has=page.locator(f"#{chart}"))
    rows = section.locator("tbody tr")
    sums = [number_in(row.locator("td.total")) for row in rows.all()]
    bars = section.locator(".chart-row")
    assert [int(bar.locator(".chart-sum").text_content()) for bar in bars.all()] == sums
    for row, bar in zip(rows.all(), bars.all(), strict=True):
        numbers = row.locator("td.number:not(.total) a")
        parts = bar.locator("a")
        in_table = [(number.get_attribute("href"), number.inner_text()) for number in numbers.all()]
        in_chart = [
            (part.get_attribute("href"), re.findall(r"\d+", part.locator("title").text_content())[-1])
            for part in parts.all()
        ]
        assert in_chart == in_table


@pytest.mark.parametrize("chart", [*BARS, "chart-months"])
def test_a_click_on_a_part_opens_its_items(page: Page, chart: str) -> None:
    page.goto("/")
    part = page.locator(f"#{chart} .chart-drawing a[href]").first
    n = int(re.findall(r"\d+", part.locator("title").text_content())[-1])
    part.locator("rect").last.click()
    expect_a_list_of(page, n)


def test_drawings_need_no_script_and_are_no_wider_than_a_phone(browser: Browser, site: Site) -> None:
    context = browser.new_context(
        base_url=site.address, locale="zh-CN", java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto("/")
    for chart in page.locator("[data-chart]").all():
        expect(chart.locator("a rect, a path, a circle").first).to_be_visible()
        expect(chart.locator("button").first).to_be_hidden()
    edges = page.locator(".chart-drawing text:visible").evaluate_all(
        "all => all.map(t => t.getBoundingClientRect().right)"
    )
    assert max(edges) <= 390
    context.close()


def test_every_chart_says_in_words_what_it_shows_and_stands_over_its_table(page: Page) -> None:
    page.goto("/")
    charts = page.locator("[data-chart]")
    assert charts.count() >= 5
    for chart in charts.all():
        assert re.search(r"\d", chart.locator("figcaption").text_content())
        expect(chart.locator("xpath=ancestor::section[1]").get_by_role("table")).to_be_visible()


def test_days_to_each_step_are_drawn_and_listed(page: Page) -> None:
    page.goto("/")
    days = page.locator("section[aria-labelledby=pace] td.number").filter(has_text=re.compile(r"\d"))
    expect(page.locator("#chart-pace .chart-drawing a")).to_have_count(days.count())
    expect(live(page, "chart-pace").locator(".scatterlayer .point")).to_have_count(days.count())


def test_the_library_comes_for_who_asks_and_takes_no_space(page: Page, asked: list[str]) -> None:
    page.goto("/")
    page.locator("#chart-pace").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert not [address for address in asked if "plotly" in address]
    height = "document.documentElement.scrollHeight"
    before = page.evaluate(height)
    box = live(page, "chart-unit")
    assert [address for address in asked if "plotly.min" in address]
    assert page.evaluate(height) == before
    expect(box.get_by_role("button", name="互动图表")).to_have_attribute("aria-pressed", "true")
    box.get_by_role("button", name="互动图表").click()
    expect(box.locator(".main-svg")).to_have_count(0)
    expect(box.locator(".chart-drawing")).to_be_visible()


@pytest.mark.parametrize("chart", [*BARS, "chart-months"])
def test_a_click_on_a_part_of_an_interactive_chart_opens_its_items(page: Page, chart: str) -> None:
    page.goto("/")
    box = live(page, chart)
    trace = json.loads(page.locator(f"#{chart}-figure").text_content())["data"][0]
    numbers = trace["y"] if chart == "chart-months" else trace["x"]
    widest = max(range(len(numbers)), key=lambda index: numbers[index])
    box.locator(".barlayer .trace").first.locator(".point").nth(widest).click(force=True)
    expect_a_list_of(page, numbers[widest])


def test_charts_keep_the_scale_of_colours_in_the_dark(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/")
    drawn = page.locator("#chart-unit .chart-row .is-completed rect").first
    part = live(page, "chart-unit").locator(".barlayer .trace").first.locator("path").first
    seen = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        of_the_page = page.locator(".bar-big .is-completed").evaluate("part => getComputedStyle(part).fill")
        expect(part).to_have_css("fill", of_the_page)
        expect(drawn).to_have_css("fill", of_the_page)
        seen[theme] = of_the_page
    assert seen["light"] != seen["dark"]


def test_an_interactive_chart_can_be_saved_as_a_picture(page: Page) -> None:
    page.goto("/")
    box = live(page, "chart-area")
    with page.expect_download() as saved:
        box.get_by_role("button", name="存为图片").click()
    assert saved.value.suggested_filename == "chart-area.png"
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")


def test_where_the_library_cannot_be_fetched_the_drawing_stays(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address, locale="zh-CN")
    page = context.new_page()
    page.route(LIBRARY, lambda route: route.abort())
    page.goto("/")
    box = page.locator("#chart-unit")
    box.get_by_role("button", name="互动图表").click()
    expect(box.get_by_role("button", name="互动图表没有载入，再试一次")).to_be_visible()
    expect(box.locator(".chart-drawing")).to_be_visible()
    page.unroute(LIBRARY)
    box.get_by_role("button").first.click()
    expect(box.locator(".main-svg").first).to_be_visible()
    context.close()
