"""An item's progress: what is said of it, where, how sure that is, and for when the rest is promised."""

import re
from dataclasses import dataclass
from datetime import date

from .dates import deadline
from .items import Block, Run
from .measures import read_measures
from .nodes import Node
from .status import closing_clause, is_statement, names_by_progress, statement_in, status_of, status_of_following
from .text import normal

_YES_NO = {"是": "completed", "否": "not_done", "√": "completed", "✓": "completed", "×": "not_done"}
_SHARE = re.compile(r"\s*(?:约|已|达到?|为){0,2}(\d{1,3}(?:\.\d{1,2})?)\s?%")
_SCALE = ("not_done", "in_progress", "phased", "completed_ongoing", "completed")
_OPEN = ("not_done", "in_progress", "phased")
_HEADING = 40
_SHORT_STATUS = 90
_REST = re.compile(
    r"(?:未完成|尚未完成|未整改|剩余|其余|仍有|尚有|还有)(?:的)?[^。;,]{0,20},?(?:正在|正按|将于|预计|计划|力争|拟)"
)
_CLAUSES = re.compile("[。;,]")
_AHEAD = re.compile("[底末月日年度](?:之|以)?前")
_REST_REACH = 400
_SHORT_ANSWER = 240
_PROMISING = re.compile("预计|拟于|拟在|计划于|计划在|力争|将于|将在|前完成|择机|待.{1,20}后")
_UNDERWAY = re.compile(
    r"正在[^。;,]{0,16}(?:推进|办理|实施|整改|落实|制定|制订|起草|编制|研究|施工|建设|审批|审理|申报|筹备)"
)
_DONE = re.compile("已|了|完成了")
_PAST = re.compile("已|了|完成了|召开|印发|出台|目前")


@dataclass(slots=True)
class Progress:
    """A status with the line that says it. `how`: label, title, line, text, promise, section, group, whole or none."""

    value: str
    line: int | None
    deadline: str | None
    deadline_text: str | None
    how: str
    ahead: tuple[str | None, str | None] = (None, None)
    """The day that the text promises something for, should it turn out that the item is still to be done."""

    def or_inherited(self, section: "Progress | None", whole: "Progress | None") -> "Progress":
        """This, or where the item says nothing, what its section or the whole report says of all alike."""
        if self.value == "unstated" and (section or whole):
            return self._as(section or whole)
        if section is not None and self.how == "promise":
            return self._as(section)
        sure = self.how in ("label", "title", "line")
        if section is not None and not sure and _SCALE.index(section.value) < _SCALE.index(self.value):
            return self._as(section)
        return self

    def _as(self, other: "Progress") -> "Progress":
        """What another place says, with this deadline if it is still to be done."""
        own = (self.deadline, self.deadline_text)
        kept = (own if any(own) else self.ahead) if other.value in _OPEN else (None, None)
        return Progress(other.value, other.line, *kept, other.how)


def progress_of(block: Block, reference: date | None) -> Progress:
    """The progress that an item's own text states."""
    for find in (_labelled, _in_title, _bare_line, _step_by_step, _rest_promised, _in_text, _only_promised):
        found = find(block)
        if found:
            value, line, how, said = found
            if value == "completed" and _kept_up(block):
                value = "completed_ongoing"
            when, text = _deadline(block, said, value, reference)
            return Progress(value, line, when, text, how)
    when, text = _deadline(block, [], "unstated", reference)
    return Progress("unstated", None, when, text, "none", _promised_in_text(block, reference))


Found = tuple[str, int, str, list[Run | str]]


def _labelled(block: Block) -> Found | None:
    runs = [run for run in block.runs if run.role == "status" and run.label]
    said = [(value, run) for run in runs if (value := _said_behind_label(run.text))]
    if not said:
        return None
    value, run = min(said, key=lambda pair: _SCALE.index(pair[0]))
    return value, run.para.number, "label", [run for _, run in said]


def _kept_up(block: Block) -> bool:
    """Whether the time set for an item is no day but for good (整改时限:长期坚持)."""
    return any(run.text.strip(" 。").startswith("长期") for run in block.of("deadline"))


def _said_behind_label(text: str) -> str | None:
    if text.strip(" 。") in _YES_NO:
        return _YES_NO[text.strip(" 。")]
    if share := _SHARE.match(text):
        return _status_of_share(float(share[1]), text[share.end() :])
    if len(text) <= _SHORT_STATUS:
        return status_of(text)
    if is_statement(text[: text.find("。") + 1]):
        return status_of(text[:200])
    found = statement_in(text[-400:])
    return found.value if found else None


def _status_of_share(percent: float, rest: str) -> str | None:
    """What a share of completion says, with what stands behind it (100%,并长期坚持)."""
    if percent == 0:
        return "not_done"
    return status_of(f"已完成{rest}"[:_SHORT_STATUS]) if percent >= 100 else "phased"


def _in_title(block: Block) -> Found | None:
    value = status_of(block.title_status) if block.title_status else None
    return (value, block.para.number, "title", [block.title_status or ""]) if value else None


def _bare_line(block: Block) -> Found | None:
    said = [(value, run) for run in block.runs if _is_bare(run) and (value := status_of(run.text))]
    if not said:
        return None
    value, run = min(said, key=lambda pair: _SCALE.index(pair[0]))
    return value, run.para.number, "line", [run for _, run in said]


def _is_bare(run: Run) -> bool:
    return is_statement(run.text) or (run.role == "status" and run.label is None)


def _in_text(block: Block) -> Found | None:
    single = len(read_measures(block)) == 1
    for run in reversed(block.of("measure", "result", "status", "lead")):
        text = run.text[-400:]
        said = statement_in(text) or (closing_clause(text) if run.role == "result" or single else None)
        if said:
            return said.value, run.para.number, "text", [text[said.start : said.end]]
    return None


def _step_by_step(block: Block) -> Found | None:
    """Where each of several steps ends in a statement of its own, all of them together are the item's."""
    steps = read_measures(block)
    said = [said for step in steps if (said := _in_brackets(step.title))]
    if len(steps) < 2 or len(said) < len(steps):
        return None
    together = ",".join(said)
    value = status_of(together)
    return (value, steps[-1].line, "text", [together]) if value else None


def _in_brackets(text: str) -> str | None:
    """The statement in brackets at the end of a step."""
    text = normal(text).rstrip("。;., ")
    opened = max(text.rfind("("), text.rfind("【"), text.rfind("["))
    if opened < 0 or text[-1:] not in (")", "】", "]"):
        return None
    inner = text[opened + 1 : -1]
    return inner if is_statement(inner) else None


def _rest_promised(block: Block) -> Found | None:
    """未完成的3项正在推进: something is promised for what remains."""
    for run in reversed(block.of("measure", "next", "result")):
        rest = _REST.search(run.text)
        if rest and not _states_it(run.text, rest.start()):
            stop = rest.start() + _REST_REACH
            return "in_progress", run.para.number, "promise", [run.text[rest.start() : stop]]
    return None


def _looks_ahead(text: str) -> bool:
    """Whether a text promises something and tells nothing done before."""
    found = _PROMISING.search(text)
    return found is not None and not _PAST.search(text[: found.start()]) and not _DONE.search(text[found.end() :])


def _states_it(text: str, at: int) -> bool:
    """Whether the sentence around text[at] says how far the item is as a whole: 该问题基本完成,剩余1处正在办理。"""
    start, stop = text.rfind("。", 0, at) + 1, text.find("。", at) + 1
    said = statement_in(text[start : stop or len(text)])
    return said is not None and said.start == 0


def _only_promised(block: Block) -> Found | None:
    """An answer that is nothing but a promise, or, being a single step or a result, ends in one."""
    runs = [run for run in block.of("measure", "next", "result") if run.text.strip()]
    text = "".join(run.text for run in runs)
    if not runs:
        return None
    promised = _looks_ahead(text)
    if len(text) <= _SHORT_ANSWER and (promised or (_UNDERWAY.match(text) and not _DONE.search(text))):
        return "in_progress", runs[-1].para.number, "promise", [text]
    last = runs[-1].text.rstrip("。;. ")
    last = last[max(last.rfind(mark) for mark in "。;!?") + 1 :]
    single = runs[-1].role == "result" or len(read_measures(block)) == 1
    if runs[-1].role == "result" and _UNDERWAY.search(last) and not _DONE.search(last):
        return "in_progress", runs[-1].para.number, "promise", [last]
    if single and _looks_ahead(last):
        return "in_progress", runs[-1].para.number, "promise", [last]
    return None


def _deadline(block: Block, said: list[Run | str], value: str, reference: date | None) -> tuple[str | None, str | None]:
    if value not in _OPEN and value != "unstated":
        return None, None
    texts = [run.text for run in block.of("deadline")]
    texts += [part if isinstance(part, str) else part.text for part in said]
    if value != "unstated":
        for run in block.of("measure", "next"):
            rest = _REST.search(run.text)
            texts += [run.text[rest.start() : rest.start() + _REST_REACH]] if rest else []
    best = _latest_of(texts, reference)
    return _promised_in_text(block, reference) if best == (None, None) and value in _OPEN else best


def _promised_in_text(block: Block, reference: date | None) -> tuple[str | None, str | None]:
    """The latest day that the account names for something that it does not tell as done."""
    clauses = [
        clause
        for run in block.of("measure", "next", "result", "lead")
        for clause in _CLAUSES.split(run.text)
        if _AHEAD.search(clause) and not _DONE.search(clause)
    ]
    when, words = _latest_of(clauses, reference)
    return (when, words) if when and (reference is None or when > reference.isoformat()) else (None, None)


def _latest_of(texts: list[str], reference: date | None) -> tuple[str | None, str | None]:
    best: tuple[str | None, str | None] = (None, None)
    for text in texts:
        when, words = deadline(text, reference)
        if when and (best[0] is None or when > best[0]):
            best = (when, words)
        elif words and best[1] is None:
            best = (None, words)
    return best


def section_status(node: Node) -> Progress | None:
    """What a heading says of all points below it (已完成整改的问题; 以下7个问题已完成整改:), or None."""
    para = node.para
    if para is None or len(para.text) > _HEADING:
        return None
    value = status_of_following(para.text)
    if value is None and (is_statement(para.text) or names_by_progress(para.text)):
        value = status_of(para.text)
    return Progress(value, para.number, None, None, "section") if value else None
