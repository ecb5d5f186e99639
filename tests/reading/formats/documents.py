"""Documents made for the tests, about invented places: Word, PDF and Excel files as bytes."""

import io
import zipfile

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
EM = 16  # points
LEFT, TOP, LINE = 80, 750, 28  # points
CHARACTERS_A_LINE = 27
LINES_A_PAGE = 23

TITLE = "中共青岚市水务局党组关于巡察整改进展情况的通报"
REPORT = [
    TITLE,
    "根据市委统一部署，市委第一巡察组对市水务局党组开展了常规巡察，并反馈了巡察意见。现将整改进展情况予以公布。",
    "一、反馈问题整改情况",
    *(
        line
        for number in range(1, 16)
        for line in (
            f"{number}.关于第{number}号水源地巡护记录不完整的问题。",
            "整改措施：一是重新划定巡护网格，落实专人每周两次到场签到；二是把记录情况纳入季度考核，连续两次缺项的约谈负责人。",
            "整改进展情况：已完成。",
        )
    ),
    "二、下一步打算",
    "局党组将继续抓好后续整改。欢迎干部群众监督。联系电话：000-8123456。",
    "中共青岚市水务局党组",
    "2023年5月5日",
]

LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircleChinese", "%4"),
)


def word(*paragraphs: str) -> docx.document.Document:
    """A Word document with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def saved(document) -> bytes:
    """The bytes of a Word document or a workbook."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def add_list(document: docx.document.Document, number: int, levels=LEVELS, restart: bool = False) -> None:
    """Define list `number` with these (format, text) levels; `restart`: a second use of list 1 that starts anew."""
    numbering = document.part.numbering_part.element
    if not restart:
        inner = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for level, (form, text) in enumerate(levels)
        )
        xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{900 + number}">{inner}</w:abstractNum>'
        numbering.insert(0, parse_xml(xml))
    abstract = 901 if restart else 900 + number
    starts = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    xml = f'<w:num {nsdecls("w")} w:numId="{900 + number}"><w:abstractNumId w:val="{abstract}"/>{starts}</w:num>'
    numbering.append(parse_xml(xml))


def add_item(document: docx.document.Document, text: str, level: int = 0, number: int = 1):
    """Add a paragraph that Word numbers by itself; return it."""
    paragraph = document.add_paragraph(text)
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{900 + number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    return paragraph


def add_xml(paragraph, xml: str) -> None:
    """Append elements, written with the `w:` prefix, to a paragraph."""
    root = parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>")
    for child in list(root):
        paragraph._p.append(child)


class Page:
    """Draws a PDF line by line, as an office program would print it."""

    def __init__(self, **options) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, **options)
        self.line = 0
        self.number = 1
        self.head: str | None = None
        self.numbered = True

    def write(self, text: str, left: float = LEFT, size: float = EM) -> None:
        """One printed line, on a new page where the old one is full."""
        if self.line == LINES_A_PAGE:
            self.turn()
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(left, TOP - self.line * LINE, text)
        self.line += 1

    def paragraph(self, text: str, indent: int = 2) -> None:
        """A paragraph with its first line indented by some characters."""
        room, start = CHARACTERS_A_LINE - indent, LEFT + indent * EM
        while text:
            cut = _fitting(text, room)
            self.write(text[:cut], start)
            text, room, start = text[cut:], CHARACTERS_A_LINE, LEFT

    def turn(self) -> None:
        """Finish the page with its number and running head, and begin the next."""
        self.canvas.setFont(FONT, 10)
        if self.numbered:
            self.canvas.drawCentredString(A4[0] / 2, 40, f"- {self.number} -")
        if self.head:
            self.canvas.drawString(LEFT, 800, self.head)
        self.canvas.showPage()
        self.line, self.number = 0, self.number + 1

    def grid(self, rows: list[list[str]], widths: list[float], height: float = 24) -> None:
        """A ruled table at the present line, each row's texts on one line."""
        top = TOP - self.line * LINE + LINE
        self.canvas.setFont(FONT, 10)
        for index, row in enumerate(rows):
            left = LEFT
            for text, width in zip(row, widths, strict=True):
                self.canvas.rect(left, top - (index + 1) * height, width, height)
                self.canvas.drawString(left + 4, top - (index + 1) * height + 8, text)
                left += width
        self.line += int(len(rows) * height / LINE) + 2

    def bytes(self) -> bytes:
        """The finished PDF."""
        self.turn()
        self.canvas.save()
        return self.file.getvalue()


def _fitting(text: str, room: float) -> int:
    """How many characters fit into a line, Latin ones counted as half; no closing mark begins the next line."""
    used = 0.0
    for index, letter in enumerate(text):
        used += 0.5 if letter.isascii() else 1
        if used > room:
            return index - 1 if letter in "，。；：、）" else index
    return len(text)


def report_pdf(**options) -> bytes:
    """The sample report as a PDF over several pages."""
    page = Page(**options)
    page.head = "青岚市水务局整改公开"
    for part in (TITLE[:11], TITLE[11:]):
        page.write(part, (A4[0] - 22 * len(part)) / 2, 22)
    for text in REPORT[1:-2]:
        page.paragraph(text)
    for text in REPORT[-2:]:
        page.write(text, LEFT + 240)
    return page.bytes()


def workbook(rows: list[list[object]], title: str = "整改台账") -> openpyxl.Workbook:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def package(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def raw_word(body: str, prolog: str = "", **more: str) -> bytes:
    """A minimal Word package around the XML of a body; `prolog` goes before the document's root."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    main = f"{prolog}<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>"
    return package({"[Content_Types].xml": types, "word/document.xml": main, **more})
