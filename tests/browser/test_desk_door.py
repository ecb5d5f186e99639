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
