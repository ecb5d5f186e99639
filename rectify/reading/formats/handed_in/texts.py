"""Plain text and CSV: text throughout, and no page that a browser would run."""

import re

from ..decoding import decode
from ..refusals import Refusal

_MARKUP = re.compile(r"\s*<(?:\?xml|!doctype|!--|/?[a-z][a-z0-9:-]*[\s>/])", re.I)
_CODE = re.compile(r"<(?:script|iframe|object|svg)[\s>/]|<\?php", re.I)


def look_over(data: bytes, kind: str) -> None:
    """Raise `Refusal` for what is no text, has no words, or is a web page (SVG and XML among them)."""
    if kind == "html":
        raise Refusal("page")
    text, _encoding = decode(data)
    if not text.strip():
        raise Refusal("no_text")
    if _MARKUP.match(text) or _CODE.search(text):
        raise Refusal("page")
