"""A PDF to lines: its paragraphs and the rows of its ruled tables, in order, over the ends of its pages."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage

from ..extracted import Extracted, row_line, tidy
from ..limits import Limits
from ..refusals import Refusal
from .lines import Line, lines_of
from .margins import without_margins
from .paragraphs import Habits, habits_of, paragraphs
from .radicals import unified
from .tables import Table, append, continued, middle, ruled_tables

_UNMAPPED = "(cid:"
_UNMAPPED_SHARE = 0.2
_TEXT_OF_A_PAGE = 10  # characters; a page with pictures and fewer is a scan
_SAME_PLACE = 1.0  # points: a character printed twice so close to itself makes bold


@dataclass
class _Page:
    lines: list[Line]
    tables: list[Table]
    width: float
    height: float
    scanned: bool


def extract(data: bytes, limits: Limits) -> Extracted:
    """Return the paragraphs and table rows of a PDF."""
    pages = list(_pages(data, limits))
    if not any(page.lines or page.tables for page in pages):
        raise Refusal("scanned", pages=len(pages)) if any(page.scanned for page in pages) else Refusal("no_text")
    kept = without_margins([page.lines for page in pages], [page.height for page in pages])
    lines, title = _in_order(kept, [page.tables for page in pages], max(page.width for page in pages))
    scanned = [str(number) for number, page in enumerate(pages, 1) if page.scanned]
    notes = (f"pages without text, pictures only: {', '.join(scanned)}",) if scanned else ()
    return Extracted("pdf", lines, title=title, notes=notes)


def _pages(data: bytes, limits: Limits) -> Iterator[_Page]:
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
    except Exception as error:
        if isinstance(_cause(error), PDFPasswordIncorrect | PDFEncryptionError):
            raise Refusal("encrypted_pdf") from None
        raise
    with pdf:
        count = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), limits.pages + 1))
        if count > limits.pages:
            raise Refusal("too_many_pages", limit=limits.pages)
        characters = 0
        for number, page in enumerate(pdf.pages, 1):
            shown = _shown_characters(page, number)
            characters += len(shown)
            if characters > limits.characters:
                raise Refusal("too_many_characters", limit=limits.characters)
            yield _read_page(page, shown, number)
            page.close()  # frees the page's objects; a long document would keep them all


def _cause(error: BaseException) -> BaseException:
    inner = error.args[0] if error.args and isinstance(error.args[0], BaseException) else error.__cause__
    return inner or error


def _shown_characters(page: Any, number: int) -> list[dict[str, Any]]:
    """The characters on a page, without what lies outside of it, stands across it (a watermark) or is printed twice."""
    left, top, right, bottom = page.bbox
    found = [
        one
        for one in page.dedupe_chars(tolerance=_SAME_PLACE).chars
        if one["upright"] and left <= one["x0"] <= right and top <= one["top"] <= bottom and one["size"] > 0
    ]
    unmapped = sum(1 for one in found if one["text"].startswith(_UNMAPPED))
    if unmapped > _UNMAPPED_SHARE * len(found):
        raise Refusal("garbled_pdf", page=number)
    for one in found:
        one["text"] = "\ufffd" if one["text"].startswith(_UNMAPPED) else unified(one["text"])
    return found


def _read_page(page: Any, characters: list[dict[str, Any]], number: int) -> _Page:
    tables = ruled_tables(page, characters, number)
    outside = [one for one in characters if not any(table.holds(*middle(one)) for table in tables)]
    scanned = len(characters) < _TEXT_OF_A_PAGE and bool(page.images)
    return _Page(lines_of(outside, number), tables, float(page.width), float(page.height), scanned)


def _in_order(pages: list[list[Line]], tables: list[list[Table]], width: float) -> tuple[list[str], str | None]:
    """The document's lines and its title: paragraphs go on over page ends, tables too, unless the other comes between."""
    lines: list[str] = []
    habits = habits_of(pages, width) if any(pages) else None
    run: list[Line] = []
    title: str | None = None
    pending: Table | None = None

    def finish_run() -> None:
        nonlocal run, title
        for paragraph in paragraphs(run, habits) if run else ():
            lines.append(tidy(paragraph.text))
            title = title or _title(paragraph.first, lines[-1], len(lines), habits)
        run = []

    def finish_table() -> None:
        nonlocal pending
        lines.extend(row_line(row.texts) for row in (pending.rows if pending else ()) if any(row.texts))
        pending = None

    for page_lines, page_tables in zip(pages, tables, strict=True):
        parts = sorted([*page_lines, *page_tables], key=lambda part: part.top)
        for part in parts:
            if isinstance(part, Line):
                finish_table()
                run.append(part)
            elif pending is not None and continued(pending, part):
                append(pending, part)
            else:
                finish_run()
                finish_table()
                pending = part
    finish_run()
    finish_table()
    return lines, title


def _title(first: Line, text: str, index: int, habits: Habits) -> str | None:
    """The text of a paragraph set larger than the rest near the document's beginning."""
    return text if index <= 5 and first.size > habits.size + 1 and len(text) >= 5 else None
