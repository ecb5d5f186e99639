"""Why a document is refused: every message in one place, as what is wrong, where, and what to do about it."""

from ..document import ReadingError

_WORDS = {
    # The file itself
    "empty": "the file is empty: choose the file that holds the document",
    "missing": "cannot be opened ({reason}): check the path and that it may be read",
    "too_many_bytes": "the file has {found:,} bytes, more than the {limit:,} allowed: split it, or raise Limits.file_bytes",
    "binary": "is no text (byte {byte:,} is a control character): save it as .txt, .html, .docx, .xlsx or .pdf",
    "undecodable": "line {line:,} (byte {byte:,}) is not valid {encoding}: save the text again as UTF-8",
    "unknown_encoding": "is written in no encoding known here (UTF-8, UTF-16 and GB18030 are): save it again as UTF-8",
    # Formats that are recognised and not read
    "doc": "is a Word 97-2003 document (.doc) or another old Office file: open it and save it as .docx",
    "xls": "is an Excel 97-2003 workbook (.xls): open it and save it as .xlsx",
    "ppt": "is a presentation: export it as .pdf, or save its text as .txt",
    "rtf": "is rich text (RTF): open it in a word processor and save it as .docx",
    "macros": "contains macros ({kind}): save it without macros as {instead}",
    "encrypted_office": "is protected by a password: open it, remove the password, and save it again",
    "odf": "is an OpenDocument file: open it and save it as {instead}",
    "ofd": "is an OFD document: export it as .pdf or .docx",
    "word_xml": "is a Word XML document: open it and save it as .docx",
    "mhtml": "is a web archive (MHTML): save the page again as .html",
    "archive": "is a packed archive ({kind}): unpack it and hand in the documents inside",
    "picture": "is a picture ({kind}): hand in the text, or a PDF with a text layer",
    "zip_other": "is a packed file that is neither .docx nor .xlsx: unpack it and hand in the documents inside",
    # What is inside
    "damaged": "is damaged and cannot be read as {form} ({reason}): open it, save it again, and hand in the new copy",
    "no_text": "contains no text that could be read: check that it is the right document",
    "scanned": "has {pages:,} pages and no text, only pictures of it (a scan): run text recognition (OCR) on it first",
    "encrypted_pdf": "is protected by a password: remove the protection, for instance by printing it to a new PDF",
    "garbled_pdf": "has text that names no characters (page {page:,}; fonts without a Unicode map): run text recognition on it first",
    "entities": "declares XML entities ({part}), which no office program writes: save the document again",
    # Limits
    "too_many_characters": "has more than {limit:,} characters: split the document, or raise Limits.characters",
    "too_many_pages": "has more than {limit:,} pages: split the document, or raise Limits.pages",
    "too_many_entries": "has {found:,} parts inside, more than the {limit:,} allowed: save it again, or raise Limits.entries",
    "too_many_cells": "{where} has more than {limit:,} cells: delete unused rows and columns, or raise Limits.cells",
    "too_expanded": "would unpack to {found:,} bytes, more than the {limit:,} allowed: save it again, or raise Limits.expanded_bytes",
    "too_slow": "took longer than {limit:g} seconds to read as {form}: split the document, or raise Limits.seconds",
    "too_much_memory": "needs more memory than the {limit:,} bytes allowed: split the document, or raise Limits.memory_bytes",
    "too_deep": "is nested too deeply to be read as {form}: open it, save it again, and hand in the new copy",
    # The installation
    "no_process": "the process that reads {form} could not be started ({reason}): check the installation and free disk space",
    "no_library": "the library that reads {form} is missing ({reason}): install what requirements.txt lists",
    "crashed": "the process that reads {form} ended unexpectedly ({reason}): open the document, save it again, and try once more",
}


class Refusal(ReadingError):
    """A document that cannot be read; `code` and `details` say why in a form that can be translated."""

    def __init__(self, code: str, name: str | None = None, **details: object) -> None:
        self.code, self.name, self.details = code, name, details
        super().__init__(f"{name or 'document'}: {_WORDS[code].format(**details)}")

    def named(self, name: str | None) -> "Refusal":
        """The same refusal, of the document called `name`."""
        return Refusal(self.code, name, **self.details)
