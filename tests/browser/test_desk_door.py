"""Staff come in through the desk's door, under the site's content security policy."""

from playwright.sync_api import Page, expect


def test_staff_log_in_and_out(page: Page, desk: tuple[str, str]) -> None:
    name, password = desk
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("[type=submit]")
    expect(page.locator("#user-tools")).to_contain_text(name)
    page.click("#logout-form button")
    page.goto("/admin/")
    expect(page.locator("#id_username")).to_be_visible()


def test_a_wrong_password_is_told_plainly(page: Page, desk: tuple[str, str]) -> None:
    page.goto("/admin/")
    page.fill("#id_username", desk[0])
    page.fill("#id_password", "something else")
    page.click("[type=submit]")
    expect(page.locator(".errornote")).to_be_visible()


def test_words_stay_whole_in_an_items_tables_on_a_phone(page: Page, desk: tuple[str, str]) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/admin/ledger/problem/")
    page.fill("#id_username", desk[0])
    page.fill("#id_password", desk[1])
    page.click("[type=submit]")
    page.locator("#result_list .field-name a").first.click()
    word = page.locator("#statements-group td.field-by p").first
    words = word.inner_text()
    assert word.bounding_box()["height"] < word.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") * 2, words
    expect(page.locator("#statements-group td.original p").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
