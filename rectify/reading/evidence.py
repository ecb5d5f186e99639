"""What a measure's text names that somebody could check: documents, numbers of documents, dates, meetings, money, counts.

Facts, each with its place. Whether a measure names anything says nothing about whether it was done.
"""

import re
from typing import Any

from .dates import find_dates
from .money import sums_in
from .plain import NUMERAL, numeral
from .text import normal

_OPEN, _CLOSE = "《", "》"
_NUMBER = re.compile(
    r"(?P<issuer>[\u4e00-\u9fffA-Za-z]{1,14})?[〔\[(【（［](?P<year>(?:19|20)\d{2})[〕\])】）］][ ]?第?[ ]?(?P<number>\d{1,4})[ ]?号"
)
_PLAIN_NUMBER = re.compile(r"(?P<year>(?:19|20)\d{2})年(?P<issuer>[\u4e00-\u9fff]{2,8}?)(?P<number>\d{1,4})号文?")
_MEETING_WORDS = (
    "党[组委]|扩大|常委|领导小组|专题|民主生活|动员|推进|调度|警示教育|座谈|工作|办公|部署|现场|联席|组织生活|中心组|职工代表|党员|全体|"
    "书记|学习|研讨|培训|述职|评议|通报|约谈|整改|协调|视频|电视电话|董事|总经理|校长|院长|行政"
)
_MEETING = re.compile(rf"(?:(?:{_MEETING_WORDS})|\(扩大\)){{1,5}}(?:会议|大会|例会|会)(?!员|计|务|展|馆|签|商|诊)")
_SESSION = re.compile(rf"第[ ]?{NUMERAL}[ ]?次[^,。;]{{0,14}}?会议?")
_UNITS = "人次|场次|批次|人|名|次|场|期|份|件|家|户|个|项|处|台|套|辆|间|亩|公里|平方米|吨|篇|条|起|门|所|册|本|宗|轮|批|支|组|笔"
_COUNT = re.compile(
    rf"(?P<n>{NUMERAL})[ ]?(?P<about>余|多)?(?P<unit>{_UNITS})(?!月|工作日|百分点|方面|维护|意识|自信|责任|以上|之一|别|性)"
)
_SLOGAN = re.compile("^[一两三四五六七八九十]$")
_LONGEST_TITLE = 200


def evidence_of(text: str) -> dict[str, Any]:
    """The facts that a text names, as JSON-ready lists, each entry with its `offset`:

    documents {title, offset}, numbers {text, year, number, offset}, dates {date or None, text, offset},
    meetings {text, offset}, money {yuan, text, offset}, counts {value, unit, text, offset}; and `names_anything`,
    whether there is a document, a document's number, a date, a meeting with its number, or a sum of money or a count.
    """
    line = normal(text)
    facts: dict[str, Any] = {
        "documents": _documents(text, line),
        "numbers": _numbers(text, line),
        "dates": _dates(text),
        "meetings": _meetings(text, line),
        "money": _sums(text),
        "counts": _counts(text, line),
    }
    facts["names_anything"] = any(facts[name] for name in ("documents", "numbers", "dates", "money", "counts"))
    return facts


def _documents(text: str, line: str) -> list[dict[str, Any]]:
    """Titles in 《》, outermost where one stands in another, each once."""
    found, depth, start, seen = [], 0, 0, set()
    for place, char in enumerate(line):
        if char == _OPEN:
            start = start if depth else place + 1
            depth += 1
        elif char == _CLOSE and depth:
            depth -= 1
            title = text[start:place].strip()
            if depth == 0 and 0 < len(title) <= _LONGEST_TITLE and title not in seen:
                seen.add(title)
                found.append({"title": title, "offset": start})
        if depth and place - start > _LONGEST_TITLE:
            depth = 0
    return found


def _numbers(text: str, line: str) -> list[dict[str, Any]]:
    found, seen = [], set()
    for pattern in (_NUMBER, _PLAIN_NUMBER):
        for match in pattern.finditer(line):
            words = text[match.start() : match.end()]
            if words not in seen:
                seen.add(words)
                row = {
                    "text": words,
                    "year": int(match["year"]),
                    "number": int(match["number"]),
                    "offset": match.start(),
                }
                found.append(row)
    return found


def _dates(text: str) -> list[dict[str, Any]]:
    """Dates with a month at least; the ISO date where the text gives the year itself."""
    return [
        {"date": mention.iso, "text": text[mention.start : mention.end], "offset": mention.start}
        for mention in find_dates(text)
        if mention.month
    ]


def _meetings(text: str, line: str) -> list[dict[str, Any]]:
    found, end = [], -1
    for match in sorted([*_SESSION.finditer(line), *_MEETING.finditer(line)], key=lambda m: m.start()):
        if match.start() >= end:
            found.append({"text": text[match.start() : match.end()], "offset": match.start()})
            end = match.end()
    return found


def _sums(text: str) -> list[dict[str, Any]]:
    return [{"yuan": s.yuan, "text": text[s.start : s.end], "offset": s.start} for s in sums_in(text)]


def _counts(text: str, line: str) -> list[dict[str, Any]]:
    """Counted things, without slogans (一个, 两个) and without what stands in quotation marks or titles as a number."""
    found = []
    for match in _COUNT.finditer(line):
        value = numeral(match["n"])
        before = line[match.start() - 1] if match.start() else ""
        if value is None or _SLOGAN.match(match["n"]) or before in "第“‘\"'《〔.":
            continue
        row = {
            "value": value,
            "unit": match["unit"],
            "text": text[match.start() : match.end()],
            "offset": match.start(),
        }
        found.append(row)
    return found
