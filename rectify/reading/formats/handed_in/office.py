"""DOCX and XLSX: unpacked whole without being kept, and refused where they hold programs or fetch something."""

import re
import zipfile

from ..limits import Limits
from ..packages import open_package
from ..refusals import Refusal
from ..sniff import kind_of_package
from .pictures import carries_position

_CHUNK = 1024 * 1024
_PROGRAMS = re.compile(r"(?:/activex/|/macrosheets/|/embeddings/.*\.(?:bin|exe|js|vbs|hta|lnk|bat|cmd|ps1)$)", re.I)
_PACKAGES = re.compile(r"/embeddings/.*\.(?:docx|xlsx|pptx|docm|xlsm|pptm|xlsb)$", re.I)
#: Relations that make the office program fetch and run or show what lies elsewhere.
_FETCHED = re.compile(r"/(?:attachedTemplate|oleObject|subDocument|frame)$", re.I)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_TYPE = re.compile(rb"\bType=[\"']([^\"']*)")
#: Fields and links that start another program.
_DDE = re.compile(rb"<w:instrText\b[^<>]*>[^<]*\bDDE(?:AUTO)?\b|\bw:instr=\"\s*DDE|<(?:\w+:)?ddeLink\b", re.I)
_END = b"PK\x05\x06"
_END_SIZE = 22


def look_over(data: bytes, limits: Limits) -> tuple[str, list[str]]:
    """Return (docx or xlsx, what it carries); raise `Refusal` when it is damaged, a bomb, or holds programs."""
    kind = kind_of_package(data)
    with open_package(data, limits) as package:
        _refuse_other_archives(data, package)
        parts = _Parts(package, limits)
        for entry in package.infolist():
            _refuse_programs(parts, entry, limits)
        return kind, _carried(parts, kind)


class _Parts:
    """The parts by name, unpacked one at a time; all of them together may become no larger than the limits allow."""

    def __init__(self, package: zipfile.ZipFile, limits: Limits) -> None:
        self._package, self._limit, self._unpacked = package, limits.expanded_bytes, 0
        self.names = package.namelist()

    def read(self, name: str) -> bytes:
        """The whole part; a wrong size or checksum in the archive is an error of `zipfile`."""
        pieces = []
        with self._package.open(name) as part:
            while piece := part.read(_CHUNK):
                self._unpacked += len(piece)
                # Some parts are read twice.
                if self._unpacked > 2 * self._limit:
                    raise Refusal("too_expanded", found=self._unpacked, limit=self._limit)
                pieces.append(piece)
        return b"".join(pieces)

    def found(self, name: str) -> bytes:
        """The part, or nothing where there is none."""
        return self.read(name) if name in self.names else b""


def _refuse_other_archives(data: bytes, package: zipfile.ZipFile) -> None:
    """Nothing before the first part or behind the list of parts, where another file could hide."""
    entries = package.infolist()
    if min((entry.header_offset for entry in entries), default=0) != 0:
        raise Refusal("something_before")
    if data[-_END_SIZE:][:4] != _END:
        raise Refusal("something_behind")
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise Refusal("two_natures", other="ZIP")


def _refuse_programs(parts: _Parts, entry: zipfile.ZipInfo, limits: Limits) -> None:
    name, part = f"/{entry.filename}", parts.read(entry.filename)
    if _PROGRAMS.search(name):
        raise Refusal("embedded_program", part=entry.filename)
    if _PACKAGES.search(name):
        # Charts bring their figures along as a workbook.
        kind_of_package(part)
        open_package(part, limits).close()
    if name.lower().endswith(".rels"):
        _refuse_fetching(part, entry.filename)
    if name.lower().endswith(".xml") and _DDE.search(part):
        raise Refusal("embedded_program", part=f"{entry.filename} (DDE)")


def _refuse_fetching(relations: bytes, name: str) -> None:
    for relation in _RELATION.findall(relations):
        kind = _TYPE.search(relation)
        if b"External" in relation and kind and _FETCHED.search(kind[1].decode("latin-1")):
            raise Refusal("fetches", part=name)


def _carried(parts: _Parts, kind: str) -> list[str]:
    core = parts.found("docProps/core.xml")
    document = parts.found("word/document.xml")
    comments = r"^(?:word/comments\.xml|xl/(?:comments|threadedComments)/?.*\.xml)$"
    pictures = (name for name in parts.names if re.search(r"/media/.*\.jpe?g$", name, re.I))
    found = {
        "position": any(carries_position(parts.read(name)) for name in pictures),
        "authors": bool(re.search(rb"<(?:dc:creator|cp:lastModifiedBy)>[^<\s]", core)),
        "comments": any(re.search(comments, name) for name in parts.names),
        "revisions": bool(re.search(rb"<w:(?:ins|del)\s", document)),
        "hidden": kind == "xlsx" and bool(re.search(rb"state=[\"'](?:veryH|h)idden", parts.found("xl/workbook.xml"))),
    }
    return [code for code, is_there in found.items() if is_there]
