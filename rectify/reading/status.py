"""What a sentence says of an item's progress, on the scale of READING: the least finished of several things said wins."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .vocabulary import STATUSES

_CLASSES = ("not_done", "in_progress", "phased", "completed", "ongoing")
_WORDS = {word: name for name in reversed(_CLASSES) for word in STATUSES[name]}
_ANY = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))
_FILLER = re.compile("|".join(sorted(map(re.escape, set(STATUSES["filler"]) | set(_WORDS)), key=len, reverse=True)))
_SUBJECTS = re.compile("|".join(sorted(map(re.escape, STATUSES["subjects"]), key=len, reverse=True)))
_ABOUT = re.compile(rf"(?:该|此|本|上述|以上)(?:项|条|个|类)?(?:问题|建议|工作|事项|任务)|{_SUBJECTS.pattern}")
_PROMISE = re.compile(
    r"(?:\d{1,4}年|年)?(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|初|中旬|末|底|上半年|下半年|季度)?(?:之前|以前|前|内)"
    r"(?:要|将|可|可以|能|能够|力争|争取|确保|全面|全部|基本)?(?:完成|取得|办结|整改|解决|到位|落实|见效|建成|出台|印发|实现|完工|竣工)"
)
_DONE_BEFORE = re.compile(r"(?:已|已经|均|均已)(?:于|在)")
_COUNTED = re.compile(
    r"(?:\d{1,3}|[一二三四五六七八九十两]{1,3}|部分|多数|大部分)(?:条|项|个|件)(?:措施|问题|任务|事项|具体问题)?(?:已|均已|已经)"
    r"|已(?:完成|整改|办结|落实|解决)\d{1,3}(?:条|项|个|件)"
)
_SOME_OPEN = re.compile(r"(?:部分|个别|少数|少量|剩余|其余|余下)[^,。;]{0,14}(?:尚未|还未|仍未|未)")
_PROMISING = re.compile("预计|力争|争取|拟|计划|将|前|剩余|其余|余")
_CLAUSES = re.compile("[,。;]")
_REST = re.compile(r"其余|剩余|正在|尚|未完成|另")
_NONE_OPEN = re.compile(r"(?:无|没有|不存在)(?:未完成|未整改)")
_AIMS = re.compile("确保|保证|力争|推动|推进|以来|要求|争取|促进|做到")
_COUNTS_WHOLE = re.compile(
    r"^(?:共|共计|累计|反馈)|(?:问题|任务|事项)\d|\d(?:个|项|条)(?:具体|反馈)?(?:问题|任务|整改)"
)
_SENTENCE = re.compile("[^。!?;]+[。!?;]?|[。!?;]")
_NEAR = 10
_NAMES_ONLY = ("情况", "结果", "进度", "状态", "如下", "措施", "进展", "成效", "时限", "时间")
_ATTAINED = re.compile("(?:取得|初见)[^,。;]{0,8}(?:成效|进展)$")
_LONGEST_OPENING = 90
_LONGEST_STATEMENT = 60


@dataclass(frozen=True, slots=True)
class Status:
    """A status and the part of the text that says so."""

    value: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def status_of(text: str) -> str | None:
    """The status that a statement of progress makes (half-width text), or None when it makes none.

    >>> status_of("已完成整改,长期坚持")
    'completed_ongoing'
    """
    text = _NONE_OPEN.sub("", text).replace(" ", "")
    said = _least_finished(text)
    return "phased" if said in ("not_done", "in_progress") and _begins_phased(text) else said


def _begins_phased(text: str) -> bool:
    """Whether a statement says first that a part is done, and then only what is to become of the rest.

    基本完成,剩余2项预计年底前完成 is phased; 取得阶段性成效,正在推进 is not.
    """
    first, *rest = _CLAUSES.split(text)
    if not _SOME_OPEN.match(first) and _least_finished(first) != "phased":
        return False
    return not any(is_statement(clause) and _is_open(clause) for clause in rest)


def _is_open(clause: str) -> bool:
    return status_of(clause) in ("in_progress", "not_done") and not _PROMISING.search(clause)


def _least_finished(text: str) -> str | None:
    said = {_WORDS[match.group()] for match in _ANY.finditer(text)}
    if not said and not _PROMISE.search(text):
        return None
    promised = _promised(text)
    if "not_done" in said and not _COUNTED.search(text):
        return "not_done"
    if _COUNTED.search(text) and (_REST.search(text) or promised or "in_progress" in said):
        return "phased"
    if "in_progress" in said or "not_done" in said or promised:
        return "in_progress"
    if "phased" in said:
        return "phased"
    if "completed" in said:
        return "completed_ongoing" if "ongoing" in said else "completed"
    return "in_progress"


def _promised(text: str) -> bool:
    found = _PROMISE.search(text)
    return bool(found) and not _DONE_BEFORE.search(text, max(0, found.start() - 12), found.end())


@lru_cache(maxsize=8192)
def is_statement(text: str) -> bool:
    """Whether a line or bracket is nothing but a statement of progress (已完成整改,并长期坚持。)."""
    text = text.strip("()[]【】<> 。.;!,:—-✓√×○●")
    if _COUNTS_WHOLE.search(text):
        return False
    if (
        not 2 <= len(text) <= _LONGEST_STATEMENT
        or "不" in text
        or (text.endswith(_NAMES_ONLY) and not _ATTAINED.search(text))
        or status_of(text) is None
    ):
        return False
    if text in ("持续", "长期", "完成", "到位", "完毕"):
        return text == "完成"
    rest = re.sub(r"[\d一二三四五六七八九十两,。;、:. ()%]", "", _FILLER.sub("", text))
    return len(rest) <= min(3, len(text) // 8)


def opening_statement(text: str) -> int:
    """Where a first sentence that begins with a statement of progress ends (已完成整改。统一…); 0 when none does."""
    stop = text.find("。", 0, _LONGEST_OPENING) + 1 or (len(text) if len(text) <= _LONGEST_OPENING else 0)
    first = _CLAUSES.split(text[:stop], maxsplit=1)[0]
    return stop if len(first) >= 3 and is_statement(first) else 0


def statement_in(text: str) -> Status | None:
    """The last sentence of running text that speaks of the whole item's progress (该问题已整改完成), or None."""
    end = len(text)
    best: Status | None = None
    for start, stop in reversed(_sentences(text, 0, end)):
        sentence = text[start:stop]
        clause = sentence.split(",", 1)[0]
        if (is_statement(sentence) and len(sentence) >= 3) or (
            stop == end and len(clause) >= 4 and is_statement(clause)
        ):
            best = best or Status(status_of(sentence) or "", start, stop)
        else:
            about = _subject(sentence)
            if about:
                clauses = _clauses(sentence, about.end())
                own = next((at for at, clause in clauses if len(clause) >= 4 and is_statement(clause)), None)
                if own is not None:
                    best = Status(status_of(sentence[own:]) or "", start, stop)
                verdict = _ANY.search(sentence, about.end())
                if (
                    best is None
                    and verdict
                    and verdict.start() - about.end() <= _NEAR
                    and not _AIMS.search(sentence[: verdict.start()])
                ):
                    best = Status(status_of(sentence[about.start() :]) or "", start, stop)
        if best:
            return best
    return None


def _clauses(sentence: str, start: int) -> list[tuple[int, str]]:
    """The clauses of a sentence behind the one that holds `start`, with their places."""
    found, at = [], sentence.find(",", start) + 1
    while at:
        stop = sentence.find(",", at)
        found.append((at, sentence[at : stop if stop >= 0 else len(sentence)]))
        at = stop + 1
    return found


def closing_clause(text: str) -> Status | None:
    """What the last clause of a sentence says, when it is nothing but a statement: 村容明显改善,长期坚持。"""
    body = text.rstrip("。;. ")
    start = max(body.rfind(mark) for mark in ",。;") + 1
    clause = body[start:]
    if len(clause) >= 3 and is_statement(clause):
        return Status(status_of(clause) or "", start, len(body))
    return None


_WHOLE = re.compile(
    r"(?:问题|任务|事项|清单|反馈意见)[^。;,]{0,12},?(?:现|目前|现在)?(?:已经|已)?(?:全部|均已?|都已?)(?:已经|已)?[^。;,]{0,6}(?:完成|到位|完毕|办结|解决|见底)"
)
_NOT_WHOLE = ("其余", "剩余", "其他", "正在", "未完成", "尚", "除", "立行立改", "移交", "线索", "上轮", "上一轮")
_COUNT_BEHIND = re.compile(r"\s?\(共?\d{1,3}(?:个|项|条)\)$")
_NAMED_BY_PROGRESS = ("的整改", "的问题", "的任务", "的事项", "整改问题", "整改任务", "整改事项")
_FOLLOWING = re.compile(r"(?:以下|下列)[^,。;:]{0,8}?(?:问题|任务|事项|建议)")
_GROUP = re.compile(
    r"(?:以上|上述|前述|本部分|该部分|该方面|本方面|这些|此类)[^。;,]{0,14}(?:问题|任务|事项)?[^。;,]{0,4}(?:均|全部|都|皆)"
)


def _subject(sentence: str) -> re.Match[str] | None:
    """The words for the whole item, at the head of a clause of the sentence."""
    for found in _ABOUT.finditer(sentence):
        clause = max(sentence.rfind(mark, 0, found.start()) for mark in ",、 ") + 1
        if found.start() - clause <= 6:
            return found
    return None


def status_of_whole(text: str) -> Status | None:
    """What a summary says of all items alike (20个问题已全部完成整改), or None."""
    for start, stop in _sentences(text, 0, len(text)):
        sentence = text[start:stop]
        found = _WHOLE.search(sentence)
        if found and not any(word in sentence for word in _NOT_WHOLE):
            said = status_of(sentence[found.start() :])
            if said in ("completed", "completed_ongoing"):
                return Status(said, start + found.start(), stop)
    return None


def names_by_progress(text: str) -> bool:
    """Whether a heading names the points below it by how far they are: 已完成整改的问题(3个), 正在推进的整改."""
    named = _COUNT_BEHIND.sub("", text)
    return named.endswith(_NAMED_BY_PROGRESS) and is_statement(named)


def status_of_following(text: str) -> str | None:
    """What a line says of the points that follow it (以下7个问题已完成整改:), or None."""
    found = _FOLLOWING.search(text)
    if not found or not text.endswith(":") or not is_statement(text[found.end() :]):
        return None
    return status_of(text[found.end() :])


def status_of_group(text: str) -> Status | None:
    """What a closing line says of the points before it (以上问题均已整改完成), or None."""
    found = _GROUP.search(text[:200])
    if not found:
        return None
    said = status_of(text[found.start() : found.start() + 60])
    return Status(said, found.start(), min(len(text), found.start() + 60)) if said else None


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _SENTENCE.finditer(text, start, end)]
