"""What kind of document some bytes are, by their content; the name only decides between two kinds of text."""

import io
import re
import zipfile
from typing import Literal

from .refusals import Refusal

Kind = Literal["txt", "html", "docx", "pdf", "xlsx"]
RawKind = Literal["txt", "html", "package", "pdf"]

_PDF_HEADER_WITHIN = 1024  # bytes; some producers write a few bytes before the header
_PICTURES = {
    b"\x89PNG\r\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_ARCHIVES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 8 * 1024
_TYPES_WITHIN = 1024 * 1024
_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.S
)
_FRAGMENT_START = re.compile(
    r"\s*<(?:div|p|table|section|article|h[1-6]|ul|ol|title|link|script|style|span|center)\b", re.I
)
_TAG = re.compile(r"<(?:p|div|br|table|td|span|h[1-6]|body|html)\b[^<>]{0,500}>", re.I)
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml", ".jsp", ".aspx", ".php")


def kind_of(data: bytes, name: str | None) -> RawKind:
    """Return the kind of a document as its first bytes show it; raise `Refusal` for one recognised and not read here."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "package"
    if head.startswith(_OLE):
        raise Refusal(_old_office_kind(data))
    if head.startswith(b"{\\rtf"):
        raise Refusal("rtf")
    for table, code in ((_PICTURES, "picture"), (_ARCHIVES, "archive")):
        for magic, kind in table.items():
            if head.startswith(magic):
                raise Refusal(code, kind=kind)
    return _kind_of_text(head, name)


def kind_of_package(data: bytes) -> Kind:
    """Return the kind of an Office package. Opens the archive, so it belongs into the process that has limits."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        types = _beginning(package, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
        mimetype = _beginning(package, "mimetype") if "mimetype" in names else b""
    return _kind_of_parts(names, types, mimetype)


def _beginning(package: zipfile.ZipFile, part: str) -> bytes:
    with package.open(part) as stream:
        return stream.read(_TYPES_WITHIN)


def _kind_of_parts(names: set[str], types: bytes, mimetype: bytes) -> Kind:
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        kind, instead = (".docm", ".docx") if b"ms-word" in types else (".xlsm", ".xlsx")
        raise Refusal("macros", kind=kind, instead=instead)
    if b"wordprocessingml" in types:
        return "docx"
    if b"spreadsheetml" in types:
        return "xlsx"
    if b"presentationml" in types:
        raise Refusal("ppt")
    if b"opendocument" in mimetype:
        raise Refusal("odf", instead=".xlsx" if b"spreadsheet" in mimetype else ".docx")
    if any(name.upper() == "OFD.XML" for name in names):
        raise Refusal("ofd")
    raise Refusal("zip_other")


def _old_office_kind(data: bytes) -> str:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return "encrypted_office"
    if holds("WordDocument"):
        return "doc"
    if holds("Workbook"):
        return "xls"
    return "ppt" if holds("PowerPoint Document") else "doc"


def _kind_of_text(head: bytes, name: str | None) -> RawKind:
    # Tags are ASCII in every encoding read here but UTF-16, where dropping the zero bytes makes them so.
    text = (
        head.replace(b"\0", b"")
        .decode("latin-1")
        .removeprefix("\xef\xbb\xbf")
        .removeprefix("\xff\xfe")
        .removeprefix("\xfe\xff")
    )
    start = text.lstrip()[:200].lower()
    if start.startswith(("mime-version:", "from: <saved by")) or "multipart/related" in text[:2000].lower():
        raise Refusal("mhtml")
    if "<?mso-application" in text or "schemas.microsoft.com/office/word/2003/wordml" in text:
        raise Refusal("word_xml")
    if _PAGE_START.match(text):
        return "html"
    named_as_page = (name or "").lower().endswith(_PAGE_NAMES)
    named_as_text = (name or "").lower().endswith((".txt", ".text"))
    if named_as_page and _TAG.search(text):
        return "html"
    if not named_as_text and _FRAGMENT_START.match(text) and _TAG.search(text):
        return "html"
    return "txt"
