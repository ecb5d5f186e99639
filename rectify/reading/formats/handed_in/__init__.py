"""What somebody hands in to be kept as it is, and not to be read: is it whole, is it what it says, is it harmless?

Only kinds that can be opened and looked through here are taken: each is proved by the library that reads it, not by its
first bytes alone. `extract` runs in the process that has limits (`sandbox`), as converters do.
"""

import io
import zipfile
from dataclasses import dataclass, field

from ..limits import Limits
from ..refusals import Refusal
from ..sniff import kind_of
from . import office, pdfs, pictures, texts


@dataclass
class HandedIn:
    """`kind`: pdf, docx, xlsx, text, jpg, png or webp. `carries`: what readers would find in the file beside what it
    shows, as codes: position, device, authors, company, properties, comments, revisions, hidden. `lines` is what every
    answer has: none."""

    kind: str
    carries: list[str]
    lines: list[str] = field(default_factory=list)


def extract(data: bytes, limits: Limits) -> HandedIn:
    """Return what the file is and carries; raise `Refusal` for one that is not taken."""
    picture = pictures.kind_of_picture(data)
    if picture:
        _refuse_second_nature(data)
        return HandedIn(picture, pictures.look_over(data, picture))
    kind = kind_of(data, None)
    if kind == "package":
        kind, carries = office.look_over(data, limits)
        return HandedIn(kind, carries)
    _refuse_second_nature(data)
    if kind == "pdf":
        return HandedIn("pdf", pdfs.look_over(data))
    texts.look_over(data, kind)
    return HandedIn("text", [])


def _refuse_second_nature(data: bytes) -> None:
    """Archives are found by their end, so that any other file can have one appended."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise Refusal("two_natures", other="ZIP")
