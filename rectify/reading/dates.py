"""Dates as people write them: found with their places, resolved to ISO against what the document has said before.

Known forms: 2023年3月15日, 3月15日, 3月, 2023年, 2023.3.15, 2023-03-15, 2023/3/15, ２０２３年, 二〇二三年三月十五日, 今年3月,
with 上旬/中旬/下旬/底/末 behind them. A year is inherited, never invented (see `Reference`).
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from .plain import numeral
from .text import normal

_CN_DIGIT = "[〇零○OＯ一二三四五六七八九]"
_YEAR = rf"(?:(?:19|20)\d\d|{_CN_DIGIT}{{4}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = r"(?P<part>上旬|中旬|下旬|月?初|月?底|月?末)"
_SP = "[ ]{0,2}"
_N12 = "(?:1[0-2]|0?[1-9])"
_N31 = r"(?:3[01]|[12]\d|0?[1-9])"
_FORMS = (
    # 今年3月15日, 去年
    rf"(?P<rel>今年|去年|明年|本年度?|同年|当年|上年)(?:度|的)?{_SP}(?:(?P<rm>{_MONTH}){_SP}月份?(?:{_SP}(?P<rd>{_DAY})[ ]?[日号])?)?",
    # 2023年3(-5月), 3(至5月): a month whose 月 stands behind the second one
    rf"(?P<py>{_YEAR})[ ]?年[ ]?(?P<pm>{_N12})(?=[ ]?[至到~—–-][ ]?{_N12}[ ]?月)",
    rf"(?<![\d.年第-])(?P<qm>{_N12})(?=[ ]?[至到~—–-][ ]?{_N12}[ ]?月(?!\d))",
    # 2023年3月15日, 二〇二三年三月十五日, 2023年
    rf"(?P<y>{_YEAR}){_SP}年度?(?:{_SP}(?P<m>{_MONTH}){_SP}月份?(?:{_SP}(?P<d>{_DAY})[ ]?[日号]?(?![\d.,]))?)?",
    # 2023-03-15, 2023.3.15, 2023/3
    rf"(?<![\d.-])(?P<iy>(?:19|20)\d\d)(?P<sep>[-./])(?P<im>{_N12})(?:(?P=sep)(?P<id>{_N31}))?(?![\d万亿元%倍年])",
    # 3月15日, 3月, 三月十五日
    rf"(?<![\d.第个])(?P<sm>{_N12}){_SP}月份?(?:{_SP}(?P<sd>{_N31})[ ]?[日号])?",
    rf"(?<![\d.第个一二三四五六七八九十])(?P<cm>十[一二]?|[一二三四五六七八九])月(?P<cd>{_DAY})[日号]",
)
_DATE = re.compile("|".join(_FORMS))
_TO = re.compile(r"[ ]{0,2}起?(?:至|到|—{1,2}|–|-{1,2}|~|―|－|〜|～)[ ]{0,2}")
_END = re.compile(
    rf"(?:(?P<y>{_YEAR}){_SP}年|次年|翌年|同年|当年)?{_SP}"
    rf"(?:(?P<m>{_MONTH}){_SP}月份?)?{_SP}(?:(?P<d>{_DAY})[ ]?[日号])?"
)
_DOTTED_END = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d)[-./])?(?P<m>1[0-2]|0?[1-9])[-./](?P<d>3[01]|[12]\d|0?[1-9])(?![\d.])"
    r"|(?P<y2>(?:19|20)\d\d)[-./](?P<m2>1[0-2]|0?[1-9])(?![\d.])"
)
_TAIL = re.compile(rf"[ ]?{_PART}")
_NOUGHT = re.compile(r"(?<=\d)[OoО○](?=\d)")
_SHIFT = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "明年": 1}


@dataclass(frozen=True)
class DateMention:
    """A date as written: text[start:end]; what it does not say is None. `shift` is 0 for 今年, -1 for 去年, 1 for 明年.

    `part` is 上旬, 中旬, 下旬, 初 or 底 where the text says so.
    """

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    shift: int | None = None
    part: str | None = None

    @property
    def iso(self) -> str | None:
        """`2020-03-11`, or `2020-03` when no day is said; None without year or month."""
        return iso(self.year, self.month, self.day)

    @property
    def full(self) -> bool:
        """Whether year and month are said."""
        return self.year is not None and self.month is not None


def iso(year: int | None, month: int | None, day: int | None = None) -> str | None:
    """An ISO date, or year and month; None when either is missing or the day does not exist in that month."""
    if year is None or month is None:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if day > calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def first_moment(value: str) -> date:
    """The first day that an ISO date or month can mean."""
    year, month, *day = (int(part) for part in value.split("-"))
    return date(year, month, day[0] if day else 1)


def last_moment(value: str) -> date:
    """The last day that an ISO date or month can mean."""
    year, month, *day = (int(part) for part in value.split("-"))
    return date(year, month, day[0]) if day else last_day(year, month)


def find_dates(text: str) -> list[DateMention]:
    """All dates of a text in order. The end of a span (3月15日至20日) is a date of its own."""
    return [mention for span in find_spans(text) for mention in span if mention]


def find_spans(text: str) -> list[tuple[DateMention, DateMention | None]]:
    """The dates of a text in order, each with the date that it runs to (3月15日至6月15日), or None."""
    line = _NOUGHT.sub("0", normal(text))
    found: list[tuple[DateMention, DateMention | None]] = []
    at = 0
    while match := _DATE.search(line, at):
        mention = _with_part(line, _mention(match))
        until = _until(line, mention)
        found.append((mention, until))
        at = (until or mention).end
    return found


def _mention(match: re.Match[str]) -> DateMention:
    group = match.groupdict()
    start, end = match.span()
    if group["rel"]:
        return DateMention(start, end, None, _int(group["rm"]), _int(group["rd"]), _SHIFT.get(group["rel"]))
    year = _int(group["y"] or group["iy"] or group["py"])
    month = _int(group["m"] or group["im"] or group["sm"] or group["cm"] or group["pm"] or group["qm"])
    day = _int(group["d"] or group["id"] or group["sd"] or group["cd"])
    return DateMention(start, end, year, month, day)


def _int(text: str | None) -> int | None:
    return numeral(text) if text else None


def _with_part(line: str, mention: DateMention) -> DateMention:
    tail = _TAIL.match(line, mention.end)
    if not tail or mention.day is not None:
        return mention
    part = tail["part"].removeprefix("月")
    return replace(mention, end=tail.end(), part="底" if part == "末" else part)


def _until(line: str, first: DateMention) -> DateMention | None:
    """The date that a span beginning with `first` runs to: its missing year or month is that of `first`."""
    to = _TO.match(line, first.end)
    if not to:
        return None
    match = _DOTTED_END.match(line, to.end())
    if match:
        year, month, day = match["y"] or match["y2"], match["m"] or match["m2"], match["d"]
    else:
        match = _END.match(line, to.end())
        if not match or not (match["m"] or match["d"]):
            return None
        year, month, day = match["y"], match["m"], match["d"]
    month_number = _int(month) or first.month
    year_number = _int(year)
    if year_number is None and first.year is not None and month_number is not None and first.month is not None:
        wraps = (month_number, _int(day) or 31) < (first.month, first.day or 1)
        year_number = first.year + wraps
    shift = first.shift if year is None else None
    return _with_part(line, DateMention(to.end(), match.end(), year_number, month_number, _int(day), shift))


class Reference:
    """What a document has said of its time so far, and the years that a date without one takes from it.

    `own` is the document's own date (signed, published), a point that its other dates do not pass.
    `last` is the nearest full date before; `note` moves it.
    """

    def __init__(self, own: str | None = None, last: DateMention | None = None) -> None:
        self.own = first_moment(own) if own else None
        self.last_year = last.year if last else None

    def note(self, mentions: Iterable[DateMention]) -> None:
        """Take the year of the last of these dates that has one."""
        for mention in mentions:
            if mention.year is not None and mention.month is not None and self._plausible(mention.year):
                self.last_year = mention.year

    def _plausible(self, year: int) -> bool:
        return self.own is None or abs(year - self.own.year) < 15

    def resolve(self, mention: DateMention | None, after: str | None = None) -> str | None:
        """The ISO date (or month) of a mention, its year inherited so that it is not before `after`; None if it can't."""
        if mention is None or mention.month is None:
            return None
        if mention.year is not None:
            return mention.iso
        year = self._year_for(mention, after)
        return iso(year, mention.month, mention.day) if year is not None else None

    def _year_for(self, mention: DateMention, after: str | None) -> int | None:
        if mention.shift is not None and self.own:
            return self.own.year + mention.shift
        if self.last_year is not None:
            year = self.last_year + (mention.shift or 0)
            while after and (late := _latest(year, mention)) and late < first_moment(after):
                year += 1
                if year > self.last_year + 3:
                    return None
            return year
        if self.own:
            late = _latest(self.own.year, mention)
            return self.own.year - 1 if late and _earliest(self.own.year, mention) > self.own else self.own.year
        return None


def _latest(year: int, mention: DateMention) -> date | None:
    value = iso(year, mention.month, mention.day)
    return last_moment(value) if value else None


def _earliest(year: int, mention: DateMention) -> date:
    return date(year, mention.month or 1, min(mention.day or 1, 28))


_TERM = re.compile(
    rf"(?:(?P<y>{_YEAR})年?度?|(?P<rel>今年|明年|本年度?))?"
    r"(?P<what>上半年|下半年|第?[一二三四1-4]季度|(?<!学)(?<!财)年?[底末内终](?!容|部|控|审|在|蒙))"
    '|(?P<plan>十[三四五六]五)[”"]?(?:规划)?(?:时期|期间)?[底末内]'
)
_PLAN_ENDS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_PROMISE = re.compile("[前底末内]|之前|以前|预计|计划|力争|拟|将|确保|争取|时限|期限|限期|完成时间")
_BEHIND = re.compile("(?:月?[底末])?(?:之|以)?前?(?:完成|整改到位)?")
_SHORT_FIELD = 16
_WHOLE_YEAR = re.compile("(?:年?度?[底末内终之以]|前|完成|[^\\w]|$)")
_LEEWAY = 120
_HALF_YEARS = {"上半年": 6, "下半年": 12}


def deadline(text: str, reference: date | None) -> tuple[str | None, str | None]:
    """The latest day that a text promises something for, as (ISO date, matched text); (None, None) when it names none.

    A month, quarter or year stands for its last day. Years that the text leaves out are chosen so that the day is not
    long before `reference`, the day the text speaks from; without a reference such a day is (None, matched text).
    """
    line = normal(text)
    named = _named_days(line, reference)
    if not named:
        return None, None
    known = [entry for entry in named if entry[0]]
    if not known:
        return None, text[named[-1][1] : named[-1][2]]
    day, start, end = max(known, key=lambda entry: entry[0] or date.min)
    return (day.isoformat() if day else None), text[start:end]


def _named_days(line: str, reference: date | None) -> list[tuple[date | None, int, int]]:
    """The days that a line names as (last day, start, end), those that are promises."""
    found: list[tuple[date | None, int, int]] = []
    for first, until in find_spans(line):
        mention = until or first
        if mention.month is None and (
            mention.year is None
            or len(line) > _SHORT_FIELD
            or _TERM.match(line, first.start)
            or not _WHOLE_YEAR.match(line, mention.end)
        ):
            continue
        start, end = first.start, _BEHIND.match(line, mention.end).end()  # type: ignore[union-attr]
        day = _promised(mention, reference)
        if len(line) <= _SHORT_FIELD or _promises(line, start, end) or (day and reference and day >= reference):
            found.append((day, start, end))
    for term in _TERM.finditer(line):
        if term["plan"]:
            found.append((date(_PLAN_ENDS[term["plan"]], 12, 31), term.start(), term.end()))
            continue
        if term["what"][0] in "底末内终" and not (term["y"] or term["rel"]):
            continue
        year = _int(term["y"]) or (reference.year + (term["rel"] == "明年") if reference else None)
        end = _BEHIND.match(line, term.end()).end()  # type: ignore[union-attr]
        found.append((_term_end(term["what"], year, None if term["y"] else reference), term.start(), end))
    return found


def _promises(line: str, start: int, end: int) -> bool:
    """Whether the clause around line[start:end] looks ahead: 前, 底 behind the date or 预计, 计划, 将 before it."""
    clause_start = max(line.rfind(mark, 0, start) for mark in ",。;:") + 1
    return bool(_PROMISE.search(line, max(clause_start, start - 24), end + 1))


def _promised(mention: DateMention, reference: date | None) -> date | None:
    """The last day that a mention names, with the year that keeps it near or after the reference."""
    if mention.month is None:
        return date(mention.year, 12, 31) if mention.year else None
    year = mention.year
    if year is None:
        if reference is None:
            return None
        year = reference.year + (mention.shift or 0)
        late = _last_of(year, mention)
        if mention.shift is None and late and (reference - late).days > _LEEWAY:
            year += 1
    return _last_of(year, mention)


def _last_of(year: int, mention: DateMention) -> date | None:
    if mention.day is None and mention.part in ("上旬", "中旬", "初"):
        return date(year, mention.month or 1, 20 if mention.part == "中旬" else 10)
    return _latest(year, mention)


def _term_end(what: str, year: int | None, reference: date | None) -> date | None:
    """The last day of a half-year, quarter or year; the next year's where that one is long past."""
    if year is None:
        return None
    month = _HALF_YEARS.get(what)
    if month is None and what.endswith("季度"):
        month = 3 * (numeral(what[-3]) or 4)
    end = last_day(year, month or 12)
    if reference and (reference - end).days > _LEEWAY:
        end = last_day(year + 1, month or 12)
    return end
