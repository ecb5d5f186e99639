"""What a report claims to have achieved for the unit as a whole: systems, money, people held to account.

Only what the report says of the whole; nothing is added up from items. Parts of a sum behind 其中 are no sums of their
own; people are given by kind, persons (人) and person-times (人次) apart, a stated 0 kept.
"""

import re
from collections.abc import Collection
from typing import Any

from . import vocabulary
from .document import Document
from .frame import speaks_of_whole
from .money import sums_in
from .plain import NUMERAL, numeral, sentences
from .segments import Segment
from .text import normal

_WORDS = vocabulary.load("results")
_VERBS = {
    topic: [(word, row["kind"]) for row in _WORDS[topic]["verbs"] for word in row["words"]]
    for topic in ("systems", "money", "people")
}
_VERB = {
    topic: re.compile("|".join(sorted((re.escape(word) for word, _ in verbs), key=len, reverse=True)))
    for topic, verbs in _VERBS.items()
}
_KIND = {topic: dict(reversed(verbs)) for topic, verbs in _VERBS.items()}
_SKIP = {topic: re.compile("|".join(_WORDS[topic]["skip"])) for topic in _VERBS}
_AROUND = re.compile("|".join(_WORDS["money"]["skip_around"]))
_SYSTEM = "|".join(sorted(_WORDS["systems"]["nouns"], key=len, reverse=True))
_MEASURE = "|".join(_WORDS["systems"]["words"])
_SYSTEMS = re.compile(
    rf"(?P<n1>{NUMERAL})[ ]?余?(?:{_MEASURE})[^,。;、\d]{{0,8}}?(?:{_SYSTEM})"
    rf"|(?:{_SYSTEM})[^,。;、\d]{{0,4}}?(?P<n2>{NUMERAL})[ ]?余?(?:{_MEASURE})"
    rf"|(?:废止|修订|新建|完善|制定|新制定|修订完善|新增)[ ]?(?P<n3>{NUMERAL})[ ]?余?(?:项|个)"
)
_PEOPLE = re.compile(rf"(?P<n>{NUMERAL})[ ]?余?(?P<word>人次|人|名|位)(?!民|员(?!工)|大|才|社|事|均|间|居|数|额)")
_PART = re.compile("其中|包括|含")
_AHEAD = re.compile("将|计划|预计|力争|拟|要(?!求)|力求")
_REACH = 18


def read_results(document: Document, segment: Segment, frame: Collection[int] | None = None) -> list[dict[str, Any]]:
    """The result records of a report: kind, value (yuan, or a count), unit (元, 项, 人, 人次), about, text, line, offset.

    The same kind with the same value is given once, where it is said first.
    """
    found: list[dict[str, Any]] = []
    for number in speaks_of_whole(document, segment, frame):
        for offset, sentence in sentences(document.line(number)):
            if not re.search(r"\d|[一二三四五六七八九十]", sentence):
                continue
            for result in (*_systems(sentence), *_money(sentence), *_people(sentence)):
                result |= {"line": number, "offset": offset + result.pop("start"), "record": "result"}
                found.append(result)
    return _once(sorted(found, key=lambda row: (row["line"], row["offset"])))


def _once(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen, kept = set(), []
    for result in results:
        key = (result["kind"], result["value"], result["unit"])
        if key not in seen:
            seen.add(key)
            kept.append(result)
    return kept


def _result(
    kind: str, value: int | float, unit: str, sentence: str, start: int, end: int, about: bool
) -> dict[str, Any]:
    return {"kind": kind, "value": value, "unit": unit, "about": about, "text": sentence[start:end], "start": start}


def _nearest_verb(topic: str, text: str) -> re.Match[str] | None:
    """The last verb of a topic in a text."""
    last = None
    for match in _VERB[topic].finditer(text):
        last = match
    return last


def _clause(line: str, at: int, marks: str = ",。;、") -> int:
    """Where the clause begins that holds `at`."""
    return max(line.rfind(mark, 0, at) for mark in marks) + 1


def _systems(sentence: str) -> list[dict[str, Any]]:
    """Systems made, revised or abolished."""
    line = normal(sentence)
    found, said = [], False
    for match in _SYSTEMS.finditer(line):
        if match["n3"] and not said:
            continue
        value = numeral(match["n1"] or match["n2"] or match["n3"])
        start = _clause(line, match.start())
        lead = line[start : match.end()]
        place = re.search(NUMERAL, match.group())
        verb = _nearest_verb("systems", lead[: match.start() - start + (place.start() if place else 0)])
        if value is None or not verb or _SKIP["systems"].search(lead) or _AHEAD.search(lead):
            continue
        if _PART.search(line[:start]) and said:
            continue
        said = True
        begin = start + verb.start()
        kind = _KIND["systems"][verb.group()]
        found.append(_result(kind, value, "项", sentence, begin, match.end(), "余" in match.group()))
    return found


def _money(sentence: str) -> list[dict[str, Any]]:
    """Money that came back, with its direction."""
    line = normal(sentence)
    found = []
    for amount in sums_in(sentence):
        start = _clause(line, amount.start, ",。;")
        lead = line[start : amount.start]
        tail = re.split("[,。;]", line[amount.end :])[0]
        verb = _nearest_verb("money", lead)
        behind = _VERB["money"].search(tail[:8])
        chosen = verb or behind
        if not chosen or _AHEAD.search(lead) or _SKIP["money"].search(lead[-30:] + tail[:6]):
            continue
        if _AROUND.search((lead[: verb.start()] if verb else lead)[-20:] + tail[:6]):
            continue
        if _PART.search(line[:start] + lead) and found:
            continue
        begin = start + verb.start() if verb else amount.start
        end = amount.end if verb else amount.end + chosen.end()
        kind = _KIND["money"][chosen.group()]
        found.append(_result(kind, amount.yuan, "元", sentence, begin, end, amount.about))
    return found


def _people(sentence: str) -> list[dict[str, Any]]:
    """People held to account, by kind; persons and person-times are different units."""
    line = normal(sentence)
    found = []
    for match in _PEOPLE.finditer(line):
        value = numeral(match["n"])
        start = _clause(line, match.start())
        lead = line[max(start, match.start() - _REACH) : match.start()]
        tail = re.split("[,。;、]", line[match.end() :])[0][:_REACH]
        verb = _nearest_verb("people", lead)
        behind = _VERB["people"].search(tail)
        chosen = verb or behind
        if value is None or not chosen or _AHEAD.search(lead) or _SKIP["people"].search(lead + tail):
            continue
        if re.search("受(?:到|过)?[^,]{0,6}$", line[start : match.start()]) or re.match("受", tail):
            continue
        begin = match.start() - len(lead) + verb.start() if verb else match.start()
        end = match.end() if verb else match.end() + chosen.end()
        unit = "人次" if match["word"] == "人次" else "人"
        kind = _KIND["people"][chosen.group()]
        found.append(_result(kind, value, unit, sentence, begin, end, "余" in match.group()))
    return found
