"""Labels: the short phrases that announce what follows (整改措施:, 【整改情况】, 完成时限:).

A label is recognised by what it is made of and not from a list: a phrase put together from the pieces in
`vocabulary/labels.toml`, with a few characters to spare for typos, closed by a colon, a bracket or the end of the line.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .status import is_statement
from .text import inside
from .vocabulary import LABELS

_PIECES = re.compile("|".join(sorted(map(re.escape, set(LABELS["pieces"])), key=len, reverse=True)))
_ROLES: list[tuple[str, tuple[str, ...]]] = [(row["role"], tuple(row["words"])) for row in LABELS["roles"]]
_ALONE = {word: role for role, words in LABELS["alone"].items() for word in words}
_LONGEST: int = LABELS["longest"]
_STRANGERS: int = LABELS["strangers"]
_COLON = re.compile(r"[:】\]]")
_NUMBER = re.compile(r"(?:\(\d{1,2}\)|\d{1,2}[.、)]|[①-⑳])\s?$")
_REFERS = re.compile(r"(?:针对|对于?|以上|上述|关于)[^。;:]{0,40}(?:问题|建议|任务|事项|内容),")
_STOPS = "。;!?,、:)》”】 "
_ENUMERATION = re.compile(r"\s*(?:一是|①|⑴|\(1\)|1[.、]|第一[,、]|\(一\)|其一)")
_LEAD_IN = ("如下", "以下", "下列")
_ACCOUNTS = ("报告", "通报", "公布", "公告", "公示", "现将", "汇报")
_SURE = 4
_HEADING_ENDS = ("方面", "方面问题", "方面的问题")
_AHEAD = ("下一步", "下步", "今后", "下阶段")
_ANSWERING = ("措施", "整改", "完成情况", "落实", "做法", "工作")
_LEAD_IN_CLAUSE = re.compile(
    "(?:针对(?:该|此|这一)?问题,?|对此,?|为此,?)?(?:[我本][乡镇村县市区局厅委办院校所行馆站部社司]|集团|公司|学校|医院)?(?:党[组委])?"
    "(?:所|主要|已)?(?:采取|开展|完成)了?(?:的|以下|如下|下列)(?:主要|具体)?(?:整改)?(?:措施|工作|做法)(?:是|有|包括|如下)?:"
)
_LEADS_IN = re.compile(
    "(?:采取|开展|完成|做|做好|实施|落实|推进)了?(?:以下|如下|下列|的)(?:几[项个方面点]{1,2})?(?:主要|具体)?(?:整改)?(?:措施|工作|做法|举措)(?:是|有|包括|如下)?$"
)
_LONGEST_LEAD_IN = 60
_COUNTS_STEPS = re.compile(
    r"[^,。;:]{0,24},?(?:已|共|共计|先后|分别|集团|局|院|校|党委|党组){0,3}(?:制定|制订|细化|提出|明确|采取|研究|确定|落实|对应|推出)(?:了|出|制定)?"
    r"(?:具体)?(?:整改)?(?:措施|举措)(?:共|共计)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:条|项|个)[。:;]?"
)


@dataclass(frozen=True, slots=True)
class Label:
    """plain[start:end] announces what follows it; `end` is where that begins. `text` is the phrase alone."""

    role: str
    start: int
    end: int
    text: str


@lru_cache(maxsize=4096)
def role_of(phrase: str, strangers: int = _STRANGERS) -> str | None:
    """What a phrase announces (measure, status, problem, deadline, responsible, next, result, cause, goal), or None."""
    phrase = phrase.replace(" ", "")
    if phrase in _ALONE:
        return _ALONE[phrase]
    if not 4 <= len(phrase) <= _LONGEST or phrase.endswith(_HEADING_ENDS):
        return None
    unknown = len(phrase) - sum(len(piece) for piece in _PIECES.findall(phrase))
    if unknown > min(strangers, len(phrase) // 4):
        return None
    for role, words in _ROLES:
        if any(word in phrase for word in words):
            return role
    return None


def find_labels(plain: str, start: int, end: int, quoted: list[tuple[int, int]]) -> list[Label]:
    """The labels of plain[start:end] in order: the one that opens it, and those that stand inside after a full stop."""
    found: list[Label] = []
    opening = _opening_label(plain, start, end)
    at = start
    if opening:
        found.append(opening)
        at = opening.end
    for match in _COLON.finditer(plain, at, end):
        close = match.start()
        if inside(quoted, close):
            continue
        begin = close
        while (
            begin > at
            and close - begin <= _LONGEST
            and plain[begin - 1] not in _STOPS
            and plain[begin - 1] not in "【[("
        ):
            begin -= 1
        bracket = "【[(".find(plain[begin - 1]) >= 0 if begin > at else False
        if match.group() != ":" and not bracket:
            continue
        if not bracket and (led := _lead_in(plain, at, close)) is not None:
            found.append(Label("measure", led, _after(plain, match.end(), end), plain[led:close]))
            at = match.end()
            continue
        before = begin - bracket
        inside_clause = before > start and plain[before - 1] not in "。;!?】 )" and not bracket
        if inside_clause and not _REFERS.fullmatch(plain, start, before):
            continue
        phrase = plain[begin:close]
        role = role_of(phrase, 0)
        states = bracket and is_statement(phrase)
        if role and not states and not (role == "problem" and before > start):
            numbered = _NUMBER.search(plain, max(at, before - 5), before)
            opens = numbered.start() if numbered else before
            found.append(Label(role, opens, _after(plain, match.end(), end), phrase))
            at = match.end()
    return found


def _lead_in(plain: str, start: int, close: int) -> int | None:
    """Where the sentence begins that ends at a colon and says that steps follow (会议确认,局里完成以下工作:), or None."""
    if not _LEADS_IN.search(plain, max(start, close - 24), close):
        return None
    begin = max(plain.rfind(mark, start, close) for mark in "。;!?") + 1 or start
    return begin if close - begin <= _LONGEST_LEAD_IN else None


def _after(plain: str, at: int, end: int) -> int:
    while at < end and plain[at] in " :":
        at += 1
    return at


def _opening_label(plain: str, start: int, end: int) -> Label | None:
    bracket = start < end and plain[start] in "【[〔("
    begin = start + bracket
    stop = begin
    limit = min(end, begin + _LONGEST + 1)
    while stop < limit and plain[stop] not in ":。;,!?】]〕)":
        stop += 1
    phrase = plain[begin:stop].strip().rstrip("0123456789")  # 整改落实1:… beside 反馈意见1:…
    closed = stop >= end or plain[stop] in ":】]〕)" or (plain[stop] == "。" and not bracket)
    if closed and (phrase in _ALONE or not is_statement(phrase)):
        role = role_of(phrase, _STRANGERS if stop < end else 0)
        if role and stop < end and plain[stop] == "。" and role in ("problem", "status", "result"):
            role = None if len(phrase) > 8 or stop + 1 >= end else role
        if role:
            return Label(role, start, _after(plain, min(stop + 1, end), end), phrase)
    if not bracket and (alone := _label_before_space(plain, start, end)):
        return alone
    if not bracket:
        unclosed = _label_before_enumeration(plain, start, end)
        if unclosed:
            return unclosed
    lead_in = _LEAD_IN_CLAUSE.match(plain, start, end)
    if lead_in:
        return Label("measure", start, _after(plain, lead_in.end(), end), plain[start : lead_in.end() - 1])
    return _announcing_line(plain, start, end)


def _label_before_space(plain: str, start: int, end: int) -> Label | None:
    """怎么改的 每天…: a phrase that is always a label, with nothing but a space behind it."""
    stop = plain.find(" ", start, min(end, start + _LONGEST + 1))
    role = _ALONE.get(plain[start:stop]) if stop - start >= _SURE else None
    return Label(role, start, _after(plain, stop, end), plain[start:stop]) if role else None


def _label_before_enumeration(plain: str, start: int, end: int) -> Label | None:
    """整改措施一是…: a label with nothing behind it but the first step."""
    stop = start
    while stop < min(end, start + _LONGEST):
        piece = _PIECES.match(plain, stop, end)
        if piece is None or (piece.group() == "一" and plain.startswith("是", stop + 1)):
            break
        stop = piece.end()
    if stop - start < 4:
        return None
    if not _ENUMERATION.match(plain, stop, end) and plain[stop : stop + 1] != " ":
        return None
    role = role_of(plain[start:stop])
    return Label(role, start, _after(plain, stop, end), plain[start:stop]) if role else None


def _announcing_line(plain: str, start: int, end: int) -> Label | None:
    """A whole line that says that steps follow: 共制定整改措施3条,完成情况如下: or 针对该问题,共制定整改措施3条。"""
    if end - start <= 60 and _COUNTS_STEPS.fullmatch(plain, start, end):
        return Label("measure", start, end, plain[start:end])
    if end - start > 60 or plain[end - 1 : end] != ":" or "。" in plain[start:end]:
        return None
    text = plain[start : end - 1]
    if any(word in text for word in _ACCOUNTS):
        return None
    if text.startswith(_AHEAD):
        return Label("next", start, end, text)
    if any(word in text for word in _ANSWERING) and (any(word in text for word in _LEAD_IN) or "措施" in text):
        return Label("measure", start, end, text)
    return None
