"""Who signed a document and when, and whether it has an ending at all."""

import re

from . import edges
from .dates import DateMention, find_dates
from .document import Document
from .segments import Segment
from .text import normal

_LOOK_BACK = 30
_SENTENCE_END = "。!?;.…”》)】:』」"
_SENDER = re.compile(".{0,3}[省市县区旗州]委|自治区党委|中央|.{0,4}区党委")
_TITLE_BODY = re.compile(
    r"^(?P<body>.{3,40}?)(?:关于|(?:巡视|巡察)(?:反馈|整改)|(?:常规|专项)?(?:巡视|巡察).{0,8}整改|落实.{0,20}整改|整改)"
)


def closing_lines(document: Document, segment: Segment) -> list[int]:
    """The numbers of the last non-blank lines of a segment, the last one first."""
    found = []
    for number in range(segment.last, segment.first - 1, -1):
        if document.lines[number - 1].strip():
            found.append(number)
            if len(found) == _LOOK_BACK:
                break
    return found


def signed_by(document: Document, segment: Segment) -> tuple[str | None, int | None]:
    """The body that signed, as it signed, and its line; (None, None) without a signature."""
    other: tuple[str | None, int | None] = (None, None)
    for number in closing_lines(document, segment):
        line = document.lines[number - 1]
        if number <= segment.first + 1 or "\t" in line.strip() or edges.is_furniture(line):
            continue
        body = edges.signature(line)
        if not body:
            continue
        if re.search("^中共|^中国共产党|党[组委]|委员会|[省市县区旗州盟工]委$|支部", body):
            return body, number
        if other[0] is None and _beside_a_date(document, segment, number):
            other = body, number
    return other


def _beside_a_date(document: Document, segment: Segment, number: int) -> bool:
    lines = [document.lines[n - 1] for n in range(number, min(segment.last, number + 3) + 1)]
    return any(edges.is_date_line(line) for line in lines[1:]) or bool(find_dates(lines[0]))


def signed_on(document: Document, segment: Segment) -> DateMention | None:
    """The date that a document is signed with: alone on its line at the end, or behind the signature."""
    for number in closing_lines(document, segment):
        line = document.lines[number - 1]
        if number <= segment.first + 1:
            break
        if edges.is_date_line(line) or (len(line) < 90 and edges.signature(line)):
            dates = [mention for mention in find_dates(line) if mention.month]
            if dates:
                return dates[-1]
    return None


def dated_above(document: Document, segment: Segment) -> DateMention | None:
    """The date that stands under the title or in the page's meta lines above it."""
    for number in [*_page_lines_above(document, segment), *_title_lines(document, segment)]:
        line = document.lines[number - 1]
        text = normal(line).strip().strip("()[]【】")
        if edges.is_date_line(text) or edges.is_meta(line):
            dates = [mention for mention in find_dates(text) if mention.full]
            if dates:
                return dates[0]
    return None


def _page_lines_above(document: Document, segment: Segment) -> list[int]:
    """The meta and navigation lines right above a segment, nearest first."""
    found = []
    for number in range(segment.first - 1, max(0, segment.first - 8), -1):
        line = document.lines[number - 1]
        if not line.strip():
            continue
        if not (edges.is_meta(line) or edges.is_furniture(line)):
            break
        found.append(number)
    return found


def _title_lines(document: Document, segment: Segment) -> list[int]:
    """The short lines at a segment's head, before its first paragraph."""
    found = []
    for number in range(segment.first, min(segment.last, segment.first + 7) + 1):
        if len(document.lines[number - 1]) > 160:
            break
        found.append(number)
    return found


def body_in_title(title: str) -> str | None:
    """The body that a title names as its author: 中共…委员会 in 中共…委员会关于…的通报."""
    text = re.sub(r"\s+", "", normal(title))
    about = text.startswith("关于")
    match = _TITLE_BODY.match(text.removeprefix("关于"))
    if not match:
        return None
    body = match["body"]
    by_others = about or text[match.end("body") :].removeprefix("关于").startswith(("巡视", "巡察"))
    if "巡" in body or (by_others and not match.group().endswith("关于") and _SENDER.fullmatch(body)):
        return None
    return body if body.endswith(tuple(edges.WORDS["party_endings"] + edges.WORDS["signers"])) else None


def breaks_off(document: Document, segment: Segment) -> bool:
    """Whether the text ends in the middle: no signature, contact or call to the public, and no end of a sentence."""
    ending = closing_lines(document, segment)
    if not ending or _has_ending(document, ending[:12]):
        return False
    last = document.lines[ending[0] - 1]
    if "\t" in last.strip():
        return False
    text = normal(last).rstrip()
    if text[-1:] not in _SENTENCE_END:
        return len(text) > 12 and not _ends_with_status(text)
    return _stops_before_status(document, segment)


def _has_ending(document: Document, ending: list[int]) -> bool:
    for number in ending:
        line = document.lines[number - 1]
        if edges.is_contact(line) and len(line) < 600:
            return True
        if len(line) < 400 and (edges.is_closing(line) or edges.is_date_line(line) or edges.signature(line)):
            return True
        if re.match(r"\s*(?:附件|附[:：]|注[:：])", line):
            return True
    return False


def _ends_with_status(text: str) -> bool:
    return bool(re.search("(?:完成|推进|坚持|整改到位|办结|销号|整改)$", text[-14:])) and len(text) < 60


_LABEL = re.compile(r"\s*(?P<label>[^:。,;]{2,16}):")
_PROGRESS = re.compile("进展|完成|状态|结果|成效|时限")


def _stops_before_status(document: Document, segment: Segment) -> bool:
    """Whether the label that ends the items (整改进展情况:) is missing behind the last one that was opened."""
    labels: dict[str, list[int]] = {}
    openings: list[int] = []
    for number in segment.numbers:
        text = normal(document.lines[number - 1][:120])
        match = _LABEL.match(text)
        if match and _PROGRESS.search(match["label"]):
            labels.setdefault(match["label"].strip(), []).append(number)
        elif edges.is_numbered(text) and re.search("问题", text):
            openings.append(number)
    if not labels or not openings:
        return False
    places = max(labels.values(), key=len)
    if len(places) < 5 or openings[-1] < places[-1]:
        return False
    between = [p for p in places if openings[-2] < p] if len(openings) > 1 else []
    return not between or places[-1] < openings[-1]
