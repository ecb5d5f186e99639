"""Notices: lists of units, news of feedback meetings, news and announcements of inspections under way."""

from typing import Any

from .document import Document
from .head import listing_names
from .inspections import round_in
from .segments import Segment


def read_listing(document: Document, segment: Segment) -> dict[str, Any]:
    """The fields of the listing record: line, round (None where no text above names it), units."""
    above = "\n".join(document.lines[: segment.last])
    return {"line": segment.first, "round": round_in(above), "units": listing_names(document, segment)}
