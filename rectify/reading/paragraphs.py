"""Paragraphs: each line of a document with what can be seen of it alone (its marker, its labels, its quotations)."""

import re
from dataclasses import dataclass, field

from .labels import Label, find_labels, role_of
from .markers import Marker, leading_marker
from .status import is_statement
from .text import last_ink, normal, quoted_spans, skip_blank
from .vocabulary import OUTLINE

_SUMMARY = tuple(OUTLINE["closing_summary"])
_COUNTS_ALL = re.compile(
    r"(?:截至|截止|目前)[^。;]{0,30}?\d{1,4}(?:个|项|条)(?:方面)?(?:具体)?(?:反馈)?(?:问题|任务|整改|事项)"
)
_RESOLVES = re.compile(
    "[\u4e00-\u9fff]{0,10}?(?:党组|党委|党工委|总支|支部|[我本][省市县区局镇乡院校委办])将(?:以|继续|坚持|持续|始终|进一步|切实|把|坚决|一如既往)"
)
_ORNAMENTS = frozenset("-–—─━=_~*＊·•…><+#^◆◇★☆●◉◎○△▽■□※ ┌┬┐├┼┤└┴┘│┃║╔╦╗╠╬╣╚╩╝═")
_LABELLED_CHARS = 4000
"""Labels are looked for in the first so many characters of a line; a paragraph longer than that is no outline."""


@dataclass(slots=True)
class Paragraph:
    """One line. Offsets count characters of `line`; `plain` is the line made half-width, of the same length."""

    number: int
    line: str
    plain: str
    start: int
    end: int
    marker: Marker | None
    body: int
    quoted: list[tuple[int, int]]
    labels: list[Label] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        return self.start >= self.end

    @property
    def text(self) -> str:
        """What the line says behind its marker, half-width."""
        return self.plain[self.body : self.end]

    @property
    def label(self) -> Label | None:
        """The label that opens the line (behind its marker), if any."""
        return self.labels[0] if self.labels and self.labels[0].start <= self.body else None

    def says(self, *roles: str) -> bool:
        """Whether a label of one of these roles stands in the line."""
        return any(label.role in roles for label in self.labels)


def paragraph(number: int, line: str) -> Paragraph:
    """The paragraph of line `number` (from 1)."""
    plain = normal(line)
    start = skip_blank(plain, 0)
    end = last_ink(plain, start, len(plain))
    if _is_rule(plain[start:end]):
        end = start
    quoted = quoted_spans(plain)
    marker = leading_marker(plain, line, start) if start < end else None
    body = skip_blank(plain, marker.end, end) if marker else start
    made = Paragraph(number, line, plain, start, end, marker, min(body, end), quoted)
    if marker and marker.number is None and is_statement(plain[body:end]):
        made.marker = None  # ✓已完成 is a statement with an ornament
    if start < end and (row := _label_row(line, plain)):
        made.labels = [row]
    elif start < end:
        made.labels = find_labels(plain, made.body, min(end, made.body + _LABELLED_CHARS), quoted)
        if marker and marker.number is None and made.label:
            made.marker = None  # ◆整改情况:… is a label with an ornament
    return made


def _is_rule(text: str) -> bool:
    """Whether a line only parts others: -----, ＊＊＊, ＞＞＞. It is as good as a blank one."""
    return len(text) > 1 and all(char in _ORNAMENTS for char in text)


def _label_row(line: str, plain: str) -> Label | None:
    """The label of a table row that is nothing but a label and what it announces (整改措施 | …)."""
    if "\t" not in line:
        return None
    cells = [(at, cell) for at, cell in _cells(line) if cell.strip()]
    if len(cells) != 2:
        return None
    (first, name), (second, _) = cells
    role = role_of("".join(plain[first : first + len(name)].split()).strip(":"))
    if role is None:
        return None
    begin = skip_blank(plain, first)
    return Label(role, begin, skip_blank(plain, second), name.strip())


def _cells(line: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for cell in line.split("\t"):
        found.append((at, cell))
        at += len(cell) + 1
    return found


def is_summary(para: Paragraph) -> bool:
    """Whether an unlabelled, unnumbered line looks back or ahead over the whole and not at one item."""
    if para.marker is not None:
        return False
    if para.plain.startswith(_SUMMARY, para.start) or _RESOLVES.match(para.plain, para.start):
        return True
    return _COUNTS_ALL.match(para.plain, para.start) is not None
