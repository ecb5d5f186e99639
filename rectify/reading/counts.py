"""Counted things in a sentence: the number, what is counted, and in which words around it."""

import re
from dataclasses import dataclass

from . import vocabulary
from .plain import NUMERAL, numeral
from .text import inside, normal, quoted_spans

_WORDS = vocabulary.load("claims")
_NOUNS = {noun: kind for kind, nouns in _WORDS["nouns"].items() for noun in nouns}
_NOUN = "|".join(sorted(map(re.escape, _NOUNS), key=len, reverse=True))
_UNIT = r"(?:大方面|个大方面|个方面|方面|个大项|大项|个大类|大类|类|个|项|条|点|种|款|件)"
_COUNT = re.compile(rf"(?<![\d.第])(?P<n>{NUMERAL})[ ]?(?:余|多)?(?P<unit>{_UNIT})(?!月|工作日|小时|百分点|以上|次)")
_NOUN_BEHIND = re.compile(rf"(?P<mod>[^,。;:、\d()（）]{{0,8}}?)(?P<noun>{_NOUN})(?!清单(?:和|、))")
_FILLER = r"(?:共计|共有|合计|总计|总数|数量|共|数|已经|已|全部|完成|整改|办结|解决|正在|推进|到位|为|达到|达|有|的|分别){0,5}"
_NOUN_BEFORE = re.compile(rf"(?P<noun>{_NOUN})(?P<mod>{_FILLER})[ ]?$")
_RATE_NAMES = "|".join(sorted(_WORDS["states"]["rate"], key=len, reverse=True))
_PERCENT = r"(?:达到|达|为|约|是|:)?[ ]?(?P<{}>\d{{1,3}}(?:\.\d{{1,4}})?)[ ]?%"
_RATE = re.compile(
    rf"(?P<name>{_RATE_NAMES})[^,。;\d]{{0,8}}?"
    + _PERCENT.format("n")
    + r"|(?:整改|完成|办结)[^,。;\d]{0,6}?"
    + _PERCENT.format("bare")
)
_LARGEST = 5000
_MOST_AREAS = 12


@dataclass
class Count:
    """sentence[start:end] counts `value` things of a `kind` (area, category, problem, concrete, detail, task, measure,
    recommendation), or None when no noun says which. `unit` is the measure word, `noun` the noun as written."""

    value: int
    start: int
    end: int
    unit: str
    kind: str | None
    noun: str
    modifier: str


@dataclass
class Rate:
    """sentence[start:end] says a percentage."""

    value: float
    start: int
    end: int


def counts_in(sentence: str) -> list[Count]:
    """The counts of a sentence, in order."""
    line = normal(sentence)
    found: list[Count] = []
    matches = list(_COUNT.finditer(line))
    quoted = [span for span in quoted_spans(line) if span[1] - span[0] <= 24]
    for index, match in enumerate(matches):
        value = numeral(match["n"])
        if value is None or value > _LARGEST or match["n"] == "一" or inside(quoted, match.start()):
            continue
        stop = matches[index + 1].start() if index + 1 < len(matches) else len(line)
        before_from = max(matches[index - 1].end() if index else 0, found[-1].end if found else 0)
        found.append(_count(line, match, value, before_from, stop))
    return found


def _count(line: str, match: re.Match[str], value: int, before_from: int, stop: int) -> Count:
    unit = match["unit"].removeprefix("个") or "个"
    behind = _NOUN_BEHIND.match(line, match.end(), min(stop, match.end() + 20))
    if unit.endswith("方面"):
        return _of_aspects(line, match, value, unit, behind)
    if behind and "方面" not in behind["mod"] and not re.search("已|正在|完成|制定|细化|并", behind["mod"]):
        kind = _NOUNS[behind["noun"]]
        if unit in ("大项", "大类") or (unit == "类" and kind in ("problem", "concrete")):
            kind = "category"
        return Count(value, match.start(), behind.end(), unit, kind, behind["noun"], behind["mod"])
    if unit in ("大项", "大类", "类"):
        return Count(value, match.start(), match.end(), unit, "category", "", "")
    before = _NOUN_BEFORE.search(line, max(before_from, match.start() - 24), match.start())
    if before:
        return Count(value, before.start(), match.end(), unit, _NOUNS[before["noun"]], before["noun"], before["mod"])
    return Count(value, match.start(), match.end(), unit, None, "", line[match.end() : match.end() + 6])


def _of_aspects(line: str, match: re.Match[str], value: int, unit: str, behind: re.Match[str] | None) -> Count:
    """Aspects are areas, unless what follows them is advice (5个方面意见建议) or they are too many to be areas."""
    if behind and _NOUNS[behind["noun"]] == "recommendation" and "问题" not in behind["mod"]:
        return Count(value, match.start(), behind.end(), unit, "recommendation", behind["noun"], "方面")
    end = behind.end() if behind and not behind["mod"] and _NOUNS[behind["noun"]] == "problem" else match.end()
    return Count(value, match.start(), end, unit, "area" if value <= _MOST_AREAS else "problem", "方面", "")


def rates_in(sentence: str) -> list[Rate]:
    """The percentages that a sentence gives for completion, in order."""
    line = normal(sentence)
    found = []
    for match in _RATE.finditer(line):
        value = float(match["n"] or match["bare"])
        if value <= 100:
            found.append(Rate(int(value) if value.is_integer() else value, match.start(), match.end()))
    return found
