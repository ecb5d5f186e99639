"""Taking it along: every form of a list holds the rows that are seen; feeds and badges work where they are put."""

import csv
import io
import json
from pathlib import Path

from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

LIST = "/problems/?unit=faku&status=phased"


def downloaded(page: Page, link: str) -> Path:
    """The file behind the link with this name."""
    with page.expect_download() as download:
        page.get_by_role("link", name=link, exact=True).click()
    return Path(download.value.path())


def workbook(page: Page, link: str) -> Workbook:
    return load_workbook(io.BytesIO(downloaded(page, link).read_bytes()))


def names_seen(page: Page) -> list[str]:
    return page.locator(".row-name").all_inner_texts()


def test_a_filtered_list_is_the_same_as_csv_and_json(page: Page) -> None:
    page.goto(LIST)
    seen = names_seen(page)
    assert len(seen) == 3
    content = downloaded(page, "CSV").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "Excel would not take it for UTF-8"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["问题"] for row in rows] == seen
    items = json.loads(downloaded(page, "JSON").read_bytes())["items"]
    assert [item["problem"] for item in items] == seen


def test_a_filtered_list_is_the_same_as_the_lists_of_the_office(page: Page) -> None:
    page.goto(LIST)
    book = workbook(page, "XLSX")
    assert book.sheetnames == ["问题清单", "任务清单", "责任清单"]
    heading, *rows = book["问题清单"].iter_rows(values_only=True)
    assert heading == ("单位", "序号", "方面", "问题", "具体表现", "来源")
    assert [row[3] for row in rows] == names_seen(page)
    measures = sum(int(cell) for cell in page.locator("[data-label=措施]").all_inner_texts())
    assert book["任务清单"].max_row == 1 + measures
    assert all(sheet.freeze_panes for sheet in book)


def test_lists_of_measures_and_units_are_taken_along_too(page: Page) -> None:
    for address in ("/measures/?unit=faku&status=phased", "/units/"):
        page.goto(address)
        seen = names_seen(page)
        rows = list(csv.reader(io.StringIO(downloaded(page, "CSV").read_text(encoding="utf-8-sig"))))
        column = 0 if address == "/units/" else rows[0].index("措施")
        assert [row[column] for row in rows[1:]] == seen
        assert workbook(page, "XLSX").active.max_row == len(rows)


def test_a_unit_page_offers_its_three_lists(page: Page) -> None:
    page.goto("/units/faku/")
    book = workbook(page, "三清单（XLSX）")
    items = page.locator(".item").count()
    assert book["问题清单"].max_row == 1 + items


def test_feeds_are_found_and_read(page: Page) -> None:
    for address in ("/", "/units/faku/"):
        page.goto(address)
        title, own_address = page.evaluate(
            """async () => {
                const address = document.querySelector("link[type='application/atom+xml']").href;
                const text = await (await fetch(address)).text();
                const feed = new DOMParser().parseFromString(text, "application/xml");
                const own = feed.querySelector("feed > link[rel=alternate]");
                return [feed.querySelector("feed > title").textContent, own.getAttribute("href")];
            }"""
        )
        assert "变动" in title
        assert own_address == page.url


def test_the_badge_that_is_copied_is_drawn_and_leads_back(page: Page) -> None:
    page.goto("/units/faku/")
    page.locator(".share-more summary").click()
    snippet = page.locator("#share-badge").inner_text()
    expect(page.locator(".share-badge img")).to_be_visible()
    page.set_content(snippet)
    badge = page.locator("a > img")
    badge.evaluate("picture => picture.decode()")
    assert badge.evaluate("picture => picture.naturalWidth") > 100
    badge.click()
    expect(page.locator("h1")).to_have_text("沈阳市法库县")
