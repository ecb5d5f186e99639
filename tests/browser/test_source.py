"""From a file to the public page, and from an item to the very line that it was read from: on a site of its own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, make_staff, running_site

REPORT = Path(__file__).parents[1] / "reading" / "documents" / "tangdu-bank.txt"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Site]:
    """A site that a report was handed in to at the desk, as an office does it: read by the worker, looked at, confirmed."""
    with running_site(tmp_path_factory.mktemp("loaded")) as running:
        name, password = make_staff(running)
        page = browser.new_page(base_url=running.address, locale="zh-CN")
        page.goto("/admin/")
        page.fill("#id_username", name)
        page.fill("#id_password", password)
        page.click("[type=submit]")
        page.locator(".doings").get_by_role("link", name="载入通报").click()
        page.set_input_files("[type=file]", REPORT)
        page.fill("#id_round_name", "唐渡分行巡视")
        page.get_by_role("button", name="读取并预览").click()
        confirm = page.get_by_role("button", name="确认载入")
        confirm.wait_for()
        outsider = browser.new_page(base_url=running.address, locale="zh-CN")
        outsider.goto("/units/")
        expect(outsider.locator("main")).not_to_contain_text("唐渡")
        confirm.click()
        page.get_by_role("link", name="查看公开页面").click()
        expect(page.locator("h1")).to_contain_text("唐渡")
        expect(page.locator(".headline, .progress-rate").first).to_be_visible()
        for opened in (page, outsider):
            opened.close()
        yield running


@pytest.fixture
def reader(browser: Browser, loaded: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=loaded.address, locale="zh-CN", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def open_first_item(reader: Page) -> None:
    reader.goto("/units/")
    reader.get_by_role("searchbox").fill("唐渡")
    reader.get_by_role("searchbox").press("Enter")
    # A row that is exchanged for its like under the pointer takes no press.
    expect(reader).to_have_url(re.compile(r"\?q="))
    expect(reader.locator(".row-name")).to_have_count(1)
    reader.locator(".row-name").first.click()
    reader.locator(".item a").first.click()


def test_an_item_leads_to_its_line_and_the_line_back_to_the_item(reader: Page) -> None:
    open_first_item(reader)
    title = reader.locator(".source-title p, h1").first.inner_text()
    item = reader.url
    reader.get_by_role("link", name=re.compile(r"^原文第 \d+ 行$")).click()
    line = reader.locator(".line.marked").first
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text(title[:8])
    line.locator(".line-item").first.click()
    expect(reader).to_have_url(item)


def test_the_number_of_a_line_is_its_lasting_address(reader: Page) -> None:
    open_first_item(reader)
    reader.get_by_role("link", name=re.compile(r"^原文第 \d+ 行$")).click()
    number = reader.locator(".line-number").nth(3)
    n = number.inner_text()
    number.click()
    expect(reader).to_have_url(re.compile(rf"line={n}#L{n}$"))
    expect(reader.locator(f"#L{n}")).to_be_in_viewport()


def test_search_engines_are_asked_to_leave_the_source_alone(reader: Page) -> None:
    reader.goto("/about/")
    reader.goto(reader.locator("a[href^='/reports/']").first.get_attribute("href"))
    expect(reader.locator("meta[name=robots]")).to_have_attribute("content", re.compile("noindex"))
