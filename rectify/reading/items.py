"""One item: its title, and the runs of text that state, answer and conclude it, each with its role."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .labels import Label
from .markers import inline_markers
from .paragraphs import Paragraph
from .points import names_problem
from .status import is_statement, opening_statement, status_of
from .text import inside, sentence_end, skip_blank
from .vocabulary import OUTLINE

if TYPE_CHECKING:
    from .measures import Step

_ACTIONS = tuple(OUTLINE["actions"])
_SHORTCOMING = tuple(OUTLINE["shortcoming"])
_NEXT = ("下一步", "下步", "今后,", "后续,", "接下来")
_CAUSES = ("原因是", "主要原因", "其原因", "究其原因", "产生原因", "经分析,", "经剖析,", "分析原因")
_STRONG_ACTIONS = tuple(OUTLINE["strong_actions"])
_DENIALS = ("未", "不", "没有", "缺", "无")
_PROMISES = ("预计", "力争", "计划于", "拟于", "计划在", "争取")
_ADVICE_TITLE = re.compile(r"(?:关于|针对|对)[^。]{4,}(?:建议|意见)[。.:;]")
_SHORT_STATUS = 90
_ONE_LINE_ROLES = frozenset({"status", "deadline", "responsible"})


@dataclass(slots=True)
class Run:
    """Part of a paragraph that plays one role: plain[start:end], announced by `label` or by none."""

    para: Paragraph
    start: int
    end: int
    role: str
    label: Label | None = None

    @property
    def text(self) -> str:
        return self.para.plain[self.start : self.end]

    @property
    def source(self) -> str:
        return self.para.line[self.start : self.end]


@dataclass
class Block:
    """The lines of an item: the title and its place, a status said in the title, and the runs behind it."""

    para: Paragraph
    offset: int
    title_end: int
    title_status: str | None
    runs: list[Run] = field(default_factory=list)
    steps: "list[Step] | None" = None  # its measures, once read

    @property
    def title(self) -> str:
        return self.para.line[self.offset : self.title_end].strip()

    def of(self, *roles: str) -> list[Run]:
        return [run for run in self.runs if run.role in roles]


def read_block(paras: list[Paragraph], steps: frozenset[int], apart: bool) -> Block:
    """The runs of an item's paragraphs.

    `steps` holds the line numbers that a marker opens; `apart`: the document answers in labelled paragraphs of their own.
    """
    block = _title(paras, apart)
    last = Run(block.para, 0, 0, "lead")
    for para in paras:
        start = para.body if para.number in steps or para.label else para.start
        if para is block.para:
            start = block.title_end + para.plain.startswith("】", block.title_end)
        last = _split(block.runs, para, start, last)
    _settle(block)
    return block


def _split(runs: list[Run], para: Paragraph, start: int, last: Run) -> Run:
    """Append the runs of one paragraph and return the run whose role an unlabelled line after it takes up."""
    labels = [label for label in para.labels if label.start >= start]
    first = labels[0].start if labels else para.end
    at = skip_blank(para.plain, start, first)
    opens = at == para.start or para.plain[at : at + 1] in ("【", "[", "(")
    if at < first and opens and (stated := opening_statement(para.plain[at:first])):
        runs.append(Run(para, at, at + stated, "status"))
        at = skip_blank(para.plain, at + stated, first)
    if at < first:
        role, label = _unlabelled(para.plain[at:first].strip(), at == para.start, last)
        runs.append(Run(para, at, first, role, label))
        if role == "next" and para.plain[first - 1] == ":":
            last = runs[-1]
        elif last.role in _ONE_LINE_ROLES:
            last = Run(para, at, first, "lead")
    for place, label in enumerate(labels):
        end = labels[place + 1].start if place + 1 < len(labels) else para.end
        role = label.role
        if role in ("measure", "result") and _states(para.plain[label.end : end], role):
            role = "status"
        run = Run(para, label.end, end, role, label)
        runs.append(run)
        if role not in _ONE_LINE_ROLES or label.end >= end:
            last = run
    return last


def _states(text: str, role: str) -> bool:
    """Whether what a label announces is a statement of progress; results may go on behind it."""
    if role == "result":
        text = text[: min((at for mark in ",。;" if (at := text.find(mark)) >= 0), default=len(text))]
    return is_statement(text)


def _unlabelled(text: str, whole: bool, last: Run) -> tuple[str, Label | None]:
    """The role of text behind no label of its own, and the label that still governs it."""
    if last.role in _ONE_LINE_ROLES and whole and len(text) <= _SHORT_STATUS:
        return last.role, last.label
    if is_statement(text) or (text.startswith(_PROMISES) and len(text) <= _SHORT_STATUS):
        return "status", None
    if text.startswith(_NEXT):
        return "next", None
    return ("lead" if last.role in _ONE_LINE_ROLES else last.role), None


def _title(paras: list[Paragraph], apart: bool) -> Block:
    para = paras[0]
    offset, end = para.body, para.end
    label = para.label
    if label and label.end < para.end and label.role in ("problem", "measure", "advice"):
        offset = label.end
    inner = next((label for label in para.labels if label.start > offset), None)
    if inner:
        end = inner.start
    offset, status = _opening_status(para, offset, end)
    beside = any(_tells_measures(other) for other in paras[1:])
    announced = inner is not None and inner.role not in _ONE_LINE_ROLES
    answered = beside or announced or ((inner is not None or apart) and not _answers_itself(para, offset, end))
    stop = _title_end(para, offset, end, answered and not _tail_enumerates(para, offset, end))
    stop, closing = _closing_status(para, offset, stop)
    if stop - offset > 2 and para.plain[offset] == "【" and para.plain[stop - 1] == "】":
        offset, stop = offset + 1, stop - 1
    return Block(para, offset, stop, status or closing)


def _answers_itself(para: Paragraph, start: int, end: int) -> bool:
    """Whether what stands behind the first sentence tells what was done."""
    at = _problem_end(para, start, end) or sentence_end(para.plain, start, end, para.quoted)
    while at < end:
        stop = sentence_end(para.plain, at, end, para.quoted)
        sentence = para.plain[skip_blank(para.plain, at, end) : stop]
        if _tells_action(sentence) or is_statement(sentence) or sentence.startswith("正在"):
            return True
        at = stop
    return False


def _tells_measures(para: Paragraph) -> bool:
    return para.says("measure", "result") or not (para.labels or is_statement(para.text))


def _opening_status(para: Paragraph, offset: int, end: int) -> tuple[int, str | None]:
    """【已完成】关于…: a statement in brackets before the title."""
    if offset < end and para.plain[offset] in "【[(":
        close = next((at for at in range(offset, min(end, offset + 40)) if para.plain[at] in "】])"), -1)
        if close > 0 and is_statement(para.plain[offset + 1 : close]):
            return skip_blank(para.plain, close + 1, end), para.plain[offset + 1 : close]
    return offset, None


def _closing_status(para: Paragraph, offset: int, stop: int) -> tuple[int, str | None]:
    """关于…问题(已完成): a statement in brackets, or behind a dash, that ends the title or follows it at once."""
    plain = para.plain
    at = skip_blank(plain, stop, para.end)
    if at < para.end and plain[at] in "【[(":
        close = next((i for i in range(at, min(para.end, at + 60)) if plain[i] in "】])"), -1)
        if close > 0 and opening_statement(plain[at + 1 : close]):
            return stop, plain[at + 1 : close]
    tail = plain[offset:stop].rstrip("。;. ")
    if tail.endswith((")", "】", "]")):
        opened = max(tail.rfind("("), tail.rfind("【"), tail.rfind("["))
        if opened > 0 and opening_statement(tail[opened + 1 : -1]):
            return offset + opened, tail[opened + 1 : -1]
    dash = max(tail.rfind("—"), tail.rfind("-"))
    if dash > 0 and is_statement(tail[dash + 1 :]):
        return offset + len(tail[:dash].rstrip("—-")), tail[dash + 1 :]
    return stop, None


def _tail_enumerates(para: Paragraph, start: int, end: int) -> bool:
    return _first_step(para, start, end) is not None


def _first_step(para: Paragraph, start: int, end: int) -> int | None:
    """Where the first of several steps opens inside plain[start:end]."""
    first: tuple[str, int] | None = None
    for marker in inline_markers(para.plain, para.line, start, min(end, start + 6000), para.quoted):
        if first is None and marker.number in (None, 1) and marker.start > start:
            first = (marker.style, marker.start)
        elif first and (first[0] == "circle" or (marker.style == first[0] and marker.number in (None, 2))):
            return first[1]
    if first and (first[0] == "circle" or para.plain[first[1] - 1] in "。:;"):
        return first[1]
    return None


def _title_end(para: Paragraph, start: int, end: int, whole: bool) -> int:
    """Where the title ends within plain[start:end]; `whole`: what is not marked off by a problem's name belongs to it."""
    named = _problem_end(para, start, end)
    if named is not None:
        return named
    first = _first_step(para, start, end)
    limit = first if first is not None else end
    stop = sentence_end(para.plain, start, limit, para.quoted)
    if whole:
        return end
    while stop < limit:
        following = sentence_end(para.plain, stop, limit, para.quoted)
        text = para.plain[skip_blank(para.plain, stop, limit) : following]
        if text.startswith(_CAUSES):
            stop = following
            continue
        if _tells_action(text) or is_statement(text) or not any(word in text for word in _SHORTCOMING):
            break
        stop = following
    return stop


def _tells_action(sentence: str) -> bool:
    clause = sentence.split(",", 1)[0][:40]
    acts = any(word in clause for word in _STRONG_ACTIONS) and not any(word in clause for word in _DENIALS)
    return sentence.startswith(_ACTIONS) or acts


def _problem_end(para: Paragraph, start: int, end: int) -> int | None:
    """The end of 关于…(的)问题, 关于…的建议 or of a first sentence that ends in 问题, its full stop included."""
    first = sentence_end(para.plain, start, end, para.quoted)
    if _ADVICE_TITLE.fullmatch(para.plain[start:first]):
        return first
    at = para.plain.find("问题", start, min(end, start + 1500))
    while at >= 0:
        stop = at + 2
        if not inside(para.quoted, at) and (stop >= end or para.plain[stop] in "。.:;,!( 【"):
            head = para.plain[start:stop]
            if names_problem(head) and ("。" not in head or head.startswith(("关于", "针对"))):
                if stop < end and para.plain[stop] == "," and not head.startswith(("关于", "针对")):
                    return None
                return stop + (stop < end and para.plain[stop] in "。.:;,!")
        at = para.plain.find("问题", stop, min(end, start + 1500))
    return None


def _settle(block: Block) -> None:
    """Give runs without a role of their own the one that the item leaves for them."""
    measures = [run for run in block.runs if run.role == "measure" and run.text.strip()]
    long_status = [run for run in block.runs if run.role == "status" and _is_account(run)]
    results = [run for run in block.runs if run.role == "result"]
    leads = [run for run in block.runs if run.role == "lead"]
    for fallback in (_from_first_action(block, leads), long_status, results, leads):
        if measures:
            break
        for run in fallback:
            run.role = "measure"
        measures = [run for run in fallback if run.text.strip()]
    for run in leads:
        if run.role == "lead":
            run.role = "problem" if run.para.number <= measures[0].para.number else "measure" if measures else "problem"


def _from_first_action(block: Block, leads: list[Run]) -> list[Run]:
    """The unlabelled runs from the first that tells what was done and not what was wrong."""
    if block.title_status:
        return leads
    if not any(_acts(run) for run in leads):
        return []
    return leads[next(at for at, run in enumerate(leads) if _acts(run) or not _describes(run)) :]


def _describes(run: Run) -> bool:
    """Whether a run goes on telling what was wrong."""
    text = run.text[:200]
    return any(word in text for word in _SHORTCOMING) and not _tells_action(text) and run.para.marker is None


def _acts(run: Run) -> bool:
    return run.text.startswith(_ACTIONS) or _first_step(run.para, run.start - 1, run.end) is not None


def _is_account(run: Run) -> bool:
    """Whether what stands behind a status label tells what was done instead of how far it is."""
    if is_statement(run.text) or (status_of(run.text[:30]) and _first_step(run.para, run.start - 1, run.end) is None):
        return len(run.text) > 3 * _SHORT_STATUS
    return len(run.text) > 30
