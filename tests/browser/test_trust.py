"""Trust: from a figure to its items, from an item to what is known of its source, from an error to its correction."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.seen import follow_figure

ITEM = "/units/faku/problems/12/"
#: What the reader writes stays with the office; what the office writes is published.
REPORTED, SUMMARY, ANSWER = "第三条措施的日期应为八月", "措施日期与通报原文不符", "已按原文改正"


def test_figures_of_the_front_page_lead_to_what_they_count(page: Page) -> None:
    page.goto("/")
    for figure in (
        "dl.figures a >> nth=0",
        "dl.figures a >> nth=1",
        "dl.figures a >> nth=-1",
        ".legend a >> nth=2",
        ".table-progress td a >> nth=0",
    ):
        page.goto("/")
        follow_figure(page, page.locator(figure))


def test_an_item_says_where_it_comes_from_and_who_read_it(page: Page) -> None:
    page.goto("/")
    page.locator(".legend a").first.click()
    page.locator(".row-name").first.click()
    expect(page.locator(".in-force")).to_contain_text(re.compile("单位自报|巡视巡察机构认定"))
    source = page.locator("dt", has_text=re.compile("^来源$")).locator("xpath=../dd")
    expect(source).to_contain_text(re.compile("原文第|没有存原文"))
    expect(source.locator(".note")).not_to_be_empty()


def test_an_error_is_reported_settled_and_published(
    page: Page, browser: Browser, site: Site, desk: tuple[str, str]
) -> None:
    page.goto(ITEM)
    page.get_by_role("link", name="反映数据错误").click()
    page.get_by_label("种类").select_option(label="数据与原文不符")
    page.get_by_label("反映内容").fill(REPORTED)
    page.get_by_label("联系方式").fill("reader@example.org")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("status").first).to_contain_text("已收到")
    expect(page.locator("main")).to_contain_text("1 件正在核实")
    settle(browser, site, desk)
    page.goto("/corrections/")
    row = page.get_by_role("row").filter(has_text=SUMMARY)
    expect(row).to_contain_text(ANSWER)
    expect(row).to_contain_text("已更正")
    for private in (REPORTED, "reader@example.org", desk[0]):
        expect(page.locator("body")).not_to_contain_text(private)
    row.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"{ITEM}$"))


def settle(browser: Browser, site: Site, desk: tuple[str, str]) -> None:
    """Staff find the report in their queue, answer it and publish the answer."""
    office = browser.new_page(base_url=site.address, locale="zh-CN")
    office.goto("/admin/ledger/readernote/")
    office.fill("#id_username", desk[0])
    office.fill("#id_password", desk[1])
    office.click("[type=submit]")
    office.goto("/admin/ledger/readernote/")
    office.locator("#result_list tbody a").first.click()
    expect(office.locator("#content")).to_contain_text(REPORTED)
    office.select_option("#id_outcome", label="已更正")
    office.fill("#id_summary", SUMMARY)
    office.fill("#id_answer", ANSWER)
    office.check("#id_is_public")
    office.click("[name=_save]")
    expect(office.locator(".messagelist")).to_be_visible()
    office.close()


def test_a_form_sent_empty_says_what_is_missing(page: Page) -> None:
    page.goto(f"{ITEM}report-error/")
    page.get_by_role("button", name="提交").click()
    expect(page).to_have_url(re.compile("report-error/$"))
    assert page.locator("#id_kind").evaluate("field => field.validity.valueMissing")
