"""Notices: lists of units, news of feedback meetings, news and announcements of inspections under way."""

import re
from collections import Counter
from itertools import islice
from typing import Any

from .contacts import contacts_in, gives_contact
from .counts import counts_in
from .dates import DateMention, Reference, find_dates, find_spans
from .document import Document
from .head import listing_names
from .inspections import kind_in, round_in, team_in, unnumbered_team_in
from .plain import sentences
from .pointwise import Point, listed_points, marked_points
from .segments import Segment
from .signatures import dated_above, signed_on
from .text import inside, normal, quoted_spans
from .units import name_of_body, unit_in_text

_MOBILISE = re.compile("动员|进驻|见面会|见面沟通|入驻|公告|预告|值班电话|受理.{0,6}(?:来信|电话)")
_TO_WHOM = re.compile(
    r"向(?P<name>[^,。;:]{2,40}?)(?:党组|党委|党工委|党总支|党支部|领导班子)?(?:进行)?(?:专题|集中)?反馈"
)
_OF_WHOM = re.compile(
    r"(?:对|进驻|巡[视察](?!组|工作|发现|情况|反馈|整改|意见|办|期间|第|[一二三四五六七八九十]))(?P<name>[^,。;:对向]{2,40}?)\s?(?:党组|党委|党工委|党总支|党支部|领导班子)?\s?(?:及其|的)?\s?(?:开展|进行|工作动员|动员|见面|公告|的公告|进驻|反馈|情况|意见)"
)
_HELD_BY = re.compile(r"^(?P<name>[^,。;:]{2,30}?)(?:党组|党委|党工委)?(?:召开|接受|举行)")
_FOUND = (
    re.compile("(?:发现|还|也|仍)存在(?:了|的)?(?=[^。;]{10,400}等(?:突出|主要)?(?:问题|方面))"),
    re.compile(
        "(?:主要|集中|突出)?(?:表现在|表现为|体现在)|问题(?:主要)?(?:是|有)|主要是|主要有|具体(?:是|为|有|如下)|问题如下"
    ),
    re.compile("(?:发现|存在|指出|反馈|通报)(?:了|的|出)?[^,。;:]{0,16}?问题(?:和不足|主要)?[^,。;:]{0,4}[,:]"),
    re.compile("(?:发现|存在|指出)(?:了|的)?(?:一些|主要|突出|以下)*(?:突出)?问题(?:和不足|主要)?"),
)
_TRIES = 12  # announcements looked at in one paragraph
_ANSWERING = re.compile("(?:针对|对照|围绕|对)[^,。;:]{0,24}$")
_ADVISED = re.compile(
    r"(?:提出|反馈)(?:了)?[^,。;:]{0,16}?(?:意见建议|建议|意见和建议|整改意见|整改要求|要求|意见)[^,。;]{0,6}[:。,]|建议[:,]|(?<!工作)要求[:,]|就[^。]{0,24}提出[^,。;]{0,12}要求[:。,]"
)
_CALLS_KIND = re.compile("(?:此次|本次|这次|本轮)巡[视察](?:是|为|属于|属)")
_INSPECTS = re.compile("对.{1,40}(?:开展|进行)|进驻")
_SPAN_WORD = re.compile("巡[视察]|进驻|工作时间|时间|期间")
_SCOPE = re.compile("主要受理|重点受理|受理范围|受理反映")


def read_listing(document: Document, segment: Segment) -> dict[str, Any]:
    """The fields of the listing record: line, round (None where no text above names it), units."""
    above = "\n".join(document.lines[: segment.last])
    return {"line": segment.first, "round": round_in(above), "units": listing_names(document, segment)}


def read_notice(document: Document, segment: Segment) -> dict[str, Any]:
    """The fields of the notice record: kind, unit, team, dates, contacts, findings and recommendations with places.

    Dates are ISO or None; `started_text` and `ended_text` keep dates that no year can be found for; `scope` is the
    sentence that says what the team receives.
    """
    lines = [(n, document.line(n)) for n in segment.numbers if document.line(n).strip()]
    title = _title(document, lines)
    text = "\n".join(line for _, line in lines)
    kind = _kind(title, text)
    published = _published(document, segment)
    team = _team([line for _, line in lines])
    unit, aliases = _unit(title, [line for _, line in lines[1:8]])
    started, ended, span = _span(lines, published)
    findings, declared, below = _findings(lines, document.lines, segment.last) if kind == "feedback" else ([], None, 0)
    advice = _recommendations(lines, document.lines, segment.last, below) if kind == "feedback" else []
    return {
        "line": segment.first,
        "end_line": segment.last,
        "kind": kind,
        "title": title or None,
        "unit": unit,
        "aliases": aliases,
        "team": team,
        "round": round_in(text),
        "inspection_kind": _inspection_kind(title, lines),
        "started": started,
        "ended": ended,
        "started_text": span[0],
        "ended_text": span[1],
        "feedback": _feedback(lines, team, published, ended) if kind == "feedback" else None,
        "published": published,
        **contacts_in("\n".join(line for _, line in lines if gives_contact(line) or _gives_hours(line))),
        "scope": _scope(text),
        "declared_findings": declared,
        "findings": [point.record() for point in findings],
        "recommendations": [point.record() for point in advice],
    }


def _title(document: Document, lines: list[tuple[int, str]]) -> str:
    """The first short line that speaks of an inspection, else the file's own title."""
    for _, line in lines[:5]:
        if len(line) <= 90 and re.search("巡视|巡察", line) and line.strip()[-1] not in "。;；":
            return line.strip()
    return document.title or ""


def _team(lines: list[str]) -> str | None:
    """The inspecting team, by the name that the text uses most often for it; the shorter one where two are as frequent."""
    names = Counter(filter(None, (team_in(text) for line in lines for _, text in sentences(line))))
    if names:
        return max(names, key=lambda name: (names[name], -len(name)))
    return next(filter(None, map(unnumbered_team_in, lines)), None)


def _kind(title: str, text: str) -> str:
    where = title or text[:400]
    if "反馈" in where and not re.search("动员|进驻", where):
        return "feedback"
    if _MOBILISE.search(where):
        return "mobilisation"
    return "feedback" if text.count("反馈") >= 2 else "mobilisation"


def _published(document: Document, segment: Segment) -> str | None:
    for mention in (signed_on(document, segment), dated_above(document, segment)):
        if mention and mention.full:
            return mention.iso
    return document.published


def _unit(title: str, paragraphs: list[str]) -> tuple[str | None, list[str]]:
    """The inspected unit's common name, and the name as written where it differs."""
    for pattern in (_TO_WHOM, _OF_WHOM):
        for text in (title, *paragraphs):
            match = pattern.search(normal(text))
            if match and not re.search("巡视组|巡察组|整改|会议|情况|问题|同志", match["name"]):
                written = match.group()[match.start("name") - match.start() :]
                return _named(match["name"].strip(), written)
    held = _HELD_BY.search(normal(title))
    if held and not re.search("巡[视察]|[省市县区]委$", held["name"]):
        return _named(held["name"], held["name"])
    found = unit_in_text(paragraphs)
    return found, []


def _named(name: str, written: str) -> tuple[str, list[str]]:
    unit = name_of_body(re.sub("(?:和所属.*|及其?下属.*|等\\d*.*)$", "", name))
    body = re.match("(?P<body>.*?(?:党组|党委|党工委|党总支|党支部|委员会|[省市县区旗]委))", written)
    alias = body["body"] if body and body["body"] != unit else None
    return unit, [alias] if alias else []


def _inspection_kind(title: str, lines: list[tuple[int, str]]) -> str | None:
    """The kind that the title says, or a sentence that tells of this team's inspecting."""
    kind = kind_in(title)
    if kind:
        return kind
    for _, line in lines[:12]:
        for _, sentence in sentences(line):
            if _CALLS_KIND.search(sentence) or (team_in(sentence) and _INSPECTS.search(sentence)):
                kind = kind_in(sentence)
                if kind:
                    return kind
    return None


def _span(lines: list[tuple[int, str]], published: str | None) -> tuple[str | None, str | None, tuple[str | None, ...]]:
    """When the inspection runs: ISO dates, and the dates as written."""
    reference = Reference(own=published)
    for _, line in lines:
        text = normal(line)
        for first, until in find_spans(line):
            around = text[max(0, first.start - 30) : (until or first).end + 40]
            if until and first.month and _SPAN_WORD.search(around) and not re.search("整改(?:时间|期)", around):
                reference.note([first])
                started = _near(first, published, reference)
                ended = reference.resolve(until, after=started) if started else None
                return started, ended, (line[first.start : first.end], line[until.start : until.end])
            reference.note([first])
    return None, None, (None, None)


def _near(first: DateMention, published: str | None, reference: Reference) -> str | None:
    """An announced inspection can begin after its announcement, in the same year; else the year is inherited."""
    if first.year is None and published and reference.last_year is None:
        reference.last_year = int(published[:4])
    return reference.resolve(first)


def _feedback(lines: list[tuple[int, str]], team: str | None, published: str | None, ended: str | None) -> str | None:
    """The day of the feedback: the date of the sentence in which this team feeds back, else of the meeting."""
    best: tuple[int, str] | None = None
    reference = Reference(own=published)
    for _, line in lines:
        for _, sentence in sentences(line):
            if "反馈" in sentence:
                day = _day_before_word(sentence, reference, ended)
                weight = 2 * bool(team and team in normal(sentence)) + ("向" in sentence) + ("反馈会" in sentence)
                if day and (best is None or weight > best[0]):
                    best = weight, day
            reference.note(find_dates(sentence))
    return best[1] if best else None


def _day_before_word(sentence: str, reference: Reference, ended: str | None) -> str | None:
    text = normal(sentence)
    at = text.find("反馈")
    days = [m for m in find_dates(text) if m.month and m.end <= at and at - m.end <= 120]
    return reference.resolve(days[0], after=ended) if days else None


def _gives_hours(line: str) -> bool:
    return bool(re.search(r"时间[^。]{0,12}\d{1,2}[:时点]", normal(line))) and len(line) < 1500


def _scope(text: str) -> str | None:
    for line in text.split("\n"):
        for _, sentence in sentences(line):
            if _SCOPE.search(sentence):
                return sentence.strip()
    return None


# --- findings and recommendations ----------------------------------------------------------------------------------


def _findings(lines: list[tuple[int, str]], all_lines: list[str], last: int) -> tuple[list[Point], int | None, int]:
    """The findings, the number that the text declares, and the line where they end."""
    for announced in _FOUND:
        for number, line in lines:
            text = normal(line)
            for match in islice(announced.finditer(text), _TRIES):
                if not re.search("巡[视察]|反馈|指出|存在", text[: match.end()]) or _quoted(text, match.start()):
                    continue
                if _ANSWERING.search(text[: match.start()]):
                    continue
                points = _points_after(line, number, match.end(), all_lines, last)
                if points:
                    return points, _declared(text, match.start(), len(points)), max(point.line for point in points)
    return [], next((d for d in (_declared(normal(line), 0) for _, line in lines) if d), None), 0


def _quoted(text: str, at: int) -> bool:
    return inside(quoted_spans(text), at)


def _points_after(line: str, number: int, start: int, all_lines: list[str], last: int) -> list[Point]:
    """The points behind an announcement: numbered in this paragraph or the next ones, else listed in this sentence."""
    text = normal(line)
    rest = text[start:].strip(" :,。")
    numbered = marked_points(all_lines, number, start, last, demands=False)
    if numbered and (not rest or (numbered[0].line == number and numbered[0].offset - start < 40)):
        return numbered
    if not rest:
        return []
    stop = text.find("。", start)
    sentence = text[start : stop if stop >= 0 else len(text)]
    if len(sentence) < 12 or not re.search("[、;,]", sentence) or re.match("[^,。;]{0,12}(?:整改|要求)", sentence):
        return []
    return listed_points(line, number, start)


def _declared(text: str, start: int, listed: int = 0) -> int | None:
    """How many findings the text says there are: the count that fits what it lists, else of problems, else of aspects."""
    counts = [c for c in counts_in(text[start:]) if c.kind in ("problem", "concrete", "area", "category")]
    fitting = [c.value for c in counts if c.value == listed]
    problems = [c.value for c in counts if c.kind in ("problem", "concrete")]
    return next(iter([*fitting, *problems, *(c.value for c in counts)]), None)


def _recommendations(lines: list[tuple[int, str]], all_lines: list[str], last: int, below: int) -> list[Point]:
    """The recommendations: numbered points behind the words that announce them, at or below the findings."""
    fallback: list[Point] = []
    for number, line in lines:
        if number < below:
            continue
        text = normal(line)
        for match in islice(_ADVISED.finditer(text), _TRIES):
            points = marked_points(all_lines, number, match.end(), last)
            if points and "建议" in match.group():
                return points
            fallback = fallback or points
    return fallback
