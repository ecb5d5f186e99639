"""A Word document to lines: its paragraphs and table rows in order, with the numbers that Word puts before them."""

from collections.abc import Iterator

from lxml import etree

from ..extracted import Extracted, numbered, paragraph_lines, row_line, tidy
from ..limits import Limits
from ..packages import open_package
from ..refusals import Refusal
from .numbering import Numbering
from .parts import Parts, W, children, is_on, number, value
from .runs import run_text
from .styles import Styles

_MOST_COLUMNS = 500


def extract(data: bytes, limits: Limits) -> Extracted:
    """Return the paragraphs and table rows of a Word document."""
    parts = Parts(open_package(data, limits))
    styles = Styles(parts.related("styles"))
    walk = _Walk(styles, Numbering(parts.related("numbering"), styles), limits)
    body = parts.document().find(W + "body")
    lines = list(walk.lines(body)) if body is not None else []
    return Extracted("docx", lines, title=walk.title)


class _Walk:
    """One walk through a document in order, since automatic numbers depend on all that came before."""

    def __init__(self, styles: Styles, numbering: Numbering, limits: Limits) -> None:
        self._styles, self._numbering = styles, numbering
        self._cells_left = limits.cells
        self._cells = limits.cells
        self._carried = ""  # text of a paragraph whose end was deleted: it runs on into the next
        self.title: str | None = None

    def lines(self, container: etree._Element) -> Iterator[str]:
        """Yield the lines of what stands in a body, a cell or a text box."""
        for element in children(container):
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif element.tag == W + "tbl":
                yield from self._table(element)
        if self._carried:
            carried, self._carried = self._carried, ""
            yield from paragraph_lines(carried)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle")
        if self._styles.is_contents(style):
            return
        shown = run_text(paragraph)
        text = self._carried + shown.text
        if is_on(properties, "rPr/del") or is_on(properties, "rPr/moveFrom"):
            self._carried = text
            return
        self._carried = ""
        marker = self._numbering.marker(paragraph)
        lines = paragraph_lines(text)
        # A page break or a manual line break at the end of a paragraph starts no line of its own.
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        while len(lines) > 1 and not lines[0]:
            lines.pop(0)
        if marker and lines[0]:
            lines[0] = numbered(marker, lines[0])
        if self.title is None and self._styles.is_title(style) and lines[0]:
            self.title = "".join(lines)
        yield from lines
        for box in shown.boxes:
            yield from self.lines(box)

    def _table(self, table: etree._Element) -> Iterator[str]:
        rows = [row for row in children(table) if row.tag == W + "tr" and not is_on(row, "trPr/del")]
        if all(len(_cells(row)) < 2 for row in rows):  # a frame around paragraphs
            for row in rows:
                for cell in _cells(row):
                    yield from self.lines(cell)
            return
        above: dict[int, str] = {}
        for row in rows:
            texts = self._row(row, above)
            above = dict(enumerate(texts))
            yield row_line(texts)

    def _row(self, row: etree._Element, above: dict[int, str]) -> list[str]:
        """The texts of a row by column: what is merged downwards in every row, what is merged across once."""
        texts = [""] * _columns(number(row, "trPr/gridBefore") or 0)
        for cell in _cells(row):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            own = " ".join(filter(None, map(tidy, self.lines(cell))))
            continues = merge is not None and merge.get(W + "val") != "restart"
            span = max(1, _columns(number(cell, "tcPr/gridSpan") or 1))
            texts += [above.get(len(texts), "") if continues and not own else own] + [""] * (span - 1)
        self._cells_left -= len(texts)
        if self._cells_left < 0:
            raise Refusal("too_many_cells", where="一张表格", limit=self._cells)
        return texts


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in children(row) if cell.tag == W + "tc"]


def _columns(count: int) -> int:
    return max(0, min(count, _MOST_COLUMNS))
