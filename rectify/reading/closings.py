"""What ends a report: whom to write to, enclosures and notes, the signature and its date. Nothing of it belongs to an item."""

import re
from collections.abc import Sequence

from .contacts import gives_contact
from .paragraphs import Paragraph
from .vocabulary import OUTLINE

_CLOSING = tuple(OUTLINE["closing"])
_CONTACT_HEADINGS = tuple(OUTLINE["contact_headings"])
_ASKING = tuple(OUTLINE["contact_questions"])
_SIGNING = ("委员会", "党组", "党委", "党总支", "支部", "工委", "纪委", "总支部")
_CN_DAY = r"[二〇○零一三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
_DAY = re.compile(_CN_DAY + r"|\d{4}(?:年\d{1,2}月\d{1,2}日|([-./])\d{1,2}\1\d{1,2})(?:印发|发布|公布)?")
_LONGEST_HEADING = 20


def tail_of(inked: Sequence[Paragraph]) -> frozenset[int]:
    """The numbers of the last lines that only close the report, however they are marked or headed."""
    found: list[int] = []
    for at in range(len(inked) - 1, -1, -1):
        para = inked[at]
        following = inked[at + 1] if at + 1 < len(inked) else None
        if not (_closes(para) or signs(para, following) or (found and heads_contacts(para))):
            break
        found.append(para.number)
    return frozenset(found)


def _closes(para: Paragraph) -> bool:
    if is_closing(para) or para.text.startswith(_CLOSING):
        return True
    answers = para.label is not None and para.label.role == "measure" and len(para.label.text) > 1
    return para.marker is None and not answers and gives_contact(para.line)


def heads_contacts(para: Paragraph) -> bool:
    """Whether a line heads the contacts (五、监督方式) or asks for them (问:怎样监督?)."""
    text = para.plain[para.label.end : para.end] if para.label else para.text
    if len(text) > _LONGEST_HEADING:
        return False
    asked = text.endswith("?") and any(word in text for word in _ASKING)
    return asked or any(word in text for word in _CONTACT_HEADINGS)


def is_closing(para: Paragraph) -> bool:
    """Whether the line tells whom to write to, or is a signature or a date: nothing behind it belongs to an item."""
    text = para.plain[para.start : para.start + 40].lstrip("([【 ")
    if text.startswith(_CLOSING) or ("欢迎" in text and "监督" in para.plain[: para.start + 80]):
        return True
    return _is_signature(para) or _is_date(para)


def signs(para: Paragraph, following: Paragraph | None) -> bool:
    """Whether a line at the very end, or right above the date, is the name of the body that signs."""
    text = para.plain[para.start : para.end]
    ends = following is None or _is_date(following)
    bare = para.marker is None and len(text) <= 40 and not any(char in text for char in "。,:;、")
    return ends and bare and text.endswith(_SIGNING)


def _is_signature(para: Paragraph) -> bool:
    text = para.plain[para.start : para.end]
    if len(text) > 40 or any(char in text for char in "。,:;、"):
        return False
    if text.startswith(("中共", "中国共产党")):
        return text.endswith(_SIGNING)
    return False


def _is_date(para: Paragraph) -> bool:
    text = para.plain[para.start : para.end].replace(" ", "").strip("()")
    return _DAY.fullmatch(text) is not None
