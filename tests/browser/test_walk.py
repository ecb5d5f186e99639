"""From the front page to a unit, its problems, one of them; then staff change it, and readers see that."""

import re

from playwright.sync_api import BrowserContext, Page, expect

#: An item that no other walk looks at.
UNIT, NUMBER = "emergency", 5


def test_a_reader_goes_from_the_front_page_to_one_item(page: Page) -> None:
    page.goto("/")
    expect(page.locator("h1")).to_have_text("整改总体进展")
    expect(page.locator(".headline")).to_have_text("90.3%")
    page.locator("table a", has_text="沈阳市法库县").first.click()
    expect(page).to_have_url(re.compile(r"/units/faku/$"))
    expect(page.locator("h1")).to_have_text("沈阳市法库县")
    page.get_by_role("link", name="在台账中筛选").click()
    expect(page).to_have_url(re.compile(r"/problems/\?.*unit=faku"))
    page.get_by_label("阶段性完成").check()
    expect(page).to_have_url(re.compile(r"status=phased"))
    rows = page.locator("main table tbody tr")
    expect(rows).to_have_count(3)
    address = page.url
    rows.first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/units/faku/problems/\d+/$"))
    expect(page.locator(".in-force")).to_contain_text("阶段性完成")
    page.goto(address)  # the address alone says the state
    expect(rows).to_have_count(3)


def test_search_finds_words_of_two_and_of_one_character(page: Page) -> None:
    page.goto("/problems/")
    for words, found in (("档案", "档案"), ("车", "车")):
        page.get_by_role("searchbox").fill(words)
        page.get_by_role("button", name="搜索").click()
        expect(page.locator("mark").first).to_have_text(found)


def test_staff_change_a_status_and_readers_see_it(page: Page, context: BrowserContext, desk: tuple[str, str]) -> None:
    reader = context.new_page()
    reader.goto(f"/units/{UNIT}/problems/{NUMBER}/")
    expect(reader.locator(".in-force")).to_contain_text("正在整改")
    expect(reader.locator(".in-force")).to_contain_text("单位自报")
    page.goto("/admin/")
    page.fill("#id_username", desk[0])
    page.fill("#id_password", desk[1])
    page.click("[type=submit]")
    page.goto("/admin/ledger/problem/")
    page.fill("#searchbar", "预案")
    page.click("#changelist-search [type=submit]")
    page.get_by_role("row").filter(has_text="应急管理厅").filter(has_text="预案修订").get_by_role("link").first.click()
    page.select_option("#id_office_status", "completed")
    page.fill("#id_office_note", "现场核查属实")
    page.fill("#id_reason", "现场核查")
    page.click("[name=_save]")
    expect(page.locator(".messagelist")).to_be_visible()
    reader.reload()
    expect(reader.locator(".in-force")).to_contain_text("已完成")
    expect(reader.locator(".in-force")).to_contain_text("巡视巡察机构认定")
    expect(reader.locator(".statements")).to_contain_text("正在整改")
    reader.goto(f"/units/{UNIT}/")
    expect(reader.locator(f"#p{NUMBER}")).to_contain_text("已完成")
    expect(reader.locator("body")).not_to_contain_text(desk[0])


def test_pages_work_without_javascript(browser: object, site: object) -> None:
    context = browser.new_context(base_url=site.address, locale="zh-CN", java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/problems/?unit=faku")
    plain.get_by_label("阶段性完成").check()
    plain.get_by_role("button", name=re.compile("筛选|应用|搜索")).first.click()
    expect(plain).to_have_url(re.compile(r"status=phased"))
    plain.goto("/")
    expect(plain.get_by_role("table").first).to_be_visible()
    context.close()
