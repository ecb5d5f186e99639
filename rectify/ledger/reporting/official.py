"""Word documents that look as official documents do (GB/T 9704-2012): A4, its margins, type sizes and page numbers."""

import io
import math
import re
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from rectify.ledger.reporting import fonts

#: 3号 for the text, 2号 for the title, 5号 in tables, 4号 for page numbers.
BODY, TITLE, TABLE, PAGE = Pt(16), Pt(22), Pt(10.5), Pt(14)
_LINE = Pt(28.8)
#: What is left of an A4 page between the margins.
WIDTH_MM = 156
#: Characters of a title that fit on a line.
TITLE_LINE = 19
_PHRASE_ENDS = re.compile("关于|党组|党委|委员会|的|）|》|工作|情况")
_PHRASE_BEGINS = re.compile("整改|主要负责人|巡视|巡察|（|《|\\d+[项日]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLACK = RGBColor(0, 0, 0)
LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


class Official:
    """One document, written from top to bottom."""

    def __init__(self, title: str, author: str, made_at: datetime) -> None:
        self.document = Document()
        self._set_page()
        self._set_styles()
        fonts.name_stand_ins(self.document)
        core = self.document.core_properties
        core.title, core.author, core.comments, core.language = printable(title), printable(author), "", "zh-CN"
        core.created = core.modified = made_at.replace(tzinfo=None)
        self.title(title)

    def title(self, text: str) -> None:
        paragraph = self.document.add_paragraph(style="公文标题")
        paragraph.add_run("\n".join(title_lines(printable(text))))

    def heading(self, text: str) -> None:
        self.document.add_paragraph(printable(text), style="Heading 1")

    def subheading(self, text: str) -> None:
        self.document.add_paragraph(printable(text), style="Heading 2")

    def paragraph(self, text: str) -> Paragraph:
        return self.document.add_paragraph(printable(text), style="公文正文")

    def addressee(self, text: str) -> None:
        self.document.add_paragraph(printable(text), style="Normal")

    def signature(self, *lines: str) -> None:
        """Who signs and when, at the right, kept together on a page."""
        lines = [line for line in lines if line]
        for n, line in enumerate(lines):
            paragraph = self.document.add_paragraph(printable(line), style="公文落款")
            paragraph.paragraph_format.space_before = _LINE if n == 0 else Pt(0)
            paragraph.paragraph_format.keep_with_next = n < len(lines) - 1

    def caption(self, text: str) -> None:
        """What a table shows, above it and never parted from it."""
        self.document.add_paragraph(printable(text), style="表题")

    def note(self, text: str) -> None:
        """What has to be known about the table above."""
        self.document.add_paragraph(printable(text), style="表注")

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[object]],
        widths: Sequence[float],
        *,
        left: Sequence[int] = (0,),
    ) -> None:
        """A table whose head is repeated on every page; ``widths`` are shares of the page's, columns ``left`` hold
        text and the others figures."""
        table = self.document.add_table(rows=0, cols=len(headings), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _set_margins(table._tbl.tblPr)
        total = sum(widths)
        in_mm = [Mm(WIDTH_MM * width / total) for width in widths]
        for column, width in zip(table.columns, in_mm, strict=True):
            column.width = width
        for n, row in enumerate([headings, *rows]):
            cells = table.add_row().cells
            for i, (cell, value) in enumerate(zip(cells, row, strict=True)):
                cell.width = in_mm[i]
                _fill(cell, printable(str(value)), is_head=n == 0, is_left=i in left)
            _keep_whole(table.rows[n]._tr, is_head=n == 0)

    def saved(self) -> io.BytesIO:
        file = io.BytesIO()
        self.document.save(file)
        file.seek(0)
        return file

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        # Page numbers stand at the outer edge of sheets printed on both sides.
        self.document.settings.odd_and_even_pages_header_footer = True
        for footer, side in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            for text in ("— ", None, " —"):
                run = paragraph.add_run(text)
                run.font.size = PAGE
                fonts.use_font(run._r.get_or_add_rPr(), fonts.PAGE_NUMBER, fonts.PAGE_NUMBER)
                if text is None:
                    _add_page_number(run._r)

    def _set_styles(self) -> None:
        styles = self.document.styles
        _style(styles["Normal"], fonts.BODY, BODY)
        body = styles.add_style("公文正文", WD_STYLE_TYPE.PARAGRAPH)
        body.base_style = styles["Normal"]
        _style(body, fonts.BODY, BODY, indent=2, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
        for name, font in (("Heading 1", fonts.HEADING), ("Heading 2", fonts.SUBHEADING)):
            _style(styles[name], font, BODY, indent=2)
            styles[name].paragraph_format.keep_with_next = True
            styles[name].paragraph_format.space_before = Pt(12)
        for name, font, size, align in (
            ("公文标题", fonts.TITLE, TITLE, CENTER),
            ("公文落款", fonts.BODY, BODY, RIGHT),
            ("表题", fonts.HEADING, Pt(14), CENTER),
            ("表注", fonts.BODY, TABLE, LEFT),
            ("表格", fonts.BODY, TABLE, LEFT),
        ):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            _style(style, font, size, align=align)
        title, caption, note = styles["公文标题"].paragraph_format, styles["表题"].paragraph_format, styles["表注"]
        title.line_spacing, title.space_after = Pt(36), _LINE
        caption.space_before, caption.space_after, caption.keep_with_next = Pt(10), Pt(4), True
        note.paragraph_format.space_before, note.paragraph_format.space_after = Pt(4), Pt(8)
        styles["公文落款"].paragraph_format.right_indent = Pt(32)
        for name in ("表注", "表格"):
            styles[name].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        cells = styles["表格"].paragraph_format
        cells.space_before = cells.space_after = Pt(1.5)


def printable(text: str) -> str:
    """The text without characters that no Word document can hold."""
    return _UNPRINTABLE.sub("", text)


def title_lines(text: str) -> list[str]:
    """A title in lines of about the same length, parted where a phrase begins or ends: no line holds its last word
    alone, and no word is torn."""
    n = math.ceil(len(text) / TITLE_LINE)
    if n < 2:
        return [text]
    ideal = len(text) / n
    places = {match.end() for match in _PHRASE_ENDS.finditer(text)} | {m.start() for m in _PHRASE_BEGINS.finditer(text)}
    fitting = [
        place for place in places if ideal / 2 < place <= TITLE_LINE and len(text) - place <= TITLE_LINE * (n - 1)
    ]
    place = min(fitting, key=lambda place: (abs(place - ideal), place), default=math.ceil(ideal))
    return [text[:place], *title_lines(text[place:])]


def _style(style: ParagraphStyle, font: str, size: Pt, *, indent: int = 0, align: int = LEFT) -> None:
    """``indent`` counts characters of the first line."""
    properties = style.element.get_or_add_rPr()
    fonts.use_font(properties, font)
    style.font.size, style.font.bold, style.font.italic = size, False, False
    style.font.color.rgb = _BLACK
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
    form.alignment = align
    form.first_line_indent = size * indent
    if indent:
        # By characters as well, so that the indent follows when somebody changes the type size.
        style.element.pPr.ind.set(qn("w:firstLineChars"), str(indent * 100))


def _fill(cell: _Cell, text: str, *, is_head: bool, is_left: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "表格"
    run = paragraph.add_run(text)
    if is_head:
        fonts.use_font(run._r.get_or_add_rPr(), fonts.HEADING)
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E7EBEF")):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    paragraph.alignment = LEFT if is_left and not is_head else CENTER
    cell.vertical_alignment = 1


def _set_margins(properties: OxmlElement) -> None:
    """Narrow ones, so that a heading of three or four characters keeps to its line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(1).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # Word wants the properties of a table in an order of its own.
    look = properties.find(qn("w:tblLook"))
    look.addprevious(margins) if look is not None else properties.append(margins)


def _keep_whole(row: OxmlElement, *, is_head: bool) -> None:
    """A row is not parted by the end of a page; the head is shown on each."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _add_page_number(run: OxmlElement) -> None:
    """A field that Word fills in; in three parts, because the short form loses its type size."""
    for kind, text in (("begin", None), (None, "PAGE"), ("separate", None), ("shown", "1"), ("end", None)):
        if kind == "shown":
            shown = OxmlElement("w:t")
            shown.text = text
            run.append(shown)
        elif kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = text
            run.append(instruction)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.append(mark)
