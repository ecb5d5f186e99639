"""Write the sample documents that are no plain text (.docx, .pdf, .xlsx) from their sources, once, by hand.

    python -m tests.reading.documents.make

Needs python-docx, reportlab and openpyxl. What it writes is kept under version control: tests read the files.

A source is a text, a paragraph a line: `# ` a title, `> ` set to the right, `= ` a numbered list entry (in a workbook: a new sheet),
`| a | b |` a table row; **bold** as in Markdown.
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl.styles import Alignment, Font
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

HERE = Path(__file__).parent
FACE = "STSong-Light"  # every PDF reader knows it: nothing to embed, so the file stays small
MADE_ON = datetime(2024, 1, 1)
FORMATS = {
    "chengyuan-invest": ".docx",
    "heling-health": ".docx",
    "peiting-cdc": ".pdf",
    "qiluan-energy": ".docx",
    "yunhai-transport": ".xlsx",
}
KINDS = {"#": "title", ">": "right", "=": "list", "|": "row"}


def paragraphs(name: str) -> Iterator[tuple[str, str]]:
    """(kind, text) of each line of a source; kind is text, title, right, list or row."""
    for line in (HERE / "sources" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        kind = KINDS.get(line[:1], "text")
        yield kind, line if kind in ("text", "row") else line[1:].strip()


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().removeprefix("|").removesuffix("|").split("|")]


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """(text, bold) pieces of a paragraph."""
    for number, piece in enumerate(text.split("**")):
        if piece:
            yield piece, number % 2 == 1


def write_docx(name: str, target: Path) -> None:
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = MADE_ON
    table = None
    for kind, text in paragraphs(name):
        if kind == "row":
            table = add_row(document, table, cells(text))
            continue
        table = None
        paragraph = document.add_paragraph(style="List Number" if kind == "list" else None)
        if kind in ("title", "right"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if kind == "title" else WD_ALIGN_PARAGRAPH.RIGHT
        for piece, bold in runs(text):
            paragraph.add_run(piece).bold = bold or kind == "title"
    document.save(target)


def add_row(document, table, values: list[str]):
    """Add a row to the table that is open, or open one."""
    if table is None:
        table = document.add_table(rows=0, cols=len(values), style="Table Grid")
    for cell, value in zip(table.add_row().cells, values, strict=True):
        cell.text = value
    return table


def write_pdf(name: str, target: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FACE))
    flow = [Paragraph(set_bold(text), STYLES.get(kind, STYLES["text"])) for kind, text in paragraphs(name)]
    margins = {"leftMargin": 28 * mm, "rightMargin": 26 * mm, "topMargin": 32 * mm, "bottomMargin": 30 * mm}
    pages = SimpleDocTemplate(str(target), pagesize=A4, invariant=1, **margins)
    pages.build(flow, onFirstPage=number_page, onLaterPages=number_page)


def style(name: str, size: int, **rest) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=FACE, fontSize=size, leading=size * 1.8, wordWrap="CJK", **rest)


STYLES = {
    "title": style("title", 18, alignment=TA_CENTER, spaceAfter=12),
    "right": style("right", 14, alignment=TA_RIGHT),
    "text": style("text", 14, firstLineIndent=28),
}


def set_bold(text: str) -> str:
    """The face has no bold: larger letters set the words apart, as some offices do."""
    return "".join(f'<font size="15">{piece}</font>' if bold else piece for piece, bold in runs(text))


def number_page(canvas, pages) -> None:
    canvas.setFont(FACE, 12)
    canvas.drawCentredString(A4[0] / 2, 18 * mm, f"— {canvas.getPageNumber()} —")


def write_xlsx(name: str, target: Path) -> None:
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = MADE_ON
    sheet, lead = book.active, []
    for kind, text in paragraphs(name):
        if kind == "list":
            sheet = sheet if not sheet.max_row > 1 else book.create_sheet()
            sheet.title = text
            for number, (words, title) in enumerate(lead, 1):
                sheet.cell(number, 1, words).font = Font(bold=title)
                sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=9)
            lead = []
        elif kind == "row":
            sheet.append([typed(cell) for cell in cells(text)])
            for cell in sheet[sheet.max_row]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        else:
            lead.append((text, kind == "title"))
    book.save(target)


def typed(cell: str) -> str | int | date | None:
    """What a person would have typed: numbers and dates are no text in a workbook."""
    if cell.isdigit():
        return int(cell)
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return cell or None


WRITERS = {".docx": write_docx, ".pdf": write_pdf, ".xlsx": write_xlsx}


def main() -> None:
    for name, suffix in FORMATS.items():
        target = HERE / f"{name}{suffix}"
        WRITERS[suffix](name, target)
        print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
