"""The inspection that a document speaks of: which team, what kind, from when to when, fed back when, which round."""

import re
from dataclasses import dataclass

from .dates import DateMention, Reference, find_dates, find_spans
from .plain import sentences
from .text import normal

_NUMBER = r"第?(?:[一二三四五六七八九十百]{1,3}|\d{1,2})"
_AUTHORITY = r"(?:省委|市委|县委|区委|旗委|州委|盟委|党委|党组|党工委|工委|委员会|中央|兵团)"
_MODE = r"(?:提级|交叉|联动|专项|常规|机动|异地|直接|延伸){0,3}"
_TEAM = re.compile(
    rf"(?:(?P<lead>[\u4e00-\u9fff]{{0,16}}?{_AUTHORITY}))?(?:{_NUMBER}轮(?:巡视|巡察)?)?"
    rf"(?:{_MODE}{_NUMBER}{_MODE}(?:巡视|巡察)(?:工作)?组|{_MODE}(?:巡视|巡察)(?:工作)?{_NUMBER}(?:小)?组)"
)
_ANY_TEAM = re.compile(rf"(?P<lead>[\u4e00-\u9fff]{{0,16}}?{_AUTHORITY}){_MODE}(?:巡视|巡察)(?:工作)?组(?!织)")
# Function words at which the name of the body that sent the team can begin.
_CUT = re.compile(
    "(?:[年月日号期]|经由|由|经|按照|根据|依照|依据|遵照|对照|接受|接到|收到|收悉|配合|针对|同意|委派|派出|派驻|安排|部署|期间|以来|通过|"
    "将|向|被|了|的|在|至|到|于|从|照|据|把|就|是|与|对|后|以及|围绕|落实|贯彻|关于|会同|传达|按|本轮|这次|此次|同志|要求|自(?!治)|和(?=省委|市委|县委|区委|党|中央))"
)
_KIND_WORDS = r"提级|交叉|异地|常规|机动式?|专项|联动|延伸|点穴式|直通车式|巡点式|蹲点式|直接|系统|上下联动|省市联动|市县联动|政治|集中"
_KIND = re.compile(rf"(?P<mode>(?:(?:{_KIND_WORDS})式?){{1,4}})(?:政治)?(?P<what>巡视|巡察)(?!巡)")
_LOOK_BACK = re.compile(
    r"(?P<what>巡视|巡察)(?:工作)?[“\"'‘「『]?回头看|[“\"'‘「『]?回头看[”\"'’」』]?(?:式)?(?P<what2>巡视|巡察)"
)
_ACT = re.compile("(?:进行|开展|实施|接受|进驻|组织|启动)了?")
_ROUND = re.compile(
    rf"(?:(?P<term>第?[一二三四五六七八九十\d]{{1,4}}届[\u4e00-\u9fff]{{0,8}}?){_AUTHORITY}|{_AUTHORITY})"
    r"第[一二三四五六七八九十\d]{1,4}轮(?:巡视|巡察)?"
)
_FEED_BACK = re.compile("反馈")
_NOT_FEED_BACK = re.compile("截至|截止|制定|印发|整改方案|民主生活会|专题会议研究")


@dataclass
class Inspection:
    """What the text says of an inspection; dates ISO, or year and month; None for what it does not say."""

    team: str | None = None
    kind: str | None = None
    started: str | None = None
    ended: str | None = None
    feedback: str | None = None


def team_in(text: str) -> str | None:
    """The numbered inspection team that a text names first, with the body that sent it (省委第八巡视组)."""
    match = _TEAM.search(normal(text))
    return _cut_lead(match) if match else None


def unnumbered_team_in(text: str) -> str | None:
    """A team named by the body that sent it alone (县委巡察组)."""
    match = _ANY_TEAM.search(normal(text))
    return _cut_lead(match) if match else None


def _cut_lead(match: re.Match[str]) -> str:
    """The team's name without the words of the sentence before it."""
    name, lead = match.group(), match["lead"] or ""
    start = 0
    for cut in _CUT.finditer(lead):
        if cut.end() < len(lead):
            start = cut.end()
    return name[start:]


def kind_in(text: str) -> str | None:
    """The kind of inspection that a text names first after an act (开展了常规巡视), or at all; None for a plain 巡视."""
    line = normal(text)
    act = _ACT.search(line)
    for part in (line[act.end() :] if act else "", line):
        kind = _first_kind(part)
        if kind:
            return kind
    return None


def _first_kind(part: str) -> str | None:
    back = _LOOK_BACK.search(part)
    named = next((m for m in _KIND.finditer(part) if m["mode"] not in ("政治", "集中", "系统", "直接")), None)
    if back and (not named or back.start() <= named.start()):
        return f"{back['what'] or back['what2']}“回头看”"
    if named:
        return (
            f"{named['mode'].removesuffix('式') if named['mode'].endswith('机动式') else named['mode']}{named['what']}"
        )
    loose = _KIND.search(part)
    return loose.group() if loose and loose["mode"] == "政治" and _ACT.search(part[: loose.start()] + "开展") else None


def round_in(text: str) -> str | None:
    """The round that a text names with the body whose round it is (十二届省委第九轮), one with its term first."""
    best = None
    for match in _ROUND.finditer(normal(text)):
        name = match.group().removesuffix("巡视").removesuffix("巡察")
        if match["term"]:
            return name.removeprefix("第")
        best = best or name
    return best


def read_inspection(paragraphs: list[str], reference: Reference, title: str = "") -> Inspection:
    """What the opening paragraphs of a document (and its title) say of the inspection that it answers."""
    told = Inspection()
    texts = [sentence for paragraph in paragraphs for _, sentence in sentences(paragraph)]
    named = [text for text in texts if "巡视" in text or "巡察" in text]
    for text in texts:
        if told.started is None and text in named and _tells_when(text):
            _read_dates(text, reference, told)
        reference.note(find_dates(text))
    acting = [text for text in named if _ACT.search(text) and ("对" in text or "接受" in text or "进驻" in text)]
    for where in (acting, named, [title]):
        told.team = told.team or next(filter(None, map(team_in, where)), None)
        told.kind = told.kind or next(filter(None, map(kind_in, where)), None)
    told.team = told.team or next(filter(None, map(unnumbered_team_in, named)), None)
    return told


def _tells_when(text: str) -> bool:
    line = normal(text)
    return bool(re.search("对|接受|进驻|开展|进行|巡[视察]了|到[^,。;]{1,16}巡[视察]", line)) and any(
        first.month for first, _ in find_spans(line)
    )


def _read_dates(text: str, reference: Reference, told: Inspection) -> None:
    """Take start and end from the first span of a sentence; a single date that opens an inspection is its start."""
    spans = [(first, until) for first, until in find_spans(text) if first.month]
    whole = next(((first, until) for first, until in spans if until), None)
    if whole:
        _note_year_before(text, whole[0], reference)
        reference.note([whole[0]])
        told.started = reference.resolve(whole[0])
        told.ended = reference.resolve(whole[1], after=told.started)
        if told.started and told.ended and reference.own and told.ended > reference.own.isoformat()[: len(told.ended)]:
            told.started, told.ended = _a_year_back(told.started), _a_year_back(told.ended)
        return
    line = normal(text)
    first = spans[0][0]
    behind = line[first.end : first.end + 80]
    if "反馈" in behind.split(",")[0] or "反馈" in line[first.end : first.end + 30]:
        return
    if re.search("巡[视察].{0,24}对|进驻|开展|进行|接受", behind):
        reference.note([first])
        told.started = reference.resolve(first)


def _note_year_before(text: str, first: DateMention, reference: Reference) -> None:
    """A bare year in front of the span in the same sentence governs it: 2023年,…于3月15日至6月15日."""
    years = [mention.year for mention in find_dates(text[: first.start]) if mention.year]
    if first.year is None and years:
        reference.last_year = years[-1]


def _a_year_back(value: str) -> str:
    return f"{int(value[:4]) - 1}{value[4:]}"


def read_feedback(paragraphs: list[str], reference: Reference, after: str | None) -> str | None:
    """The day on which the findings were fed back: the date nearest before 反馈 in the first sentence that has both."""
    for paragraph in paragraphs:
        for _, sentence in sentences(paragraph):
            mention = _fed_back(sentence)
            if mention is not None:
                day = reference.resolve(mention, after=after)
                if day:
                    return day
            reference.note(find_dates(sentence))
    return None


def _fed_back(sentence: str) -> DateMention | None:
    line = normal(sentence)
    word = _FEED_BACK.search(line)
    if not word:
        return None
    inside = [mention for span in find_spans(line) if span[1] for mention in span]
    singles = [m for m in find_dates(line) if m.month and m not in inside]
    for mention in singles:
        ahead = line[mention.end : mention.end + 70]
        at = ahead.find("反馈")
        lead = line[max(0, mention.start - 4) : mention.start]
        if at >= 0 and not _NOT_FEED_BACK.search(ahead[:at]) and not re.search("截至|截止|现将", lead):
            return mention
        if re.search("反馈(?:时间|日期)[^,]{0,4}$", line[: mention.start]):
            return mention
    return None
