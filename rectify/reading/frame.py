"""Which lines of a report speak of the rectification as a whole, and not of one item.

An approximation from the lines alone, for the figures and dates of the whole; where the outline is known already, the
caller passes its own lines instead.
"""

import re
from collections.abc import Collection

from . import edges, vocabulary
from .document import Document
from .segments import Segment
from .text import normal

_OUTLINE = vocabulary.load("outline")
_SHORTCOMING = re.compile("|".join(map(re.escape, _OUTLINE["shortcoming"])))
_PLANS = ("下一步", "下步", "今后", "后续", "努力方向", "巩固", "长效", "持续", "打算", "下阶段")
_MARKER = re.compile(
    r"\s*(?P<big>[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}部分)?"
    r"(?P<small>\([一二三四五六七八九十]{1,3}\)|\d{1,3}[、.)]|\(\d{1,3}\)|[①-⑳]|[一二三四五六七八九十]{1,4}是|问题[一二三四五六七八九十\d]{1,3})?"
)
_ANSWER = re.compile(
    r"\s*[【\[(]?(?:\d[.、]|\([一二三四五六七八九十\d]{1,2}\))?(?:整改|落实|完成|进展|责任|问题|存在|反馈|巡[视察])[^:】\]。,;]{0,14}[:】\]]"
)
_INLINE_ANSWER = re.compile("(?:整改|落实|完成|进展)[^:。,;]{0,10}:|已完成|已整改")
_ABOUT = re.compile(r"^(?:关于|针对)|问题[。.]?$|的问题")
_WHOLE = re.compile("(?:总体|整体|工作|组织|部署|主要|基本|简要)[^:]{0,8}情况|做法|成效|统一思想|提高.{0,4}站位")


def frame_lines(document: Document, segment: Segment) -> list[int]:
    """The numbers of the lines of a segment that speak of the whole: opening, overview, plans, closing."""
    found: list[int] = []
    item = False
    for number in segment.numbers:
        line = document.lines[number - 1]
        if not line.strip():
            continue
        if "\t" in line:
            item = item or not edges.is_meta(line)
            continue
        text = normal(line[:400])
        if _opens_item(text, line):
            item = True
        elif item and _leaves_items(text, line):
            item = False
        if not item:
            found.append(number)
    return found


def _opens_item(text: str, line: str) -> bool:
    """Whether a line is a criticised point or an answer to one: by its label, or a numbered heading of a shortcoming."""
    label = _ANSWER.match(text)
    if label and not _WHOLE.search(label.group()):
        return True
    marker = _MARKER.match(text)
    if not marker or not marker.end() or not (marker["small"] or marker["big"]):
        return False
    title = text[marker.end() :].split("。")[0].strip()
    if _ABOUT.search(title[:160]) and (marker["small"] or len(line) < 120) and not marker["big"]:
        return True
    rest = text[marker.end() + len(title) :].strip(" 。;")
    short = len(title) <= 70 and len(line) <= 90 and (not rest or bool(_INLINE_ANSWER.search(rest)))
    return short and not marker["big"] and _SHORTCOMING.search(title) and not _WHOLE.search(title)


def _leaves_items(text: str, line: str) -> bool:
    """Whether a line closes the items: a highest heading, a plan for the future, the call to the public, a signature."""
    marker = _MARKER.match(text)
    if marker and marker["big"] and len(line) <= 90:
        return True
    if text.startswith(_PLANS, marker.end() if marker else 0) and len(text) > 40:
        return not text[:14].rstrip().endswith(":") and ":" not in text[:14]
    return edges.is_closing(line) and len(line) < 400


def speaks_of_whole(document: Document, segment: Segment, frame: Collection[int] | None) -> list[int]:
    """The given lines in order, or the approximation where none are given."""
    return sorted(n for n in frame if n in segment) if frame is not None else frame_lines(document, segment)
