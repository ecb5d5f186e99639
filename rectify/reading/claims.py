"""The figures that a report gives about itself: how many areas, problems, tasks, measures; how many of them are done.

What a count means follows from where it stands: before or behind the verb by which the report breaks down what it was
told (细化为), coarser or finer than its neighbours, and, for what is done, from the list that the parts add up to.
"""

import re
from collections.abc import Collection
from typing import Any

from . import edges, vocabulary
from .claim_totals import LISTS, Book, follows_verb, name_totals
from .counts import Count, Rate, counts_in, rates_in
from .document import Document
from .frame import speaks_of_whole
from .plain import sentences
from .segments import Segment
from .text import normal

_WORDS = vocabulary.load("claims")
_BREAKING = re.compile("|".join(_WORDS["verbs"]["breaking"]))
_PARTIAL = re.compile("|".join(_WORDS["partial"]["words"]))
_FUTURE = re.compile("|".join(_WORDS["states"]["future"]))
_WHOLE = re.compile("|".join(_WORDS["states"]["whole"]))
_DONE = re.compile("|".join(sorted(_WORDS["states"]["completed"], key=len, reverse=True)))
_ONGOING = re.compile("|".join(sorted(_WORDS["states"]["in_progress"], key=len, reverse=True)))
_NOT_THIS = re.compile("批评意见|民主生活会|自查出|查摆出|班子和个人|边巡边改|信访|线索|谈心|约谈")
_ADVICE_BROKEN_DOWN = re.compile("(?:将|把|对)[^,。;问题]{0,8}建议[^,。;]{0,4}(?:细化|分解|梳理)[^,。;]{0,3}[为成]")
_NEVER_WHOLE = re.compile("立行立改|即知即改|线索|信访|举报|移交|交办|审计|案件|制度|边巡边改")
_TOTALS_ROW = re.compile(r"\t?\s{0,4}(?:合计|总计|共计)\s{0,4}\t")
_NOTE_ON_PARTS = re.compile(r"\s*(?:注\s?\d{0,2}\s?[:.、]?|[①-⑳*※])\s?其中")
_NAMES = {
    "area": "areas_total",
    "category": "categories_total",
    "problem": "problems_total",
    "task": "tasks_total",
    "recommendation": "recommendations_total",
    "measure": "measures_total",
}


def read_claims(document: Document, segment: Segment, frame: Collection[int] | None = None) -> list[dict[str, Any]]:
    """The report's claims in order: what, value (count or percent), line, offset, text (the words that say it).

    `frame` are the lines that speak of the whole report; without it they are approximated.
    """
    book = Book()
    for number in speaks_of_whole(document, segment, frame):
        line = document.line(number)
        if not _worth_reading(line) or _NOTE_ON_PARTS.match(normal(line[:20])):
            continue
        context = bool(_WHOLE.search(line[:600]) or _TOTALS_ROW.match(line))
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


def _read_sentence(sentence: str, number: int, offset: int, book: Book) -> None:
    line = normal(sentence)
    counts = _countable(line, counts_in(sentence))
    states = [_state(line, counts, index) for index in range(len(counts))]
    totals = [count for count, state in zip(counts, states, strict=True) if state is None]
    named = name_totals(line, totals, book)
    for count, kind in named:
        book.totals.append((kind, count.value))
        _claim(book, _NAMES[kind], count.value, number, offset, sentence, count)
    last = _name_parts(line, list(zip(counts, states, strict=True)), number, offset, sentence, book)
    for rate in rates_in(sentence):
        _read_rate(line, rate, last, number, offset, sentence, book)


def _claim(book: Book, what: str, value: float, number: int, offset: int, sentence: str, place: Count | Rate) -> None:
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
        if count.kind == "measure" and not re.search("整改|问题|方案|巡", line) and not follows_verb(line, count):
            continue
        if count.kind is None and not _bare_count_fits(line, count):
            continue
        kept.append(count)
    return kept


def _bare_count_fits(line: str, count: Count) -> bool:
    """A number without a noun counts when a mark, a verb of state or another number follows."""
    behind = line[count.end : count.end + 8].lstrip()
    return not behind or bool(
        re.match(
            r"[,。;、:)(\d]|已|正|完|全|均|整|未|尚|持|长|需|在|基|占|得|取|问|按|仍|继|推|还|[一二三四五六七八九十两]",
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
    book: Book,
) -> str | None:
    """Claim what is done and not done, by the list that it counts; returns that list (the last one)."""
    parts = [(count, state) for count, state in counted if state]
    name = None
    for count, state in parts:
        if _nearly(line, count) and any(s == "in_progress" and c is not count for c, s in parts):
            continue
        name = _list_of_part(line, count, state or "", parts, book) or name or "problem"
        _claim(book, f"{LISTS[name]}_{state}", count.value, number, offset, sentence, count)
        total = _total_done(line, count, state or "", counted)
        if total:
            book.totals.append((name, count.value))
            if book.latest(name) == count.value and not _said(book, name, count.value):
                _claim(book, _NAMES[name], count.value, number, offset, sentence, count)
    return name or _last_list(book)


def _nearly(line: str, count: Count) -> bool:
    """Whether what is counted is nearly done (基本完成): a stage between that no claim has a name for."""
    return bool(re.search("基本完成|阶段性完成", re.split("[,。;]", line[max(0, count.start - 10) : count.end])[-1]))


def _said(book: Book, name: str, value: int) -> bool:
    return any(claim["what"] == _NAMES[name] and claim["value"] == value for claim in book.claims)


def _total_done(line: str, count: Count, state: str, counted: list[tuple[Count, str | None]]) -> bool:
    """Whether the count is the whole list, all of it done: 67项任务已全部完成."""
    return state == "completed" and bool(count.noun) and bool(re.match("[^,。;]{0,4}(?:全部|均)", line[count.end :]))


def _list_of_part(line: str, count: Count, state: str, parts: list[tuple[Count, str | None]], book: Book) -> str | None:
    """The list that a part counts: the one it names, the one whose total the parts add up to, or the nearest that fits."""
    if count.kind == "measure":
        return "measure"
    if count.kind == "task":
        return "task"
    names = ("problem", "task") if count.kind in ("problem", "concrete", "detail") else tuple(LISTS)
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


def _last_list(book: Book) -> str | None:
    return next((name for name, _ in reversed(book.totals) if name in LISTS), None)


def _read_rate(line: str, rate: Rate, name: str | None, number: int, offset: int, sentence: str, book: Book) -> None:
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
            if prefix in LISTS.values():
                nearest = prefix
    if before.rstrip().endswith(("措施", "措施整改")) or (nearest is None and "措施" in before[-12:]):
        nearest = "measures"
    what = nearest or LISTS.get(name or "problem", "problems")
    _claim(book, f"{what}_rate", rate.value, number, offset, sentence, rate)
