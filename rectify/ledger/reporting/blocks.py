"""What a report consists of, whatever it is written as: the Word document and the print page are made of the same."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from rectify.ledger.reporting.official import Official


@dataclass(frozen=True)
class Heading:
    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    text: str
    kind: str = "paragraph"


@dataclass(frozen=True)
class Table:
    """``widths`` are shares of the page's; columns ``left`` hold text, the others figures. ``note`` stands below."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    widths: Sequence[float]
    left: Sequence[int] = (0,)
    note: str = ""
    kind: str = "table"

    @property
    def cells(self) -> list[list[tuple[object, bool]]]:
        """(value, whether it is text) for each row, as a template reads them."""
        return [[(value, i in self.left) for i, value in enumerate(row)] for row in self.rows]


@dataclass
class Paper:
    """A report from its title to who signs it and when."""

    title: str
    blocks: list[Heading | Paragraph | Table] = field(default_factory=list)
    signature: Sequence[str] = ()

    def number_tables(self) -> None:
        """表1, 表2 and so on, in the order in which they stand."""
        n = 0
        for i, block in enumerate(self.blocks):
            if isinstance(block, Table):
                n += 1
                self.blocks[i] = replace(block, caption=f"表{n}　{block.caption}")


def word_document(paper: Paper, author: str, made_at: datetime) -> io.BytesIO:
    official = Official(paper.title, author, made_at)
    for block in paper.blocks:
        if isinstance(block, Heading):
            official.heading(block.text)
        elif isinstance(block, Paragraph):
            official.paragraph(block.text)
        else:
            official.caption(block.caption)
            official.table(block.headings, block.rows, block.widths, left=block.left)
            if block.note:
                official.note(block.note)
    official.signature(*paper.signature)
    return official.saved()
