"""Finding and narrowing: counts that hold, chips, no reload, an address that says it all, and a way out of nothing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seen import expect_a_list_of, number_in


@pytest.fixture
def stays(page: Page) -> Callable[[], bool]:
    """Whether the window has stayed the same since the page was opened with ``goto``."""
    page.add_init_script("window.loadedOnce = (window.name === ''); window.name = 'seen'")
    return lambda: page.evaluate("window.loadedOnce === true")


def test_a_filter_leads_to_as_many_as_it_said_without_a_reload(page: Page, stays: Callable[[], bool]) -> None:
    page.goto("/problems/")
    box = page.get_by_label("正在整改")
    n = number_in(page.locator("label", has=box).locator(".choice-n"))
    box.check()
    expect_a_list_of(page, n)
    expect(page).to_have_url(re.compile(r"\?status=in_progress$"))
    expect(page).to_have_title(re.compile("整改台账"))
    expect(page.get_by_label("正在整改")).to_be_focused()
    expect(page.locator("#list-status")).to_contain_text(f"{n}")
    area = page.locator("#facet-area input").first
    n_both = number_in(page.locator("#facet-area .choice-n").first)
    area.check()
    expect_a_list_of(page, n_both)
    expect(page).to_have_url(re.compile(r"status=in_progress&area=|area=.*&status=in_progress"))
    assert stays()


def test_several_values_of_a_filter_add_up(page: Page) -> None:
    page.goto("/problems/?status=in_progress")
    n = number_in(page.locator(".results-n"))
    page.goto("/problems/?status=phased")
    n += number_in(page.locator(".results-n"))
    page.get_by_label("正在整改").check()
    expect_a_list_of(page, n)


def test_a_chip_takes_its_filter_off_and_back_brings_it_again(page: Page, stays: Callable[[], bool]) -> None:
    page.goto("/problems/?unit=faku&status=phased")
    expect(page.locator(".chip")).to_have_count(2)
    page.locator(".chip", has_text="阶段性完成").click()
    expect(page).to_have_url(re.compile(r"\?unit=faku$"))
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.get_by_label("阶段性完成")).not_to_be_checked()
    assert stays()
    page.go_back()
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.get_by_label("阶段性完成")).to_be_checked()


def test_nothing_found_says_which_filter_to_drop(page: Page) -> None:
    page.goto("/problems/?unit=faku&status=in_progress")
    expect(page.locator(".results-n")).to_contain_text("没有符合条件的条目")
    way = page.locator(".nothing .chip", has_text="正在整改")
    expect(way).to_contain_text("去掉")
    way.click()
    expect(page.locator(".row-name").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?unit=faku$"))


def test_typing_searches_and_every_row_shows_why_it_is_there(page: Page, stays: Callable[[], bool]) -> None:
    page.goto("/problems/")
    page.get_by_role("searchbox").press_sequentially("巡察")
    expect(page).to_have_url(re.compile(r"\?q="))
    expect(page.locator("mark").first).to_have_text("巡察")
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert stays()


def test_paging_keeps_filters_and_order(page: Page, stays: Callable[[], bool]) -> None:
    page.goto("/problems/?kind=problem&sort=status")
    first = page.locator(".row-name").first
    before, n = first.inner_text(), page.locator(".results-n").inner_text()
    page.get_by_role("link", name="下一页").click()
    expect(first).not_to_have_text(before)
    expect(page).to_have_url(re.compile(r"kind=problem.*sort=status|sort=status.*kind=problem"))
    expect(page.locator(".results-n")).to_have_text(n.strip())
    assert stays()
    page.get_by_role("link", name="上一页").click()
    expect(first).to_have_text(before)


def test_a_phone_folds_the_filters_and_says_how_many_hold(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/problems/?unit=faku")
    expect(page.locator("#facet-status")).to_be_hidden()
    page.locator("details.fold > summary").click()
    # The first, and the one with a choice made.
    expect(page.locator("details.facet[open]")).to_have_count(2)
    page.get_by_label("阶段性完成").check()
    expect(page).to_have_url(re.compile("status=phased"))
    expect(page.locator("#facet-status")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    n = number_in(page.locator(".results-n"))
    way_on = page.get_by_role("link", name=f"查看 {n} 项")
    expect(way_on).to_be_in_viewport()
    way_on.click()
    expect(page.locator("#facet-status")).to_be_hidden()
    expect(page.locator(".results-n")).to_be_in_viewport()


def test_the_keyboard_goes_on_from_the_count_when_what_it_pressed_is_gone(page: Page) -> None:
    page.goto("/problems/?unit=faku&status=phased")
    page.locator(".chip").first.press("Enter")
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator(".results-n")).to_be_focused()
    page.goto("/problems/")
    page.get_by_role("link", name="下一页").press("Enter")
    expect(page.get_by_role("link", name="上一页")).to_be_visible()
    expect(page.locator(".results-n")).to_be_focused()
