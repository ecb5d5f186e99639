"""The steps of an answer at their top level of enumeration, with their places; and how many the item says it has."""

import re
from dataclasses import dataclass

from .items import Block, Run
from .markers import Marker, inline_markers, leading_marker, number_of
from .status import is_statement
from .text import skip_blank
from .vocabulary import OUTLINE

_CONTINUING = tuple(OUTLINE["continuing"])
_NUMERAL = r"(\d{1,3}|[一二三四五六七八九十]{1,3})"
_DECLARED = re.compile(
    rf"(?:措施|举措)[^,。;:\d]{{0,6}}?{_NUMERAL}\s?(?:条|项|个)|{_NUMERAL}\s?(?:条|项|个)(?:具体)?(?:整改)?(?:工作)?(?:措施|举措)"
)
_FIGURES = re.compile(r"(?:\d{4}年|\d{1,2}[—\-至]\d{1,2}月|上半年|前\w月)")
_MOST_AHEAD = 3
_FARTHEST = 10
_REPLIES = ("答", "回答", "答复")
_SHORT_REPLY = 12
_EXCUSE = 40
_COUNTING = ("共", "针对", "对应", "该问题", "此", "围绕", "制定整改", "细化", "提出")


@dataclass(frozen=True, slots=True)
class Step:
    """One measure: its text begins at `offset` of line `line` and goes to `end`, where it leaves the line."""

    line: int
    offset: int
    end: int
    marker: str
    title: str


@dataclass(slots=True)
class _Candidate:
    marker: Marker
    run: Run
    leading: bool
    opens_run: bool


def read_measures(block: Block) -> list[Step]:
    """The measures of an item, in order."""
    if block.steps is None:
        block.steps = _read_measures(block)
    return block.steps


def _read_measures(block: Block) -> list[Step]:
    accounts = _accounts(
        [run for run in block.of("measure") if skip_blank(run.para.plain, run.start, run.end) < run.end]
    )
    for runs in accounts:
        taken = _enumerated(runs)
        if taken:
            return _steps(taken)
    return _paragraphs(accounts[0]) if accounts else []


def _accounts(runs: list[Run]) -> list[list[Run]]:
    """The runs by the label that governs them: where both 整改措施 and 落实情况 are told, they tell the same steps."""
    found: list[list[Run]] = []
    said: str | None = None
    for run in runs:
        if not found or (run.label is not None and run.label.text != said):
            found.append([])
        said = run.label.text if run.label is not None else said
        found[-1].append(run)
    return found


def declared_measures(block: Block) -> int | None:
    """How many measures the item says were drawn up for it (共制定整改措施6条), or None."""
    texts = [run.label.text for run in block.runs if run.label]
    texts += [run.text[:60] for run in block.runs[:2] if run.text.startswith(_COUNTING) and "整改措施" in run.text[:60]]
    texts.append(block.para.plain[max(block.title_end - 16, block.offset) : block.title_end + 16])
    for text in texts:
        found = _DECLARED.search(text)
        if found:
            return number_of(found[1] or found[2])
    return None


def _candidates(runs: list[Run]) -> list[_Candidate]:
    found = []
    for run in runs:
        para = run.para
        at = run.start
        own = para.marker
        if own is not None and run.start == para.body and own.end <= para.body and para.start == own.start:
            found.append(_Candidate(own, run, True, True))
        elif (bullet := leading_marker(para.plain, para.line, at)) and bullet.number is None:
            found.append(_Candidate(bullet, run, True, True))
        for marker in inline_markers(para.plain, para.line, at, run.end, para.quoted):
            leading = marker.start == skip_blank(para.plain, at, run.end)
            found.append(_Candidate(marker, run, leading, leading))
    return found


def _enumerated(runs: list[Run]) -> list[_Candidate]:
    """The markers of the top level: those of the style that first counts up, in the order of their numbers."""
    candidates = _candidates(runs)
    tried: set[str] = set()
    for first in candidates:
        style = first.marker.style
        if style in tried or (first.marker.number not in (None, 1) and not first.leading):
            continue
        tried.add(style)
        taken = _sequence(candidates, first)
        if len(taken) > 1 or first.opens_run or style == "circle":
            return taken
    return []


def _sequence(candidates: list[_Candidate], first: _Candidate) -> list[_Candidate]:
    taken: list[_Candidate] = []
    last: int | None = None
    for candidate in candidates:
        marker = candidate.marker
        if not taken and candidate is not first:
            continue
        if marker.style != first.marker.style:
            continue
        if marker.number is None:
            taken.append(candidate)
            continue
        if last is None or _goes_on(last, marker.number, candidate.leading):
            taken.append(candidate)
            last = marker.number
    return taken


def _goes_on(last: int, number: int, leading: bool) -> bool:
    if number == last + 1:
        return True
    if leading:
        return number > 1 and abs(number - last) <= _FARTHEST
    return last < number <= last + _MOST_AHEAD


def _steps(taken: list[_Candidate]) -> list[Step]:
    steps = []
    for place, candidate in enumerate(taken):
        run, marker = candidate.run, candidate.marker
        after = taken[place + 1] if place + 1 < len(taken) else None
        end = after.marker.start if after and after.run is run else run.end
        offset = skip_blank(run.para.plain, marker.end, run.end)
        steps.append(_step(run, offset, end, marker.text))
    return steps


def _step(run: Run, offset: int, end: int, marker: str) -> Step:
    text = run.para.line[offset:end].rstrip()
    return Step(run.para.number, offset, offset + len(text), marker, text)


def _excuses(text: str) -> bool:
    """Whether an answer only says why nothing has been begun."""
    excused = (text.startswith(("因", "由于", "鉴于")) or "影响," in text[:_EXCUSE]) and any(
        word in text for word in ("尚未", "未启动", "未能", "暂未", "没有启动")
    )
    told = [sentence for sentence in text.split("。") if sentence and not is_statement(sentence)]
    return excused and "已" not in text and len(told) <= 1


def _behind_reply(run: Run) -> int:
    """Where the account begins: behind the short word that answers a question outright (已经改了。)."""
    if run.label is None or run.label.text not in _REPLIES:
        return run.start
    stop = run.para.plain.find("。", run.start, run.start + _SHORT_REPLY) + 1
    return stop if 0 < stop < run.end else run.start


def _paragraphs(runs: list[Run]) -> list[Step]:
    """Without enumeration each paragraph is a measure, except one that only goes on with the one before."""
    steps: list[Step] = []
    line = 0
    for run in runs:
        offset = skip_blank(run.para.plain, _behind_reply(run), run.end)
        text = run.para.plain[offset : run.end].strip()
        if run.para.number == line or is_statement(text) or _excuses(text):
            continue
        if steps and (text.startswith(_CONTINUING) or _FIGURES.match(text)):
            continue
        line = run.para.number
        steps.append(_step(run, offset, run.end, ""))
    return steps
