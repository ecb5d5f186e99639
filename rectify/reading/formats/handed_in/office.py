"""DOCX and XLSX: unpacked whole without being kept, and refused where they hold programs or fetch something."""

import zipfile
from xml.parsers.expat import ExpatError

from ..limits import Limits
from ..packages import open_package
from ..refusals import Refusal
from ..sniff import kind_of_package
from .pictures import carries_position
from .xml_parts import is_xml, look_through

_PACKAGES = ("docx", "xlsx")
#: What the parts of documents are called that office programs write, XML and packages aside: pictures, fonts, the
#: settings of printers.
_KNOWN = frozenset(
    "png jpg jpeg jpe jfif gif bmp dib tif tiff emf wmf emz wmz svg wdp jxr webp ico pct pict pcx "
    "odttf fntdata ttf otf bin dat data sigs".split()
)
#: Pictures that were pasted from a web page are called as the page called them.
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF")
_JPEG = b"\xff\xd8\xff"
#: Where controls and the macros of Excel 4 lie.
_PROGRAM_FOLDERS = ("/activex/", "/macrosheets/")
#: How that begins which runs, or holds what runs: OLE files (old Office, macros, objects), programs of Windows and Unix,
#: archives, RTF, shortcuts, ActiveMime.
_PROGRAMS = (
    b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"PK\x03\x04", b"{\\rt", b"L\0\0\0\x01\x14\x02\0", b"ActiveMime",
)  # fmt: skip
#: A chart brings its figures along as a workbook, and a document may bring another.
_DEEPEST = 2
_END = b"PK\x05\x06"
_END_SIZE = 22
#: What a package may carry, in the order in which it is told.
_CODES = ("position", "authors", "company", "properties", "comments", "revisions", "hidden")


def look_over(data: bytes, limits: Limits) -> tuple[str, list[str]]:
    """Return (docx or xlsx, what it carries); raise `Refusal` when it is damaged, a bomb, or holds programs."""
    kind = kind_of_package(data)
    with open_package(data, limits) as package:
        _refuse_other_archives(data, package)
        found = _look_through(package, limits, 0)
    return kind, [code for code in _CODES if code in found]


def _refuse_other_archives(data: bytes, package: zipfile.ZipFile) -> None:
    """Nothing before the first part or behind the list of parts, where another file could hide."""
    entries = package.infolist()
    if min((entry.header_offset for entry in entries), default=0) != 0:
        raise Refusal("something_before")
    if data[-_END_SIZE:][:4] != _END:
        raise Refusal("something_behind")
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise Refusal("two_natures", other="ZIP")


def _look_through(package: zipfile.ZipFile, limits: Limits, depth: int) -> set[str]:
    """What all parts carry. Each is read to its end, where a wrong size or checksum is an error of `zipfile`."""
    if depth > _DEEPEST:
        raise Refusal("too_deep", form="Office")
    found: set[str] = set()
    for entry in package.infolist():
        if any(folder in f"/{entry.filename.lower()}" for folder in _PROGRAM_FOLDERS):
            raise Refusal("embedded_program", part=entry.filename)
        if is_xml(entry.filename):
            found |= _look_through_xml(package, entry)
        else:
            found |= _look_at(package.read(entry), entry, limits, depth)
    return found


def _look_through_xml(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> set[str]:
    try:
        with package.open(entry) as part:
            return look_through(part, entry.filename)
    except ExpatError:
        # Word itself writes drawings that are not well-formed, and skips what it cannot read of them.
        if entry.file_size == 0 or entry.filename.lower().endswith(".vml"):
            return set()
        raise


def _look_at(part: bytes, entry: zipfile.ZipInfo, limits: Limits, depth: int) -> set[str]:
    suffix = entry.filename.rpartition(".")[2].lower()
    if suffix in _PACKAGES:
        kind_of_package(part)
        with open_package(part, limits) as inner:
            return _look_through(inner, limits, depth + 1)
    is_known = suffix in _KNOWN or part.startswith(_PICTURES) or (entry.is_dir() and not part)
    if not is_known or part.startswith(_PROGRAMS):
        raise Refusal("embedded_program", part=entry.filename)
    return {"position"} if part.startswith(_JPEG) and carries_position(part) else set()
