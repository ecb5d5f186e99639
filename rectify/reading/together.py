"""What items say for one another: answered together, listed twice, a status for a group or for the whole."""

import re
from bisect import bisect_right

from .items import Block, read_block
from .markers import PART_STYLES
from .nodes import Node
from .paragraphs import Paragraph
from .placing import Placed
from .progress import Progress, section_status
from .status import status_of_group, status_of_whole
from .tree import Outline

Blocks = list[tuple[Placed, Block, Progress]]
"""Each item's place with what was read of it."""

_MANY = 4
_REPEATING = re.compile("长期|持续|未完成|尚未|剩余|正在|推进|重点难点")
_COMPARED = 2000
_MOST_COMPARED = 300
_SHARED = 0.5
_TITLE_CHARS = 80
_SHORTEST_LIST = 2
_BARE_TITLE = re.compile(r"[^\w]|关于|针对|的?问题|整改")


def merge_answered_together(placed: list[Placed]) -> list[Placed]:
    """Points without a word of answer that stand right before an answered one are answered with it."""
    merged: list[Placed] = []
    pending: list[Placed] = []
    answered = sum(_has_answer(place) for place in placed if place.item)
    total = sum(place.item for place in placed)
    usual = total >= _MANY and answered / total >= 0.6
    for place in placed:
        if pending and (not place.item or place.node.parent is not pending[-1].node.parent):
            merged.extend(pending)
            pending = []
        if place.item and usual and len(place.paras) == 1 and not _has_answer(place):
            pending.append(place)
            continue
        if pending:
            place.paras = [para for other in pending for para in other.paras] + place.paras
            place.node = pending[0].node
            pending = []
        merged.append(place)
    return merged + pending


def _has_answer(place: Placed) -> bool:
    return (
        len(place.paras) > 1
        or any(label.role in ("measure", "status") for label in place.paras[0].labels)
        or tells_answer(place.paras[0])
    )


def without_bare_list(placed: list[Placed]) -> list[Placed]:
    """Without a first part that only lists the points which a later part takes up again and answers."""
    by_part: dict[int, list[Placed]] = {}
    for place in placed:
        by_part.setdefault(id((place.top or place).node), []).append(place)
    answered = [place for place in placed if place.item and _has_answer(place)]
    lines = [place.node.line for place in answered]
    dropped: set[int] = set()
    for part, places in by_part.items():
        listed = _bare_lines([place for place in places if place.item])
        if len(listed) < _SHORTEST_LIST:
            continue
        at = bisect_right(lines, places[-1].paras[-1].number if places[-1].paras else places[-1].node.line)
        later = answered[at : at + len(listed)]
        same = sum(names_again(line, place.paras[0]) for line, place in zip(listed, later, strict=False))
        same *= len(later) == len(listed)
        if same and same * 2 >= len(listed):
            dropped.add(part)
    return [place for place in placed if id((place.top or place).node) not in dropped]


def _bare_lines(items: list[Placed]) -> list[Paragraph]:
    """The lines of a part that may do no more than list: its unanswered points, or those of one overview (整改一览表)."""
    overview = len(items) == 1 and items[0].above is None
    nodes = [node for place in items for node in place.node.walk() if not (overview and node is place.node)]
    lines = [node.para for node in nodes if node.para]
    answered = any(para.says("measure", "status") or tells_answer(para) for para in lines)
    return [] if answered or (not overview and any(node.body for node in nodes)) else lines


def names_again(listed: Paragraph, later: Paragraph) -> bool:
    """Whether a later line takes up again what a line of a list named."""
    named = _pairs(listed.text[:_TITLE_CHARS])
    again = _pairs(later.text[:_TITLE_CHARS])
    return len(named & again) >= _SHARED * len(named) > 0


def tells_answer(para: Paragraph) -> bool:
    """Whether a point's own line answers it or says how far it is."""
    block = read_block([para], frozenset(), False)
    return bool(block.title_status) or any(run.text.strip(" 。;") for run in block.runs)


def without_repeats(placed: list[Placed], blocks: Blocks) -> tuple[list[Placed], Blocks]:
    """A later part that lists again what is still to be done says how far those points are; it adds none."""
    first: dict[str, Progress] = {}
    again: set[int] = set()
    told: list[tuple[Placed, Progress]] = []
    for place, block, progress in blocks:
        name = _BARE_TITLE.sub("", block.title)
        repeating = bool(told) and remains((place.top or place).node)
        known = first.get(name) if place.top else None
        if repeating and known is None:
            known = _told_before(place, told)
        if known is None or not name or not repeating:
            first.setdefault(name, progress)
            told.append((place, progress))
            continue
        again.add(id(place))
        if known.value == "unstated":
            listed = progress.value != "unstated"
            known.value, known.how = (progress.value if listed else "in_progress"), "list"
            known.line = progress.line or place.paras[0].number
            known.deadline, known.deadline_text = progress.deadline, progress.deadline_text
    if not again:
        return placed, blocks
    kept_items = [place for place in placed if place.item and id(place) not in again]
    needed = {id(above) for place in kept_items for above in place.chain()}
    tops = {id(top): top for place in kept_items if (top := place.top)}
    if len(tops) == 1 and any(place.above is not None and place.level == 1 for place in placed if not place.item):
        needed -= {key for key, top in tops.items() if top.node.style in PART_STYLES}
    kept = [place for place in placed if id(place) in needed or (place.item and id(place) not in again)]
    return kept, [entry for entry in blocks if id(entry[0]) not in again]


def remains(part: Node) -> bool:
    """Whether a heading announces what is still to be done."""
    return part.para is not None and _REPEATING.search(part.para.text[:60]) is not None


def _told_before(place: Placed, told: list[tuple[Placed, Progress]]) -> Progress | None:
    """The progress of the unfinished point that a line names again in other words, or None; of several lines, all must.

    A line counts as named before when most pairs of neighbouring characters in it stand in that point's text.
    """
    if any(label.role == "measure" and label.end < para.end for para in place.paras for label in para.labels):
        return None
    listed = [node.para for node in place.node.children if node.para] or place.paras[:1]
    open_before = [
        (_pairs("".join(para.text for para in other.paras)[:_COMPARED]), progress)
        for other, progress in told[-_MOST_COMPARED:]
        if not progress.value.startswith("completed")
    ]
    found = None
    for para in listed:
        title = _pairs(re.split("[,。;]", para.text)[0])
        if not title:
            return None
        found = next((known for pairs, known in open_before if len(title & pairs) >= _SHARED * len(title)), None)
        if found is None:
            return None
    return found


def _pairs(text: str) -> frozenset[str]:
    bare = _BARE_TITLE.sub("", text)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


def share_group_statuses(blocks: Blocks) -> None:
    """以上问题均已整改完成 behind the last point of a group speaks for all of them."""
    for index, (place, _block, _progress) in enumerate(blocks):
        last = place.paras[-1]
        said = status_of_group(last.plain[last.start : last.end]) if len(place.paras) > 1 else None
        if not said:
            continue
        at = index
        alone = index == len(blocks) - 1 and not any(progress.how == "group" for _, _, progress in blocks)
        while at >= 0 and (alone or blocks[at][0].above is place.above):
            progress = blocks[at][2]
            if at < index and progress.how == "group":
                break
            if progress.value == "unstated" or at == index:
                progress.value, progress.line, progress.how = said.value, last.number, "group"
            at -= 1


def inherited(place: Placed) -> Progress | None:
    """What the nearest heading above says of all its points, if one does."""
    return next((said for above in place.chain() if (said := section_status(above.node))), None)


def whole_status(outline: Outline) -> Progress | None:
    """What the overview says of all problems alike (均已完成整改), if it does."""
    for node in [outline.root, *outline.root.children]:
        for para in node.body[:30]:
            said = status_of_whole(para.plain[para.start : para.end])
            if said:
                return Progress(said.value, para.number, None, None, "whole")
    return None
