"""What a publication consists of: a list of units, reports one after another, notices, requirements, page furniture.

A report begins with its title, or, where it has none, with the paragraph that announces it (现将…整改情况…通报如下).
Two such openings are two reports only when something closes the first one: a signature, a date, a contact line, or
when the second tells of another inspection in its own words.
"""

import re
from dataclasses import dataclass
from typing import Literal

from . import edges
from .document import Document
from .listings import Listing, find_listing
from .status import statement_in
from .text import normal

Kind = Literal["listing", "report", "notice", "requirements", "other"]

_INSPECTION = re.compile("巡视|巡察")
_TIME_LIMIT = re.compile(r"[\d*一二三四五六七八九十两]{1,4}\s?个?(?:工作日|月|日|天)(?:之|以)?内")
_DUTY = re.compile("整改方案|专题(?:党组|党委|会议|研究)|民主生活会|动员会|报告|公布|公开|报送")
_MOBILISE = re.compile(
    "动员|进驻|见面会|见面沟通|入驻|巡[视察]公告|巡[视察]预告|巡[视察][^整\n]{0,40}(?:公告|预告|通告)|值班电话|受理(?:来信|电话|信访)"
)
_FEED_BACK = re.compile("反馈")
_ACCOUNT = re.compile("整改(?:工作|落实|进展)*(?:情况|进展)|整改.{0,12}(?:通报|公示|公告)")
_REPLY = re.compile(r"\s*[【\[]?(?:答|回答|答复|A)\s?[】\]:：]")
_FEWEST_REPLIES = 2
_LOOK_BACK = 6


@dataclass(frozen=True)
class Segment:
    """Lines `first` to `last` of a document (from 1, both included) and what they are."""

    kind: Kind
    first: int
    last: int

    def __contains__(self, line: int) -> bool:
        return self.first <= line <= self.last

    @property
    def numbers(self) -> range:
        """The numbers of its lines."""
        return range(self.first, self.last + 1)


def split(document: Document) -> list[Segment]:
    """The segments of a document in order, covering every line from the first to the last non-blank one."""
    lines = document.lines
    last = _last_ink(lines)
    if not last:
        return []
    listing = find_listing(lines, last)
    starts = _report_starts(lines, last, listing)
    if not starts:
        return _without_reports(document, lines, last, listing)
    segments = _before(starts[0], listing)
    for number, start in enumerate(starts):
        end = starts[number + 1] - 1 if number + 1 < len(starts) else last
        segments += _report_and_rest(lines, start, end)
    return segments


def listing_of(document: Document) -> Segment | None:
    """The list of units at the head of a publication, without splitting the rest; None where there is none."""
    found = find_listing(document.lines, _last_ink(document.lines))
    return Segment("listing", found.first, found.last) if found else None


def _last_ink(lines: list[str]) -> int:
    for number in range(len(lines), 0, -1):
        if lines[number - 1].strip():
            return number
    return 0


def _before(start: int, listing: Listing | None) -> list[Segment]:
    """What stands above the first report: the list of units, or page furniture."""
    if listing and listing.last < start:
        above = [Segment("other", 1, listing.first - 1)] if listing.first > 1 else []
        between = [Segment("other", listing.last + 1, start - 1)] if listing.last + 1 < start else []
        return [*above, Segment("listing", listing.first, listing.last), *between]
    return [Segment("other", 1, start - 1)] if start > 1 else []


def _report_and_rest(lines: list[str], start: int, end: int) -> list[Segment]:
    """A report and the page furniture behind it."""
    stop = end
    while stop > start and (not lines[stop - 1].strip() or edges.is_furniture(lines[stop - 1])):
        stop -= 1
    credits_from = _credits_after_signature(lines, start, stop)
    if credits_from:
        stop = credits_from - 1
        while stop > start and not lines[stop - 1].strip():
            stop -= 1
    report = Segment("report", start, stop)
    return [report, Segment("other", stop + 1, end)] if stop < end else [report]


def _credits_after_signature(lines: list[str], start: int, stop: int) -> int | None:
    """The first furniture line behind the signature's date, when nothing of the report follows it."""
    for number in range(stop, max(start, stop - 40), -1):
        if edges.is_date_line(lines[number - 1]):
            for behind in range(number + 1, stop + 1):
                if edges.is_furniture(lines[behind - 1]) or edges.is_meta(lines[behind - 1]):
                    return behind
            return None
    return None


# --- reports -------------------------------------------------------------------------------------------------------


def _report_starts(lines: list[str], last: int, listing: Listing | None) -> list[int]:
    starts: list[int] = []
    floor = listing.last if listing else 0
    for number in range(1, last + 1):
        line = lines[number - 1]
        if number <= floor or not _may_open(line):
            continue
        start = _walk_back(lines, number, floor)
        if not starts:
            if _opens_report(lines, number, last):
                starts.append(start)
                floor = number
        elif start > starts[-1] and _is_another(lines, start, number, floor):
            starts.append(start)
            floor = number
        elif start <= floor + 4:
            floor = max(floor, number) if number - floor <= 4 else floor
    return starts


def _may_open(line: str) -> bool:
    if "巡" not in line and "整改" not in line:
        return False
    return edges.announces_report(line) if len(line) > 90 or "现将" in line else edges.is_publication_title(line)


def _opens_report(lines: list[str], number: int, last: int) -> bool:
    """Whether the first opening is really one: an announcement, or a title with an account below it."""
    if edges.announces_report(lines[number - 1]):
        return True
    body = [line for line in lines[number:last] if line.strip()]
    if any(edges.tells_of_inspection(line) and "现将" in line for line in body[:4]):
        return True
    told = sum("整改" in line for line in body)
    return bool(_ACCOUNT.search(normal(lines[number - 1]))) and (told >= 3 or "\t" in "".join(body[:12]))


def _walk_back(lines: list[str], number: int, floor: int) -> int:
    """The first line of the opening that ends at `number`: paragraphs that tell of the inspection, meta lines, title."""
    start = number
    at = number - 1
    if edges.is_publication_title(lines[number - 1]):
        return _above_title(lines, number, floor)
    while at > floor and number - at <= 12:
        line = lines[at - 1]
        if not line.strip():
            at -= 1
            continue
        if edges.is_date_line(line) and not _title_above(lines, at, floor):
            break
        if not (_belongs_to_opening(line) or _part_of_title(lines, at, floor) or _author_below_title(lines, at, floor)):
            break
        start = at
        at -= 1
        if edges.is_publication_title(line):
            return _above_title(lines, start, floor)
    return _below_furniture(lines, start, number)


def _above_title(lines: list[str], start: int, floor: int) -> int:
    """The title's line, or the line above where that is its first half."""
    above = next((n for n in range(start - 1, floor, -1) if lines[n - 1].strip()), 0)
    return above if above and _part_of_title(lines, above, floor) else start


def _title_above(lines: list[str], at: int, floor: int) -> bool:
    above = [line for line in lines[max(floor, at - 4) : at - 1] if line.strip()]
    return bool(above) and (edges.is_title(above[-1]) or edges.is_meta(above[-1]))


def _belongs_to_opening(line: str) -> bool:
    if edges.is_contact(line) or edges.is_closing(line):
        return False
    if edges.is_title(line) and not edges.is_numbered(line):
        return True
    if edges.is_meta(line) or edges.is_date_line(line) or edges.is_furniture(line) or _is_salutation(line):
        return True
    if edges.is_numbered(line) or "\t" in line:
        return False
    text = normal(line)
    return edges.tells_of_inspection(line) or (
        bool(_INSPECTION.search(text)) and text.strip()[-1:] in "。:;" and "整改" in text
    )


def _part_of_title(lines: list[str], at: int, floor: int) -> bool:
    """A body's name alone on the line above 关于…的通报: the first half of a title in two lines."""
    text = normal(lines[at - 1]).strip()
    below = next((line for line in lines[at : at + 3] if line.strip()), "")
    if not normal(below).strip().startswith("关于") and not edges.is_title(below):
        return False
    if len(text) > 60 or text[-1:] in "。;:,":
        return False
    above = next((line for line in reversed(lines[max(floor, at - 3) : at - 1]) if line.strip()), "")
    return not (edges.is_contact(above) or edges.is_closing(above)) and edges.signature(lines[at - 1]) is not None


def _author_below_title(lines: list[str], at: int, floor: int) -> bool:
    """A body's name alone under the title, above the first paragraph."""
    above = next((line for line in reversed(lines[max(floor, at - 3) : at - 1]) if line.strip()), "")
    return edges.is_title(above) and len(lines[at - 1]) <= 60 and edges.signature(lines[at - 1]) is not None


def _below_furniture(lines: list[str], start: int, number: int) -> int:
    """The first line from `start` on that is neither blank nor furniture nor a bare date or meta line."""
    while start < number:
        line = lines[start - 1]
        if line.strip() and not (edges.is_meta(line) or edges.is_date_line(line) or _pure_furniture(line)):
            break
        start += 1
    return start


def _pure_furniture(line: str) -> bool:
    return edges.is_furniture(line) and not edges.is_title(line)


def _is_salutation(line: str) -> bool:
    """Whether a line addresses the reader: a body's name and a colon."""
    text = normal(line).strip()
    return 3 <= len(text) <= 40 and text.endswith(":") and not edges.is_numbered(line) and "," not in text


def _is_body(line: str) -> bool:
    """Whether a line is part of an account, and not of its title, page or signature."""
    if not line.strip() or edges.is_meta(line) or edges.is_date_line(line) or edges.is_title(line):
        return False
    return not edges.is_furniture(line) and not _is_salutation(line) and not (len(line) < 70 and edges.signature(line))


def _is_another(lines: list[str], start: int, number: int, floor: int) -> bool:
    """Whether an opening at start..number begins another report than the one whose opening ended at `floor`."""
    if not any(_is_body(line) for line in lines[floor : start - 1]):
        return False
    opening = lines[start - 1 : number]
    closed = False
    seen = 0
    for at in range(start - 1, floor, -1):
        line = lines[at - 1]
        if not line.strip():
            continue
        seen += 1
        if edges.is_date_line(line) or edges.is_contact(line) or (edges.is_closing(line) and len(line) < 300):
            closed = True
            break
        if len(line) < 60 and edges.signature(line):
            closed = True
            break
        if seen >= _LOOK_BACK:
            break
    if closed:
        return True
    return any(edges.tells_of_inspection(line) for line in opening) and any(
        edges.announces_report(line) for line in opening
    )


# --- documents without a report ------------------------------------------------------------------------------------


def _without_reports(document: Document, lines: list[str], last: int, listing: Listing | None) -> list[Segment]:
    kind = _kind_of_whole(document, lines, last)
    if kind == "other" and listing:
        above = [Segment("other", 1, listing.first - 1)] if listing.first > 1 else []
        below = [Segment("other", listing.last + 1, last)] if listing.last < last else []
        return [*above, Segment("listing", listing.first, listing.last), *below]
    first = 1
    if kind == "report":
        inked = [n for n in range(1, last + 1) if lines[n - 1].strip() and not _skippable(lines[n - 1])]
        first = next((n for n in inked[:5] if edges.is_title(lines[n - 1])), inked[0] if inked else 1)
    above = [Segment("other", 1, first - 1)] if first > 1 else []
    if kind == "report":
        return above + _report_and_rest(lines, first, last)
    return [*above, Segment(kind, first, last)]


def _skippable(line: str) -> bool:
    return _pure_furniture(line) or edges.is_meta(line)


def _kind_of_whole(document: Document, lines: list[str], last: int) -> Kind:
    inked = [line for line in lines[:last] if line.strip()]
    head = normal("\n".join([document.title or "", *(line[:200] for line in inked[:4])]))
    titles = normal("\n".join([document.title or "", *(line for line in inked[:4] if _heads(line))]))
    if not _INSPECTION.search("\n".join(inked)):
        return "report" if _looks_like_account(inked) else "other"
    if _states_requirements(inked, titles):
        return "requirements"
    if _has_table_of_items(inked) or _answers_questions(inked):
        return "report"
    if _ACCOUNT.search(titles) and _looks_like_account(inked):
        return "report"
    if _MOBILISE.search(titles) or (_MOBILISE.search(head) and not _FEED_BACK.search(titles)):
        return "notice"
    if not _looks_like_account(inked) and _MOBILISE.search(normal("\n".join(line[:1000] for line in inked[-6:]))):
        return "notice"
    if _FEED_BACK.search(titles) or re.search("反馈(?:会|意见|巡|情况)", head):
        return "report" if _looks_like_account(inked) and _ACCOUNT.search(titles) else "notice"
    return "report" if _looks_like_account(inked) else "other"


def is_titled_account(document: Document, segment: Segment) -> bool:
    """Whether the title at a segment's head, or the document's own, announces what became of an inspection's findings."""
    lines = [line for n in range(segment.first, segment.last + 1) if (line := document.line(n)).strip()][:4]
    return bool(_ACCOUNT.search(normal("\n".join([document.title or "", *(line for line in lines if _heads(line))]))))


def _heads(line: str) -> bool:
    """Whether a line at the top can be a title: short and without a full stop."""
    return len(line) <= 90 and line.strip()[-1] not in "。；;"


def _states_requirements(inked: list[str], titles: str) -> bool:
    """A speech or rule that says what must be done within which time, not an account of what was done."""
    limits = 0
    for line in inked:
        text = normal(line)
        if _TIME_LIMIT.search(text) and _DUTY.search(text):
            limits += len(_TIME_LIMIT.findall(text))
    speech = any(re.match(r"\s*同志们[::!,]", normal(line)) for line in inked[:5])
    ruled = bool(re.search("讲话|办法|规定|规程|要求|规则|意见$|提示", titles)) and not _ACCOUNT.search(titles)
    return limits >= 2 and (speech or ruled)


def _looks_like_account(inked: list[str]) -> bool:
    """Whether lines read as an account of rectification: labels of measures, statuses, or a table of items."""
    told = sum(
        bool(re.search("整改(?:措施|情况|落实|成效|进展|结果|完成)|已完成|长期坚持|问题描述|完成时限", line[:40]))
        for line in inked
    )
    return (told >= 3 and (told >= 0.1 * len(inked) or told >= 12)) or _has_table_of_items(inked)


def _answers_questions(inked: list[str]) -> bool:
    """Whether an account is given as questions and answers, of which several say how far something is."""
    answers = (normal(line) for line in inked if _REPLY.match(line))
    return sum(statement_in(text) is not None for text in answers) >= _FEWEST_REPLIES


def _has_table_of_items(inked: list[str]) -> bool:
    """Whether there is a table with a head that names problems and what was done, and at least two rows."""
    rows = [line for line in inked if line.count("\t") >= 2]
    heads = [row for row in rows if "问题" in row and re.search("整改|措施|进展|完成", row)]
    return bool(heads) and len(rows) >= 3
