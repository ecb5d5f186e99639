"""The figures that a report gives about itself: how many areas, problems, tasks, measures; how many of them are done.

What a count means follows from where it stands: before or behind the verb by which the report breaks down what it was
told (细化为), coarser or finer than its neighbours, and, for what is done, from the list that the parts add up to.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from . import edges, vocabulary
from .counts import Count, Rate, counts_in, rates_in
from .document import Document
from .frame import speaks_of_whole
from .plain import sentences
from .segments import Segment
from .text import normal

_WORDS = vocabulary.load("claims")
_BREAKING = re.compile("|".join(_WORDS["verbs"]["breaking"]))
_TOLD = re.compile("|".join(_WORDS["verbs"]["told"]))
_PARTIAL = re.compile("|".join(_WORDS["partial"]["words"]))
_SUBSET = re.compile("|".join(_WORDS["partial"]["subset"]))
_FUTURE = re.compile("|".join(_WORDS["states"]["future"]))
_WHOLE = re.compile("|".join(_WORDS["states"]["whole"]))
_DONE = re.compile("|".join(sorted(_WORDS["states"]["completed"], key=len, reverse=True)))
_ONGOING = re.compile("|".join(sorted(_WORDS["states"]["in_progress"], key=len, reverse=True)))
_TOTAL_SAID = re.compile("(?:共计|共有|合计|总计|共|一共)[^,。;]{0,8}$")
_NOT_THIS = re.compile("批评意见|民主生活会|自查出|查摆出|班子和个人|边巡边改|信访|线索|谈心|约谈")
_ADVICE_BROKEN_DOWN = re.compile("(?:将|把|对)[^,。;问题]{0,8}建议[^,。;]{0,4}(?:细化|分解|梳理)[^,。;]{0,3}[为成]")
_ANEW = re.compile("针对|围绕|对照|[,。;](?:将|把|对)|^(?:将|把|对)")
_NEVER_WHOLE = re.compile("立行立改|即知即改|线索|信访|举报|移交|交办|审计|案件|制度|边巡边改")
_LISTS = {"problem": "problems", "task": "tasks", "measure": "measures"}
_NAMES = {
    "area": "areas_total",
    "category": "categories_total",
    "problem": "problems_total",
    "task": "tasks_total",
    "recommendation": "recommendations_total",
    "measure": "measures_total",
}


@dataclass
class _Book:
    """The totals said so far, latest last, and the claims made of them."""

    totals: list[tuple[str, int]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)

    def latest(self, kind: str) -> int | None:
        return next((value for name, value in reversed(self.totals) if name == kind), None)

    def list_of(self, value: int) -> str | None:
        """The list whose total is this value, the latest said first."""
        return next((name for name, total in reversed(self.totals) if total == value and name in _LISTS), None)


def read_claims(document: Document, segment: Segment, frame: Collection[int] | None = None) -> list[dict[str, Any]]:
    """The report's claims in order: what, value (count or percent), line, offset, text (the words that say it).

    `frame` are the lines that speak of the whole report; without it they are approximated.
    """
    book = _Book()
    for number in speaks_of_whole(document, segment, frame):
        line = document.line(number)
        if not _worth_reading(line):
            continue
        context = bool(_WHOLE.search(line[:600]))
        for offset, sentence in sentences(line):
            if context and not _NOT_THIS.search(sentence):
                _read_sentence(sentence, number, offset, book)
    return _once(_without_aspects_of_advice(book.claims, document, segment, frame))


def _without_aspects_of_advice(
    claims: list[dict[str, Any]], document: Document, segment: Segment, frame: Collection[int] | None
) -> list[dict[str, Any]]:
    """Aspects of advice are no number of recommendations when the advice is broken into a finer list elsewhere."""
    aspects = [c for c in claims if c["what"] == "recommendations_total" and "方面" in c["text"]]
    if not aspects:
        return claims
    finer = any(
        _ADVICE_BROKEN_DOWN.search(normal(document.line(number)))
        for number in speaks_of_whole(document, segment, frame)
    )
    return [c for c in claims if c not in aspects] if finer else claims


def _worth_reading(line: str) -> bool:
    if edges.is_numbered(line) and len(line.strip()) < 60 and not re.search("[。;；]", line):
        return bool(re.search(r"\d", line)) and "反馈" in line
    return any(word in line for word in ("项", "个", "条", "类", "方面", "%", "％"))


def _once(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each figure once a line."""
    seen, kept = set(), []
    for claim in claims:
        key = (claim["what"], claim["value"], claim["line"])
        if key not in seen:
            seen.add(key)
            kept.append(claim)
    return kept


def _read_sentence(sentence: str, number: int, offset: int, book: _Book) -> None:
    line = normal(sentence)
    counts = _countable(line, counts_in(sentence))
    states = [_state(line, counts, index) for index in range(len(counts))]
    totals = [count for count, state in zip(counts, states, strict=True) if state is None]
    named = _name_totals(line, totals, book)
    for count, kind in named:
        book.totals.append((kind, count.value))
        _claim(book, _NAMES[kind], count.value, number, offset, sentence, count)
    last = _name_parts(line, list(zip(counts, states, strict=True)), number, offset, sentence, book)
    for rate in rates_in(sentence):
        _read_rate(line, rate, last, number, offset, sentence, book)


def _claim(book: _Book, what: str, value: float, number: int, offset: int, sentence: str, place: Count | Rate) -> None:
    book.claims.append(
        {
            "what": what,
            "value": value,
            "line": number,
            "offset": offset + place.start,
            "text": sentence[place.start : place.end],
        }
    )


def _countable(line: str, counts: list[Count]) -> list[Count]:
    """The counts that speak of whole lists: no part of one, no other matter, no unknown noun behind the number."""
    kept = []
    for index, count in enumerate(counts):
        before = line[(counts[index - 1].end if index else 0) : count.start]
        clause = re.split("[,。;:]", before)[-1]
        behind = line[count.end : count.end + 6]
        if re.match("立行立改|制度|线索|专项", behind):
            continue
        if "专项检查" in clause or _NEVER_WHOLE.search(clause[-12:] + line[count.start : count.end]):
            continue
        if (_PARTIAL.search(clause[-10:]) or _PARTIAL.search(count.modifier)) and not _state(line, counts, index):
            continue
        if count.kind == "measure" and not re.search("整改|问题|方案|巡", line) and not _follows_verb(line, count):
            continue
        if count.kind is None and not _bare_count_fits(line, count):
            continue
        kept.append(count)
    return kept


def _follows_verb(line: str, count: Count) -> bool:
    """Whether a count of measures follows its verb at once (明确措施71项, 制定71条措施): nobody else's measures."""
    return bool(
        re.search("(?:制定|制订|明确|提出|细化|形成|列出|确定|梳理|共|[,。;])(?:了|出)?$|^$", line[: count.start])
    )


def _bare_count_fits(line: str, count: Count) -> bool:
    """A number without a noun counts when a mark, a verb of state or another number follows."""
    behind = line[count.end :]
    return not behind or bool(
        re.match(
            r"[,。;、:)(\d]|已|正|完|全|均|整|未|尚|持|长|需|基|占|得|取|问|按|仍|继|推|还|[一二三四五六七八九十两]",
            behind,
        )
    )


# --- what is done and what is not ----------------------------------------------------------------------------------


def _state(line: str, counts: list[Count], index: int) -> str | None:
    """Whether a count says how many are completed or in progress; None for a total."""
    count = counts[index]
    before = re.split("[,。;:、]", line[(counts[index - 1].end if index else 0) : count.start])[-1]
    stop = counts[index + 1].start if index + 1 < len(counts) else len(line)
    behind = line[count.end : stop]
    clause = re.split("[,。;:、]", behind)[0]
    if index + 1 < len(counts) and clause == behind:
        clause = ""  # what stands between two numbers without a mark belongs to the second one
    if _FUTURE.search(before) or (_FUTURE.search(clause) and not re.match("正|已|均|全部|按", clause)):
        return None
    inside = line[count.start : count.end]
    if not behind and index + 1 < len(counts):
        return _state(line, counts, index + 1)
    if count.noun == "整改问题" and inside.startswith(count.noun) and not _BREAKING.search(before):
        return "completed"
    for text in (before[-12:], clause[:14], inside):
        state = _state_word(text)
        if state == "completed" and text is before[-12:] and _names_total_done(before):
            continue
        if state:
            return state
    if not clause and behind[:1] == "," and index + 1 == len(counts) and count.kind is None:
        return _state_word(re.split("[。;]", behind[1:])[0][:6])
    return None


def _names_total_done(before: str) -> bool:
    """解决 or 整改 before a count can be a plan or a title; only 已…, 完成… or …到位 say that it is done."""
    return bool(re.search("(?:解决|整改的)$", before)) and not re.search("已|均", before)


def _state_word(text: str) -> str | None:
    ongoing = _ONGOING.search(text)
    if ongoing:
        return "in_progress"
    if re.search("(?:未|没有|尚未)(?:整改)?完成", text):
        return "in_progress"
    done = _DONE.search(text)
    if not done or (done.group() == "解决" and not re.search("已|均|全部|得到", text)):
        return None
    return "completed"


def _name_parts(
    line: str,
    counted: list[tuple[Count, str | None]],
    number: int,
    offset: int,
    sentence: str,
    book: _Book,
) -> str | None:
    """Claim what is done and not done, by the list that it counts; returns that list (the last one)."""
    parts = [(count, state) for count, state in counted if state]
    name = None
    for count, state in parts:
        if _nearly(line, count) and any(s == "in_progress" and c is not count for c, s in parts):
            continue
        name = _list_of_part(line, count, state or "", parts, book) or name or "problem"
        _claim(book, f"{_LISTS[name]}_{state}", count.value, number, offset, sentence, count)
        total = _total_done(line, count, state or "", counted)
        if total:
            book.totals.append((name, count.value))
            if book.latest(name) == count.value and not _said(book, name, count.value):
                _claim(book, _NAMES[name], count.value, number, offset, sentence, count)
    return name or _last_list(book)


def _nearly(line: str, count: Count) -> bool:
    """Whether what is counted is nearly done (基本完成): a stage between that no claim has a name for."""
    return bool(re.search("基本完成|阶段性完成", re.split("[,。;]", line[max(0, count.start - 10) : count.end])[-1]))


def _said(book: _Book, name: str, value: int) -> bool:
    return any(claim["what"] == _NAMES[name] and claim["value"] == value for claim in book.claims)


def _total_done(line: str, count: Count, state: str, counted: list[tuple[Count, str | None]]) -> bool:
    """Whether the count is the whole list, all of it done: 67项任务已全部完成."""
    return state == "completed" and bool(count.noun) and bool(re.match("[^,。;]{0,4}(?:全部|均)", line[count.end :]))


def _list_of_part(
    line: str, count: Count, state: str, parts: list[tuple[Count, str | None]], book: _Book
) -> str | None:
    """The list that a part counts: the one it names, the one whose total the parts add up to, or the nearest that fits."""
    if count.kind == "measure":
        return "measure"
    if count.kind == "task":
        return "task"
    names = ("problem", "task") if count.kind in ("problem", "concrete", "detail") else tuple(_LISTS)
    known = [entry for entry in reversed(book.totals) if entry[0] in names]
    same = book.list_of(count.value)
    if same and state == "completed" and len([1 for _, s in parts if s == "completed"]) == 1 and len(parts) == 1:
        return same
    said = [c["value"] for c in book.claims if c["what"].endswith(("_completed", "_in_progress"))]
    if any(s != state and c.kind == "measure" for c, s in parts):
        parts = [(c, s) for c, s in parts if c.kind != "measure"]
    others = [c.value for c, s in parts if s != state] + said
    for name, total in known:
        if any(count.value + other == total for other in others) or sum(c.value for c, _ in parts) == total:
            return name
    if count.kind is None and _continues_measures(line, count):
        return "measure"
    if count.kind in ("problem", "concrete", "detail"):
        problems = book.latest("problem")
        tasks = book.latest("task")
        if tasks is not None and (problems is None or (count.value > problems and count.value <= tasks)):
            return "task"
        return "problem"
    return next((name for name, total in known if total >= count.value), None)


def _continues_measures(line: str, count: Count) -> bool:
    """Whether a number without a noun goes on with the measures counted right before it (措施67条,已落实66条)."""
    before = counts_in(line[: count.start])
    if not before or before[-1].kind != "measure" or before[-1].unit != count.unit:
        return False
    return count.start - before[-1].end <= 14


def _last_list(book: _Book) -> str | None:
    return next((name for name, _ in reversed(book.totals) if name in _LISTS), None)


def _read_rate(line: str, rate: Rate, name: str | None, number: int, offset: int, sentence: str, book: _Book) -> None:
    """Claim a percentage for the list that was counted right before it."""
    before = line[: rate.start]
    if _FUTURE.search(re.split("[,。;]", before)[-1]):
        return
    if _PARTIAL.search("".join(re.split("[,;。]", before)[-2:])):
        return
    nearest = None
    for claim in book.claims:
        if claim["line"] == number and offset <= claim["offset"] < offset + rate.start:
            prefix = claim["what"].split("_")[0]
            if prefix in _LISTS.values():
                nearest = prefix
    if before.rstrip().endswith(("措施", "措施整改")) or (nearest is None and "措施" in before[-12:]):
        nearest = "measures"
    what = nearest or _LISTS.get(name or "problem", "problems")
    _claim(book, f"{what}_rate", rate.value, number, offset, sentence, rate)


# --- totals --------------------------------------------------------------------------------------------------------


def _name_totals(line: str, totals: list[Count], book: _Book) -> list[tuple[Count, str]]:
    """What each total counts: by its noun, by which side of the breaking verb it stands on, by its neighbours."""
    totals = _without_subsets(line, _without_components(line, totals))
    named: list[tuple[Count, str]] = []
    for index, count in enumerate(totals):
        kind = _kind_of_total(line, totals, index, book)
        if kind:
            named.append((count, kind))
    return named


def _without_components(line: str, totals: list[Count]) -> list[Count]:
    """Leave out the parts of a sum that the sentence itself draws (46项, 21项, 共67项)."""
    kept = list(totals)
    for index, count in enumerate(totals):
        if index < 2 or not _TOTAL_SAID.search(line[totals[index - 1].end : count.start]):
            continue
        parts: list[Count] = []
        for earlier in reversed(totals[:index]):
            if earlier.unit == count.unit and sum(p.value for p in parts) + earlier.value <= count.value:
                parts.append(earlier)
        if len(parts) > 1 and sum(p.value for p in parts) == count.value:
            kept = [c for c in kept if c not in parts]
    return kept


def _without_subsets(line: str, totals: list[Count]) -> list[Count]:
    """Leave out counts behind 其中: they are parts of one that stands before."""
    kept = []
    for count in totals:
        subset = max((m.end() for m in _SUBSET.finditer(line, 0, count.start)), default=-1)
        earlier = [c for c in kept if c.start < subset and c.value >= count.value]
        if subset < 0 or not earlier or re.search("[。;]", line[subset : count.start]):
            kept.append(count)
    return kept


def _kind_of_total(line: str, totals: list[Count], index: int, book: _Book) -> str | None:
    count = totals[index]
    if count.kind in ("area", "recommendation", "measure", "category"):
        return _settled(line, count)
    own = _is_own(line, count)
    later = [c for c in totals[index + 1 :] if c.kind not in ("area", "measure", "recommendation")]
    earlier = [c for c in totals[:index] if c.kind not in ("area", "measure", "recommendation")]
    if count.kind == "task":
        if not own and not _is_rectification(line, count, book):
            return None
        return "category" if _is_broken_down(line, count, later) else "task"
    if count.kind == "detail":
        return (
            "task"
            if own or any(_counts_problems(c) and c.value < count.value for c in _same_breath(line, totals, index))
            else "problem"
        )
    if count.kind in ("problem", "concrete"):
        return _problem_or_task(line, count, own, book, earlier, later)
    if own and count.unit in ("项", "条", "个", "点", "件"):
        finer = [c for c in later if c.value > count.value and _is_own(line, c)]
        if finer:
            return "category"
        return "task" if earlier or _about_problems(line, count) else None
    if not own and re.search("问题(?:共|计)?$", line[: _chain_start(totals, index)]):
        return "problem"
    if not own and later and _TOLD.search(line[: count.start]):
        return "category" if any(c.value > count.value for c in later) else None
    return None


def _chain_start(totals: list[Count], index: int) -> int:
    """Where the run of counts begins that ends with this one, nothing but marks between them."""
    while index and totals[index].start - totals[index - 1].end <= 1:
        index -= 1
    return totals[index].start


def _is_rectification(line: str, count: Count, book: _Book) -> bool:
    """Whether counted matters are those of the rectification: by their name, by what was told, or by a total known."""
    near = line[max(0, count.start - 12) : count.end]
    return "整改" in near or bool(_TOLD.search(near)) or any(total == count.value for _, total in book.totals)


def _settled(line: str, count: Count) -> str | None:
    if count.kind == "measure" and not re.search("整改|问题|巡", line) and not _follows_verb(line, count):
        return None
    if count.kind == "recommendation" and not re.search("巡|反馈|整改", line):
        return None
    return count.kind


def _is_own(line: str, count: Count) -> bool:
    """Whether the nearest verb before a count is the report's own breaking down, and not what the team told."""
    before = line[: count.start]
    breaking = max((m.end() for m in _BREAKING.finditer(before)), default=-1)
    told = max((m.end() for m in _TOLD.finditer(before)), default=-1)
    anew = max((m.end() for m in _ANEW.finditer(before)), default=-1)
    return breaking > told and breaking > anew


def _is_broken_down(line: str, count: Count, later: list[Count]) -> bool:
    """Whether a count of matters is itself broken into a finer own list right after it (针对32个事项,细化为56条)."""
    return any(
        c.value > count.value
        and c.kind in (None, "task", "concrete", "detail", "problem")
        and not _is_own(line, count)
        and _is_own(line, c)
        for c in later
    )


def _same_breath(line: str, totals: list[Count], index: int) -> list[Count]:
    """The counts that stand before one in the same sentence, not parted by more than a few words."""
    found = []
    for count in reversed(totals[:index]):
        if totals[index].start - count.end > 60:
            break
        found.append(count)
    return found


def _counts_problems(count: Count) -> bool:
    return count.kind in ("problem", "concrete", "category")


def _problem_or_task(
    line: str, count: Count, own: bool, book: _Book, earlier: list[Count], later: list[Count]
) -> str | None:
    """A count of problems: as fed back, or the report's own finer list."""
    finer_own = [
        c for c in later if c.value > count.value and c.kind in (None, "task", "concrete", "detail", "problem")
    ]
    coarser = [c for c in earlier if c.value < count.value and c.kind in ("problem", "concrete")]
    if own:
        if book.latest("problem") == count.value or any(
            _counts_problems(c) and c.value == count.value for c in earlier
        ):
            return "problem"
        if finer_own and count.kind in ("problem", "concrete"):
            return "problem"
        return "task"
    if coarser and count.kind == "concrete":
        return "task"
    if _TOLD.search(line[: count.start]) or finer_own or "反馈" in count.noun or re.search("巡|整改", line):
        return "problem"
    return None


def _about_problems(line: str, count: Count) -> bool:
    return bool(re.search("问题|意见|反馈", line[: count.start]))
