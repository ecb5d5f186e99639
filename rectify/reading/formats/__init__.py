"""Documents to canonical text: `extract` and `extract_path`.

What a document is (plain text, web page, DOCX, PDF, XLSX) is decided by its content, not by its name. Plain text is
decoded here; everything else is converted in a process of its own (`sandbox`, `child`) under `Limits`. Whatever cannot
be read raises `ReadingError` (as `Refusal`, with a code) with one message: what, where, what to do.

How lines arise. Places (line, offset) are kept for good, so the same bytes always give the same lines:

- **txt**: the text as decoded, without a byte order mark; CRLF is LF. A lone CR is an ordinary character, unless the file
  has no LF at all (old Mac files), when each CR ends a line. Blank lines and white space stay.
- **All others**: a line has no white space at its ends, no invisible characters (zero-width, soft hyphens, direction
  marks), no tab, and its non-breaking spaces are spaces. A table row is one line: its cells are joined by a tab, line
  breaks inside a cell are a space, empty cells are kept. A cell merged downwards is repeated in every row it covers, one
  merged across is said once and followed by empty cells, so that each column keeps its place.
- **html**: the title comes first when the body does not begin with it. Then the blocks of the main text in page order:
  each block element, and each stretch between `<br>`s, is a line, blank ones dropped. White space in the source is
  collapsed as browsers do, and vanishes between two Chinese characters. `<ol>` items get their number. Menus,
  breadcrumbs, the line of date and source, sharing, and footers are dropped; what they say of title, source, date and
  address is kept in the document's fields.
- **docx**: each paragraph of the body is a line, empty ones too; a manual line break starts a new line. Automatic numbers
  are written out before the text. Inserted text is there, deleted text is not. Headers, footers, notes, comments and
  tables of contents are left out; the text of a text box follows the paragraph it is anchored in.
- **pdf**: the lines of the pages are joined into paragraphs (`pdf/paragraphs.py` says when); page numbers and running
  heads are dropped. Each row of a ruled table is a line, one that continues on the next page too; a heading row repeated there
  is dropped.
- **xlsx**: each visible sheet gives a line with its name (unless it still is Sheet1 and the like) and then its rows, blank ones
  dropped, without the empty columns at the right. Dates are ISO, percentages as shown. Hidden sheets are left out and named
  in `notes`. A formula has the value that was last saved with it.
"""

from pathlib import Path

from ..document import Document, ReadingError
from .decoding import decode
from .limits import DEFAULT_LIMITS, Limits
from .refusals import Refusal
from .sandbox import convert
from .sniff import kind_of

__all__ = ["DEFAULT_LIMITS", "Document", "Limits", "ReadingError", "Refusal", "extract", "extract_path"]


def extract(data: bytes, name: str | None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the canonical text of a document and what it says about itself; raise `ReadingError` when it cannot be read.

    `name` is what messages call the document; of text its ending decides whether tags make it a page.
    """
    try:
        _refuse_size(len(data), limits)
        kind = kind_of(data, name)
        return _plain_text(data, name, limits) if kind == "txt" else _converted(kind, data, name, limits)
    except Refusal as refusal:
        raise refusal.named(name) from None


def extract_path(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the document in a file; raise `ReadingError` when there is none, or none that can be read."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
            size = max(len(data), path.stat().st_size)
    except (OSError, ValueError) as error:
        raise Refusal("missing", str(path), reason=_reason(error)) from None
    if size > limits.file_bytes:
        raise Refusal("too_many_bytes", path.name, found=size, limit=limits.file_bytes)
    return extract(data, path.name, limits)


def _reason(error: OSError | ValueError) -> str:
    """Why a path cannot be opened, in the office's words."""
    if not isinstance(error, OSError):
        return "路径写法有误"
    kinds = {
        FileNotFoundError: "没有这个文件",
        IsADirectoryError: "是文件夹，不是文件",
        PermissionError: "没有读取权限",
    }
    return kinds.get(type(error)) or error.strerror or type(error).__name__


def _refuse_size(size: int, limits: Limits) -> None:
    if size == 0:
        raise Refusal("empty")
    if size > limits.file_bytes:
        raise Refusal("too_many_bytes", found=size, limit=limits.file_bytes)


def _plain_text(data: bytes, name: str | None, limits: Limits) -> Document:
    text, encoding = decode(data)
    if len(text) > limits.characters:
        raise Refusal("too_many_characters", limit=limits.characters)
    if not text.strip():
        raise Refusal("no_text")
    text = text.replace("\r\n", "\n")
    return Document(text=text if "\n" in text else text.replace("\r", "\n"), name=name, form="txt", encoding=encoding)


def _converted(kind: str, data: bytes, name: str | None, limits: Limits) -> Document:
    found = convert(kind, data, name, limits)
    lines, notes = found.pop("lines"), tuple(found.pop("notes"))
    if not any(line.strip() for line in lines):
        raise Refusal("no_text")
    return Document(text="\n".join(lines), name=name, notes=notes, **found)
