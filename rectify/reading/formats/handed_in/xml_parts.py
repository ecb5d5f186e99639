"""The XML of Office packages, read as the office programs read it: in its own encoding, with its references resolved.

Elements pass by one at a time, so that a sheet of a million cells costs no memory. A document type is refused where it
begins, before anything that it declares could act.
"""

import re
from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from ..refusals import Refusal

#: Elements whose words name somebody, and what they tell.
_NAMES = {"creator": "authors", "lastModifiedBy": "authors", "Manager": "authors", "Company": "company"}
_REVISIONS = frozenset(
    "ins del moveFrom moveTo cellIns cellDel cellMerge numberingChange "
    "rPrChange pPrChange sectPrChange tblPrChange tblGridChange tblPrExChange trPrChange tcPrChange".split()
)
#: Root element → the elements below it that are remarks.
_COMMENTS = {"comments": "comment", "ThreadedComments": "threadedComment"}
#: Properties that WPS writes into every document, and that tell of nobody.
_WRITERS_OWN = frozenset({"KSOProductBuildVer", "ICV"})
#: A field's name comes first.
_DDE = re.compile(r"\s*DDE(?:AUTO)?\b", re.I)

#: Relations to what runs, by the last word of their type.
_PROGRAMS = frozenset(
    "vbaProject wordVbaData control activeXControlBinary xlMacrosheet xlIntlMacrosheet extensibility attachedToolbars "
    "aFChunk".split()
)
#: The relations that may lead out of the package, and where to. Links wait for a click, and workbooks ask before they
#: look at another; pictures of web pages stay linked when they are pasted; a template is named in every document that
#: was made from one. Neither is fetched from the writer's own drive or from beside the document.
_ANYWHERE = re.compile(".*", re.S)
_NEAR = r"(?:file:/{0,3})?[A-Za-z]:[\\/].*|(?![\\/%])[^:]*"
_LEADING_OUT = {
    "hyperlink": _ANYWHERE,
    **dict.fromkeys("externalLinkPath externalLinkLongPath xlPathMissing xlLibrary xlStartup".split(), _ANYWHERE),
    "image": re.compile(rf"https?://.*|cid:.*|{_NEAR}", re.I | re.S),
    "attachedTemplate": re.compile(_NEAR, re.I | re.S),
}
_XML_SUFFIXES = (".xml", ".rels", ".vml", ".psmdcp")


def is_xml(name: str) -> bool:
    """Whether a part of this name is XML; no other part may stand for XML (see `_Part._declares`)."""
    return name.lower().endswith(_XML_SUFFIXES)


def look_through(part: IO[bytes], name: str) -> set[str]:
    """Return what a part carries, as codes; raise `Refusal` where it starts programs, fetches something or declares a
    document type, `expat.ExpatError` where it is no XML."""
    return _Part(name).read(part)


class _Part:
    def __init__(self, name: str) -> None:
        self._name, self._root = name, ""
        self._carries: set[str] = set()
        #: The instructions of the fields that are open, the innermost last; before them those of no field.
        self._fields: list[str] = [""]
        self._heard, self._said = "", ""
        self._acts: dict[str, Callable[[dict[str, str]], None] | None] = {}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_document_type
        self._parser.StartElementHandler = self._start
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "fldChar": self._field,
            "fldSimple": lambda found: self._refuse_dde(found.get("instr", "")),
            "p": lambda _found: self._paragraph(),
            "ddeLink": lambda _found: self._refuse("embedded_program", "DDE"),
            "macrosheet": lambda _found: self._refuse("embedded_program", "Excel 4.0"),
            "Relationship": self._relation,
            "Override": lambda found: self._declares(found.get("PartName", ""), found),
            "Default": lambda found: self._declares(f".{found.get('Extension', '')}", found),
            "sheet": self._sheet,
            "property": self._property,
        }

    def read(self, part: IO[bytes]) -> set[str]:
        self._parser.ParseFile(part)
        for instruction in self._fields:
            self._refuse_dde(instruction)
        return self._carries

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # What a name asks for is decided once: a sheet has millions of elements, and some dozens of names.
        if name not in self._acts:
            self._acts[name] = self._act_for(name, _local(name))
        if act := self._acts[name]:
            act(attributes)

    def _act_for(self, name: str, local: str) -> Callable[[dict[str, str]], None] | None:
        """What is to be done where an element of this name begins."""
        self._root = self._root or local
        if start := self._starts.get(local):
            return lambda attributes: start({_local(key): value for key, value in attributes.items()})
        if local == "instrText" or local in _NAMES:
            return lambda _attributes: self._listen(name)
        if local in _REVISIONS or self._root == "revisions":
            return lambda _attributes: self._carries.add("revisions")
        if _COMMENTS.get(self._root) == local:
            return lambda _attributes: self._carries.add("comments")
        return None

    def _listen(self, name: str) -> None:
        """Take down what is said until this element ends."""
        self._heard, self._said = name, ""
        self._parser.CharacterDataHandler = self._hear
        self._parser.EndElementHandler = self._end

    def _hear(self, text: str) -> None:
        self._said += text

    def _end(self, name: str) -> None:
        if name != self._heard:
            return
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None
        local = _local(name)
        if local == "instrText":
            self._fields[-1] += self._said
        elif local in _NAMES and self._said.strip():
            self._carries.add(_NAMES[local])

    def _field(self, found: dict[str, str]) -> None:
        what = found.get("fldCharType")
        if what == "begin":
            self._fields.append("")
        elif what == "end" and len(self._fields) > 1:
            self._refuse_dde(self._fields.pop())

    def _paragraph(self) -> None:
        if len(self._fields) == 1:
            self._refuse_dde(self._fields[0])
            self._fields[0] = ""

    def _refuse_dde(self, instruction: str) -> None:
        if _DDE.match(instruction):
            self._refuse("embedded_program", "DDE")

    def _relation(self, found: dict[str, str]) -> None:
        kind, target = found.get("Type", "").rstrip("/").rsplit("/", 1)[-1], found.get("Target", "").strip()
        if kind in _PROGRAMS:
            self._refuse("embedded_program", kind)
        if found.get("TargetMode", "Internal") == "Internal" and "://" not in target:
            return
        where = _LEADING_OUT.get(kind)
        if not where or not where.fullmatch(target):
            raise Refusal("fetches", part=self._name)

    def _declares(self, name: str, found: dict[str, str]) -> None:
        """What is declared as XML must be named as XML, or it would be read by the office program and not here."""
        kind = found.get("ContentType", "").lower()
        if kind.endswith("xml") and kind != "image/svg+xml" and not is_xml(name):
            raise Refusal("two_natures", other="XML")

    def _sheet(self, found: dict[str, str]) -> None:
        if self._root == "workbook" and found.get("state") in ("hidden", "veryHidden"):
            self._carries.add("hidden")

    def _property(self, found: dict[str, str]) -> None:
        if self._root == "Properties" and found.get("name") not in _WRITERS_OWN:
            self._carries.add("properties")

    def _refuse(self, code: str, what: str) -> None:
        raise Refusal(code, part=f"{self._name} ({what})")

    def _refuse_document_type(self, *_declared: object) -> None:
        raise Refusal("entities", part=self._name)


def _local(name: str) -> str:
    """A name without its prefix, which everybody may choose."""
    return name.rpartition(":")[2]
