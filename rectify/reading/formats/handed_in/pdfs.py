"""PDF: every object is looked at for what acts by itself; pages are not drawn."""

import io
from collections.abc import Iterator

from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral

from ..refusals import Refusal

_ACTIONS = {"JavaScript", "Launch", "ImportData", "SubmitForm", "RichMediaExecute"}
_KEYS = {
    "JS": "JavaScript",
    "EmbeddedFiles": "EmbeddedFiles",
    "EF": "EmbeddedFiles",
    "XFA": "XFA",
    "RichMediaContent": "RichMedia",
}
_MOST_OBJECTS = 500_000
#: Direct objects lie within each other no deeper than this in files that programs write.
_DEEPEST = 50
#: What a library makes of an object that is not there or is broken; readers take such a one for null.
_BROKEN = (PSException, LookupError, ValueError, TypeError, AssertionError, ArithmeticError)


def look_over(data: bytes) -> list[str]:
    """Return what the file carries (authors); raise `Refusal` when it is encrypted, damaged or does more than show."""
    if not data.startswith(b"%PDF-"):
        raise Refusal("something_before")
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect:
        raise Refusal("encrypted_pdf") from None
    if next(PDFPage.create_pages(document), None) is None:
        raise Refusal("damaged", form="PDF", reason="no pages")
    for found in _objects(document):
        _refuse_active(found)
    return ["authors"] if any(info.get("Author") for info in document.info) else []


def _objects(document: PDFDocument) -> Iterator[object]:
    seen: set[int] = set()
    for xref in document.xrefs:
        if hasattr(xref, "trailer"):
            yield xref.trailer
        for number in xref.get_objids():
            if number in seen:
                continue
            seen.add(number)
            if len(seen) > _MOST_OBJECTS:
                raise Refusal("too_many_objects", limit=_MOST_OBJECTS)
            try:
                yield document.getobj(number)
            except _BROKEN:
                # Writers leave entries for objects that are not there.
                continue


def _refuse_active(found: object) -> None:
    rest = [(found, 0)]
    while rest:
        value, depth = rest.pop()
        if depth > _DEEPEST:
            raise Refusal("too_deep", form="PDF")
        if isinstance(value, PDFStream):
            value = value.attrs
        if isinstance(value, dict):
            action = _direct(value.get("S"))
            if isinstance(action, PSLiteral) and action.name in _ACTIONS:
                raise Refusal("active_pdf", what=action.name)
            for key, what in _KEYS.items():
                if value.get(key):
                    raise Refusal("active_pdf", what=what)
            rest += [(part, depth + 1) for part in value.values() if not isinstance(part, PDFObjRef)]
        elif isinstance(value, list):
            rest += [(part, depth + 1) for part in value if not isinstance(part, PDFObjRef)]


def _direct(value: object) -> object:
    """What a reference leads to; None for one that leads nowhere, or in circles."""
    for _step in range(_DEEPEST):
        if not isinstance(value, PDFObjRef):
            return value
        try:
            value = value.resolve()
        except _BROKEN:
            return None
    return None
