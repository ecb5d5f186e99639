"""The typefaces of official documents, by what they are for, and what stands in where a machine lacks them."""

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

TITLE, HEADING, SUBHEADING, BODY = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
LATIN = "Times New Roman"
PAGE_NUMBER = "宋体"
#: Word takes the first of these names that the machine has.
STAND_INS = {
    TITLE: "小标宋,华文中宋,宋体,Noto Serif CJK SC",
    HEADING: "SimHei,Noto Sans CJK SC",
    SUBHEADING: "楷体,KaiTi",
    BODY: "仿宋,FangSong,华文仿宋",
    PAGE_NUMBER: "SimSun,Noto Serif CJK SC",
}
_FAMILIES = {HEADING: "swiss"}
_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")


def use_font(properties: BaseOxmlElement, chinese: str, latin: str = LATIN) -> None:
    """Set the fonts of a run's or a style's properties, in place of what the theme would give."""
    fonts = properties.get_or_add_rFonts()
    for slot in _SLOTS:
        theme = "cstheme" if slot == "cs" else f"{slot}Theme"
        fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn(f"w:{slot}"), chinese if slot == "eastAsia" else latin)
    # Quotation marks and dashes belong to both scripts; in Chinese text they are as wide as a character.
    fonts.set(qn("w:hint"), "eastAsia")


def name_stand_ins(document: Document) -> None:
    """Write into the document's font table what to take where a font is missing."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{_FAMILIES.get(name, "roman")}"/><w:pitch w:val="auto"/></w:font>'
        for name, others in STAND_INS.items()
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    # python-docx keeps the table as bytes; nothing else writes it.
    table._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{rows}{latin}</w:fonts>'
    ).encode()
