"""Comparing: units side by side, topics across units, and items like the one that is open."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.seen import follow_figure


def test_units_are_chosen_and_stand_side_by_side(page: Page) -> None:
    page.goto("/compare/")
    for slug in ("faku", "baita"):
        page.locator(f"input[name=unit][value={slug}]").check()
    page.get_by_role("button", name="对比").click()
    expect(page).to_have_url(re.compile(r"unit=faku.*unit=baita|unit=baita.*unit=faku"))
    expect(page.locator(".table-compare thead th")).to_have_count(2)
    expect(page.locator(".compare-rate")).to_have_count(2)
    table = page.url
    for row in ("反馈问题", "尚未完成的问题"):
        page.goto(table)
        follow_figure(
            page, page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=row)).locator("td a").first
        )


def test_one_unit_is_too_few_and_the_page_says_so(page: Page) -> None:
    page.goto("/compare/?unit=faku")
    expect(page.get_by_role("heading", name=re.compile("再选一个单位"))).to_be_visible()


def test_a_cell_of_topics_by_units_opens_its_items(page: Page) -> None:
    page.goto("/topics/")
    follow_figure(page, page.locator(".table-heat td a").first)
    expect(page.locator(".chip")).to_have_count(4)


def test_a_topic_opens_its_items(page: Page) -> None:
    page.goto("/topics/")
    row = page.locator(".table-topics tbody tr").first
    n = row.locator("td.number").nth(1).inner_text()
    row.locator("th a").click()
    expect(page.locator(".results-n")).to_contain_text(f"共 {n} ")
    for place in (1, 2):
        page.goto("/topics/")
        follow_figure(page, row.locator("td.number").nth(place).locator("a"))


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_on_a_phone_the_numbers_stand_beside_the_names(browser: Browser, site: Site, language: str) -> None:
    context = browser.new_context(base_url=site.address, locale=language, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/topics/")
    cells = page.locator(".table-heat tbody tr").first.locator("td")
    assert sum(cell.bounding_box()["x"] + cell.bounding_box()["width"] <= 374 for cell in cells.all()) >= 4
    page.goto("/")
    for table in page.locator(".table-progress").all():
        rate = table.locator("tbody td").first.bounding_box()
        assert rate["x"] + rate["width"] <= 374
    context.close()


def test_an_item_leads_to_like_items_of_other_units(page: Page) -> None:
    page.goto("/problems/?unit=baita")
    for link in [row.get_attribute("href") for row in page.locator(".row-name").all()]:
        page.goto(link)
        if page.locator("section[aria-labelledby=elsewhere]").count():
            break
    like = page.locator("section[aria-labelledby=elsewhere] .like-items a").first
    name = like.inner_text()
    like.click()
    expect(page).not_to_have_url(re.compile("/units/baita/"))
    expect(page.locator("h1")).to_have_text(name)


def test_units_are_ticked_in_their_list_which_stays_as_it_is(page: Page) -> None:
    page.goto("/units/?sort=-problems")
    boxes = page.get_by_role("checkbox", name=re.compile("^对比 "))
    for place in (0, 1):
        boxes.nth(place).check()
    names = page.locator("tr", has=page.locator(".row-pick input:checked")).locator(".row-name").all_inner_texts()
    page.get_by_role("button", name="对比").click()
    expect(page).to_have_url(re.compile(r"/compare/\?unit=[^&]+&unit=[^&]+$"))
    assert page.locator(".table-compare thead th").all_inner_texts() == names
