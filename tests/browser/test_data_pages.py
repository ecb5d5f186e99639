"""The pages about the data, in a browser under the site's policy: nothing is refused, nothing complains."""

import re

from playwright.sync_api import Page, expect


def test_the_interface_can_be_tried_in_the_page(page: Page) -> None:
    """The library is loaded only when the reader comes to it, and asks this site alone."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/docs/")
    expect(page.locator("h1")).to_have_text("数据接口")
    assert not any("swagger" in address for address in asked)
    page.locator("#swagger").scroll_into_view_if_needed()
    page.locator(".opblock-summary", has_text="/api/rounds/").first.click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response .response-col_status")).to_contain_text("200")
    origin = page.url.split("/api/")[0]
    assert [address for address in asked if not address.startswith((origin, "data:"))] == []


def test_the_interactive_description_follows_the_theme(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/api/docs/")
    page.locator("#swagger").scroll_into_view_if_needed()
    expect(page.locator("html")).to_have_class("dark-mode")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).not_to_have_class("dark-mode")


def test_the_dataset_fits_a_phone_and_its_codes_are_a_click_away(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/dataset/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#table-problems ~ .table-scroll a", has_text="代码").first.click()
    expect(page).to_have_url(re.compile(r"#codes-\w+$"))


def test_a_page_is_shared_by_its_code_and_prints_it(page: Page) -> None:
    page.goto("/units/faku/")
    code = page.locator(".share-code")
    expect(code).to_be_hidden()
    page.locator(".share-more summary").click()
    expect(code).to_be_visible()
    assert code.evaluate("picture => picture.naturalWidth") > 0
    page.locator(".share-more summary").click()
    page.emulate_media(media="print")
    expect(code).to_be_visible()
