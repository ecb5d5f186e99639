"""A unit's page as a report card: the answer on one screen, the outline to unfold, and clean on paper."""

import re

import pypdfium2
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.seen import follow_figure, number_in

#: A4, in points.
WIDTH, HEIGHT = 595, 842


def test_one_screen_answers_how_far_and_what_is_open(page: Page) -> None:
    page.goto("/units/faku/")
    for place in (
        ".headline",
        ".progress-rate .note",
        ".legend",
        ".as-of",
        "#open",
        "#claims-short",
        ".open-items li >> nth=0",
    ):
        expect(page.locator(place)).to_be_in_viewport()
    expect(page.locator(".progress-rate .note")).to_contain_text(re.compile(r"已完成 \d+ ＋ .*÷"))
    expect(page.locator(".open-items > li")).to_have_count(number_in(page.locator("#open .count")))


def test_parts_of_the_rate_lead_to_their_items(page: Page) -> None:
    page.goto("/units/faku/")
    follow_figure(page, page.locator(".legend a").first)


def test_areas_fold_and_measures_unfold(page: Page) -> None:
    page.goto("/units/faku/")
    area = page.locator("details.area").first
    item = area.locator(".item").first
    measures = item.locator("details.measures")
    expect(measures.locator("li").first).to_be_hidden()
    measures.locator("summary").click()
    expect(measures.locator("li").first).to_be_visible()
    area.locator("> summary").click()
    expect(item).to_be_hidden()


def test_an_address_of_one_item_shows_it(page: Page) -> None:
    page.goto("/units/faku/#p70")
    expect(page.locator("#p70")).to_be_in_viewport()


def test_the_copy_button_copies_the_lasting_address(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/units/faku/")
    button = page.locator("[data-copy=share-address]")
    button.click()
    expect(button).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_paper_shows_a_clean_document_with_everything_unfolded(page: Page) -> None:
    page.goto("/units/faku/")
    folded = page.locator("details.measures li").first
    expect(folded).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(folded).to_be_visible()
    for useless in (".site-nav", ".site-tools", ".crumbs", "[data-copy]", ".find"):
        for thing in page.locator(useless).all():
            expect(thing).to_be_hidden()
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as document:
        assert len(document) < 30
        assert [round(side) for side in document[0].get_size()] == [WIDTH, HEIGHT]


def test_a_text_that_is_cut_off_gets_no_rate(page: Page) -> None:
    page.goto("/units/diaobingshan/")
    expect(page.locator(".progress-rate")).not_to_contain_text("%")
    expect(page.locator(".progress-rate")).to_contain_text("不计完成率")
    expect(page.locator(".notice")).to_contain_text("文本不完整")


def test_a_unit_without_a_report_says_so(page: Page) -> None:
    page.goto("/")
    page.locator(".not-loaded a").first.click()
    expect(page.locator(".notice")).to_contain_text("尚未载入")
    expect(page.locator(".headline")).to_have_count(0)


def test_contacts_say_whether_they_still_hold(page: Page) -> None:
    page.goto("/units/faku/#contact")
    expect(page.locator("section[aria-labelledby=contact]")).to_contain_text(re.compile("已截止|是否仍然有效"))
    expect(page.locator("section[aria-labelledby=contact] a[href^='tel:']").first).to_be_visible()
    expect(page.locator("section[aria-labelledby=contact] a[href^='mailto:']").first).to_be_visible()


def test_on_a_phone_areas_with_nothing_open_are_folded_and_a_link_unfolds_them(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/units/faku/")
    assert page.locator("details.area").count() > page.locator("details.area[open]").count()
    for area in page.locator("details.area:not([open])").all():
        expect(area.locator(".is-in_progress, .is-phased, .is-not_done")).to_have_count(0)
    page.locator("details.area:not([open]) > summary").first.click()
    expect(page.locator(".item").first).to_be_visible()
    page.goto("about:blank")
    page.goto("/units/faku/#p2")
    expect(page.locator("#p2")).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/units/baita/")
    expect(page.locator("details.area:not([open])")).to_have_count(0)


def test_a_unit_is_put_beside_another(page: Page) -> None:
    page.goto("/units/faku/")
    page.get_by_role("link", name="与其他单位对比").click()
    expect(page.get_by_role("checkbox", name=re.compile("法库县"))).to_be_checked()
    page.locator("input[name=unit][value=baita]").check()
    page.get_by_role("button", name="对比").click()
    expect(page.locator(".table-compare thead th")).to_have_count(2)
