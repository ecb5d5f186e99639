"""The outline as a tree, built from marker styles and numbers alone: nothing here knows what a line means.

A numbered line goes on with the list whose last number precedes its own; otherwise it opens a list below the line
before it, or, where the order of GB/T 9704 says that it stands higher, below the first line above that may hold it.
"""

from dataclasses import dataclass

from .closings import is_closing, signs, tail_of
from .edges import is_between_posts
from .headings import begins_account, headed_openers, heads_part, label_openers, plain_heading, point_openers
from .markers import PART_STYLES, RANKS, inline_markers
from .nodes import Node
from .paragraphs import Paragraph
from .points import is_advice
from .status import is_statement, status_of_following
from .vocabulary import OUTLINE

_FLEXIBLE = frozenset({"shi", "di", "qi", "yao", "bullet", "signed", "alpha", "roman"})

_NOUN_RANKS: dict[str, int] = OUTLINE["numbered_nouns"]
_SAME_STYLE_DEEP = 2
_LISTED_WITHIN = 3000


@dataclass
class Outline:
    """The tree, and the closing lines (contacts, signature, date) that belong to none of it."""

    root: Node
    closing: list[Paragraph]


def build(paragraphs: list[Paragraph]) -> Outline:
    """The outline of consecutive paragraphs."""
    root = Node(None, "root", None)
    stack = [root]
    closing: list[Paragraph] = []
    inked = [para for para in paragraphs if not para.blank]
    openers = label_openers(inked)
    stated = point_openers(inked) or headed_openers(inked)
    tail = tail_of(inked)
    answered = False
    few_marks = sum(para.marker is not None for para in inked) < 3
    opened: Paragraph | None = None  # a part's number alone on its line, the heading on the next
    for place, para in enumerate(inked):
        following = inked[place + 1] if place + 1 < len(inked) else None
        answered = answered or (len(stack) > 1 and para.says("measure", "status"))
        if (
            para.number in tail
            or (is_closing(para) and (para.marker is None or following is None))
            or signs(para, following)
            or (para.marker is None and is_between_posts(para.line))
        ):
            closing.append(para)
        elif opened is not None and heads_part(para):
            _place(stack, para, "part", opened.marker.number if opened.marker else None)
            opened = None
        elif para.marker is not None and para.marker.style == "part" and para.body >= para.end and following:
            opened = para
        elif para.marker is not None and not _lists_inside(para):
            _place(stack, para, para.marker.style, para.marker.number)
        elif para.marker is None and root.children and not answered and begins_account(para):
            root.children.clear()  # what came before told how the rectification was organised
            stack = [root]
            root.body.append(para)
        elif para.number in openers:
            _place_opener(stack, para)
        elif para.number in stated:
            _place_plain(stack, para, "point", None)
        elif plain := plain_heading(para, following, stack, few_marks, openers | stated):
            _place_plain(stack, para, plain, following)
        else:
            _attach(stack, para)
    return Outline(root, closing)


def _place_opener(stack: list[Node], para: Paragraph) -> None:
    node = Node(para, "label", None)
    same = next((at for at in range(len(stack) - 1, 0, -1) if stack[at].style == "label"), None)
    if same is not None:
        _push(stack, same - 1, node)
        return
    at = len(stack) - 1
    while at > 0 and (stack[at].in_answer or stack[at].answering):
        at -= 1
    _push(stack, at, node)


def _lists_inside(para: Paragraph) -> bool:
    """Whether a line that begins with a first marker goes on to the second: a paragraph of steps and no heading."""
    first = para.marker
    if first is None or first.number != 1:
        return False
    stop = min(para.end, para.body + _LISTED_WITHIN)
    inside = inline_markers(para.plain, para.line, para.body, stop, para.quoted)
    return any(marker.style == first.style and marker.number == 2 for marker in inside)


def _attach(stack: list[Node], para: Paragraph) -> None:
    top = stack[-1]
    top.body.append(para)
    if top.para is None:
        return
    if para.says("measure", "next") or (para.label and para.label.role == "result"):
        top.answering = True
    if para.says("status") or is_statement(para.text):
        for node in reversed(stack):
            node.closed = True
            if not node.in_answer:
                break


def _push(stack: list[Node], parent_at: int, node: Node) -> None:
    del stack[parent_at + 1 :]
    parent = stack[-1]
    node.parent = parent
    node.in_answer = parent.answering or parent.in_answer
    parent.children.append(node)
    label = node.para.label if node.para else None
    inline = node.para is not None and any(
        label.role == "measure" and label.start > node.para.body for label in node.para.labels
    )
    node.answering = inline or bool(label and label.role == "measure" and label.end < node.para.end)
    node.closed = node.para is not None and node.para.says("status")
    stack.append(node)


def _place(stack: list[Node], para: Paragraph, style: str, number: int | None) -> None:
    node = Node(para, style, number)
    same = [at for at in range(len(stack) - 1, 0, -1) if stack[at].style == style]
    if not same:
        _push(stack, _holder(stack, style, number), node)
        return
    at = _sibling(stack, same, number)
    if at is None:
        _push(stack, len(stack) - 1, node)
        return
    before = stack[at].number
    if number is not None and before is not None:
        node.skipped = max(0, number - before - 1)
        node.repeated = number == before
        node.restarted = number < before
    _push(stack, at - 1, node)


def _sibling(stack: list[Node], same: list[int], number: int | None) -> int | None:
    """The place on the stack of the line that this one follows in its list; None when it opens a list inside."""
    if number is None or stack[same[0]].number is None:
        return same[0]
    if stack[same[0]] is stack[-1] and not stack[-1].in_answer and _ends_in_bare_label(stack[-1]):
        return None
    nexts = [at for at in same if stack[at].number == number - 1]
    if nexts:
        return next((at for at in nexts if not stack[at].closed), nexts[-1]) if len(nexts) > 1 else nexts[0]
    inner = stack[same[0]]
    if number == 1:
        open_answer = stack[-1].answering or stack[-1].in_answer or inner.answering
        wordy = is_flexible(inner.style) and bool(inner.body)
        if len(same) < _SAME_STYLE_DEEP and not inner.closed and (open_answer or wordy):
            return None
    ahead = [at for at in same if number > (stack[at].number or 0)]
    return (
        min(ahead, key=lambda at: number - (stack[at].number or 0)) if ahead else same[-1] if number == 1 else same[0]
    )


def _ends_in_bare_label(node: Node) -> bool:
    """Whether the last line above announces steps and says nothing more: whatever is numbered next is one of them."""
    last = node.body[-1] if node.body else None
    return bool(last and last.label and last.label.role == "measure" and last.label.end >= last.end)


def _holder(stack: list[Node], style: str, number: int | None) -> int:
    """The place on the stack of the line under which a list of a new style opens."""
    at = len(stack) - 1
    while at > 0 and not _may_hold(stack[at], style, number):
        at -= 1
    return at


def _may_hold(node: Node, style: str, number: int | None) -> bool:
    rank, above = RANKS.get(style), RANKS.get(node.style)
    if style == "roman" and node.style == "dun":
        return True  # a numeral that does not open a part numbers points inside one
    if style in PART_STYLES:
        above = node.style in PART_STYLES and RANKS[node.style] < RANKS[style]
        return above or (node.style == "plain" and node.para and status_of_following(node.para.text) is not None)
    if style == "paren" and (is_flexible(node.style) or above == 3) and not node.in_answer:
        fresh = not node.body and not node.children
        return fresh and ((node.number == 1 and number == 1) or _held_before(node, style))
    if rank is None or above is None:
        return _noun_rank(style) > _noun_rank(node.style) if "noun" in node.style and "noun" in style else True
    return rank > above or (number == 1 and node.answering and not node.closed and not node.in_answer)


def _held_before(node: Node, style: str) -> bool:
    """Whether the line before this one in its list holds a list of that style."""
    siblings = node.parent.children if node.parent else []
    before = siblings[-2] if len(siblings) > 1 else None
    return before is not None and bool(before.children) and before.children[0].style == style


def is_flexible(style: str) -> bool:
    """Whether a style has no fixed place in the order of styles."""
    return style.partition(":")[0] in _FLEXIBLE


def _noun_rank(style: str) -> int:
    return _NOUN_RANKS.get(style.removeprefix("noun:"), 0)


def _place_plain(stack: list[Node], para: Paragraph, kind: str, following: Paragraph | None) -> None:
    node = Node(para, kind, None)
    same = next((at for at in range(len(stack) - 1, 0, -1) if stack[at].style == kind), None)
    part = next((at for at in range(len(stack) - 1, 0, -1) if stack[at].style in PART_STYLES), None)
    if same is None and part is not None and kind == "plain" and is_advice(para.text):
        node.style = stack[part].style  # stands beside the parts, as their last
        _push(stack, part - 1, node)
        return
    nests = kind == "plain" and same is not None and stack[-1] is stack[same] and not stack[same].body
    if same is not None and not (nests and stack[same - 1].style != "plain"):
        _push(stack, same - 1, node)
        return
    marker = following.marker if following else None
    marker = None if kind == "bracket" else marker
    listed = next((at for at in range(len(stack) - 1, 0, -1) if marker and stack[at].style == marker.style), None)
    if listed is not None:
        _push(stack, listed - 1, node)
        return
    at = len(stack) - 1
    above = ("point", "plain", "label") if kind == "bracket" else ("point",)
    while at > 0 and (stack[at].in_answer or stack[at].answering or stack[at].style in above):
        at -= 1
    _push(stack, at, node)
