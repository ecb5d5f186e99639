"""The outline as a tree, built from marker styles and numbers alone: nothing here knows what a line means.

A numbered line goes on with the list whose last number precedes its own; otherwise it opens a list below the line
before it, or, where the order of GB/T 9704 says that it stands higher, below the first line above that may hold it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .markers import PART_STYLES, RANKS, inline_markers
from .paragraphs import Paragraph, is_closing, is_summary, signs
from .status import is_statement, opening_statement
from .vocabulary import OUTLINE

_FLEXIBLE = frozenset({"shi", "di", "qi", "yao", "bullet", "alpha", "roman"})

_SHORTCOMING = tuple(OUTLINE["shortcoming"])
_NOUN_RANKS: dict[str, int] = OUTLINE["numbered_nouns"]
_SAME_STYLE_DEEP = 2
_LISTED_WITHIN = 3000


@dataclass(slots=True, eq=False)
class Node:
    """A heading or numbered line with what follows it up to the next one. The root has no paragraph."""

    para: Paragraph | None
    style: str
    number: int | None
    parent: "Node | None" = None
    children: "list[Node]" = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)
    in_answer: bool = False  # stands in a list that began after an answer's label
    answering: bool = False  # an answer's label has been seen
    closed: bool = False  # a statement of progress has been seen
    restarted: bool = False
    skipped: int = 0  # how many numbers were left out before this one
    repeated: bool = False
    likeness: float | None = None  # how much it reads like a point, once asked (see points)
    concluded: bool | None = None  # whether its last line says how far it is, once asked (see points)

    @property
    def line(self) -> int:
        return self.para.number if self.para else 0

    def walk(self) -> "Iterator[Node]":
        """This node and all below it, in document order, without recursion."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def groups(self) -> "dict[str, list[Node]]":
        """The children by marker style, in order of appearance."""
        found: dict[str, list[Node]] = {}
        for child in self.children:
            found.setdefault(child.style, []).append(child)
        return found


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
    openers = _label_openers(inked)
    answered = False
    few_marks = sum(para.marker is not None for para in inked) < 3
    for place, para in enumerate(inked):
        following = inked[place + 1] if place + 1 < len(inked) else None
        answered = answered or (len(stack) > 1 and para.says("measure", "status"))
        if (is_closing(para) and (para.marker is None or following is None)) or signs(para, following):
            closing.append(para)
        elif para.marker is not None and not _lists_inside(para):
            _place(stack, para, para.marker.style, para.marker.number)
        elif para.marker is None and root.children and not answered and _begins_account(para):
            root.children.clear()  # what came before told how the rectification was organised
            stack = [root]
            root.body.append(para)
        elif para.number in openers:
            _place_opener(stack, para)
        elif plain := _plain_heading(para, following, stack, few_marks):
            _place_plain(stack, para, plain, following)
        else:
            _attach(stack, para)
    return Outline(root, closing)


def _label_openers(inked: list[Paragraph]) -> frozenset[int]:
    """The lines whose label opens a point, where a document numbers none: 存在问题:… 整改措施:… 存在问题:…

    Where such a label follows its numbered heading instead, it only describes that point.
    """
    found, below_heading = [], 0
    for before, para in zip([None, *inked], inked, strict=False):
        label = para.label
        if para.marker is None and label and label.role in ("problem", "advice") and label.end < para.end:
            found.append(para.number)
            heads = before is not None and before.label is None and (before.marker is not None or _is_short(before))
            below_heading += heads and len(found) > 1
    return frozenset(found) if len(found) > 1 and below_heading * 2 < len(found) else frozenset()


def _is_short(para: Paragraph) -> bool:
    return para.end - para.start <= 60


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
    if style in PART_STYLES:
        return node.style in PART_STYLES and RANKS[node.style] < RANKS[style]
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


def _plain_heading(para: Paragraph, following: Paragraph | None, stack: list[Node], few_marks: bool) -> str | None:
    """Which kind of unnumbered heading a line is, or None: `point` names a problem, `plain` groups what follows."""
    top = stack[-1]
    text = para.text
    label = para.label
    if following is None or len(text) > 90 or "\t" in para.line or is_statement(text):
        return None
    if (
        label
        and label.role == "next"
        and label.end >= para.end
        and (top.closed or not (top.answering or top.in_answer))
    ):
        return "plain"
    if is_summary(para) or (label and label.role != "problem") or (not stack[1:] and _announces(text)):
        return None
    opens = following.marker is not None and following.marker.number == 1
    if label:
        named = any(word in label.text for word in ("巡视", "巡察", "反馈", "审计"))
        return "plain" if named and opens and label.end >= para.end else None
    if text.startswith(("关于", "针对")) and text.rstrip("。:").endswith("问题") and "。" not in text[:-1]:
        return "point"
    if (
        text.startswith(("关于", "在", "落实", "贯彻", "聚焦"))
        and text.rstrip("。:").endswith(("方面", "方面问题", "方面的问题"))
        and len(text) <= 60
    ):
        return "plain"
    if text[0] == "【" and text[-1] == "】" and label is None and _heads(text[1:-1], following):
        return "bracket"
    bare = text[-1] not in "。;!?,、:"
    answered = top.closed or not (top.answering or top.in_answer)
    if len(text) <= 40 and text[-1] == ":" and following.marker is not None and top.closed:
        return "plain"
    if len(text) <= 40 and opens and answered:
        if text[-1] == ":" or bare:
            return "plain"
        if not top.body and top.para and text.count("。") == 1 and any(word in text for word in _SHORTCOMING):
            return "plain"
    if (
        few_marks
        and bare
        and 4 <= len(text) <= 40
        and (following.end - following.start > len(text) or "问题" in following.text)
    ):
        return "plain"
    return None


def _heads(text: str, following: Paragraph) -> bool:
    """Whether words in brackets head what follows: they name an aspect, or a list or a line of prose begins below them."""
    if len(text) > 40 or "。" in text or opening_statement(text):
        return False
    return following.marker is not None or following.plain[following.start] != "【"


def _announces(text: str) -> bool:
    """Whether a line above the first heading is the document's title or says that the account follows."""
    titled = "整改" in text and ("巡视" in text or "巡察" in text)
    return titled or any(word in text for word in ("如下", "以下", "通报", "公告", "公示", "报告", "公布"))


def _begins_account(para: Paragraph) -> bool:
    """Whether a line says that the account itself now follows: 现将具体整改情况通报如下:"""
    text = para.text
    return (
        len(text) <= 120 and "现将" in text and any(word in text for word in ("如下", "公布", "通报", "公示", "公告"))
    )


def _place_plain(stack: list[Node], para: Paragraph, kind: str, following: Paragraph | None) -> None:
    node = Node(para, kind, None)
    same = next((at for at in range(len(stack) - 1, 0, -1) if stack[at].style == kind), None)
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
