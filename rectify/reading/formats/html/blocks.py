"""A page's elements as blocks: the lines that a reader of the page sees, with how much of each is a link."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ..extracted import paragraph_lines, row_line
from ..grid import spread
from ..limits import Limits
from .lists import ListNumbers
from .tables import is_data_table, table_rows

UNSEEN = frozenset(
    "script style noscript template iframe object embed svg canvas audio video map select option button input textarea "
    "head title link meta param area progress meter datalist".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)", re.I)
_BREAKS_KEPT = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_ASCII_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\u201c\u201d\u2018\u2019\u2014\u2026"
# Editors wrap Chinese source text anywhere; where a Chinese character stands on either side no space was meant.
_SOURCE_LINE_END = re.compile(
    rf"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*|(?<=[^\s{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])"
)
# Old systems store plain text in which only the indentation of the next paragraph is left of a paragraph's end.
_LOST_BREAK = re.compile(r"(?<=[。！？；])(?:\u3000{2,}|\xa0{4,})(?=\S)")


@dataclass
class Block:
    """One line of the page. `row` says that it is a table row; `link_share` is 0 to 1; `element` is where it stands."""

    text: str
    element: etree._Element
    link_share: float = 0.0
    row: bool = False


@dataclass
class _Line:
    """The line being put together: pieces of text in order, and how many of their characters are links."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str | None, linked: bool, keep_breaks: bool) -> None:
        if text:
            self.pieces.append(text.replace("\n", "\u2028") if keep_breaks else text)
            self.linked += len(text.strip()) if linked else 0

    def take(self) -> tuple[str, float]:
        """Return the text, white space collapsed as browsers do, and the share of it that is a link; start anew."""
        text, linked = "".join(self.pieces), self.linked
        self.pieces, self.linked = [], 0
        text = _ASCII_BLANKS.sub(" ", _SOURCE_LINE_END.sub("", text))
        text = _LOST_BREAK.sub("\u2028", text)
        return text, min(1.0, linked / max(1, len(text.strip())))


def blocks_of(root: etree._Element, limits: Limits, flat: bool = False) -> Iterator[Block]:
    """Yield the blocks inside `root` in page order, blank ones left out. `flat`: treat tables inside as mere layout."""
    line, numbers = _Line(), ListNumbers()
    links = breaks_kept = 0
    skipped: etree._Element | None = None  # the element whose end comes next without its inside

    def finished(element: etree._Element) -> Iterator[Block]:
        text, share = line.take()
        for part in paragraph_lines(text):
            if part:
                yield Block(numbers.mark(part), element, share)

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in UNSEEN or not tag:
                skipped = element
                walker.skip_subtree()
                continue
            if is_block(element):
                yield from finished(element)
                numbers.enter(element)
            if tag == "table" and not flat and is_data_table(element):
                yield from _rows(element, limits)
                skipped = element
                walker.skip_subtree()
                continue
            links += tag == "a"
            breaks_kept += keeps_breaks(element)
            if tag == "br":
                yield from finished(element)
            line.add(element.text, links > 0, breaks_kept > 0)
        else:
            if element is not skipped:
                links -= tag == "a"
                breaks_kept -= keeps_breaks(element)
                if is_block(element):
                    yield from finished(element)
                    numbers.leave(element)
            if element is not root:
                line.add(element.tail, links > 0, breaks_kept > 0)
    yield from finished(root)


def is_block(element: etree._Element) -> bool:
    """Whether an element starts and ends a line."""
    return element.tag in _BLOCKS or bool(_SHOWN_AS_BLOCK.search(element.get("style") or ""))


def keeps_breaks(element: etree._Element) -> bool:
    """Whether line breaks in the source are line breaks on the page."""
    return element.tag == "pre" or bool(_BREAKS_KEPT.search(element.get("style") or ""))


def _rows(table: etree._Element, limits: Limits) -> Iterator[Block]:
    def text_of(cell: etree._Element) -> str:
        return " ".join(block.text for block in blocks_of(cell, limits, flat=True))

    for texts in spread(table_rows(table, text_of), limits.cells):
        line = row_line(texts)
        if line.strip():
            yield Block(line, table, row=True)
