"""Is a list in the outline made of points that are answered, or of the steps that answer one?

Learned from the document: how lists of the same style under the same style behave elsewhere in it (do their lines carry
answers of their own? do they read like problems or like actions?), and from what stands right before the list.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .labels import Label
from .markers import PART_STYLES, inline_markers
from .nodes import Node
from .paragraphs import Paragraph
from .status import is_statement, names_by_progress, statement_in
from .text import sentence_end
from .vocabulary import OUTLINE

_SHORTCOMING = re.compile("|".join(map(re.escape, OUTLINE["shortcoming"])))
_ENDS_WANTING = re.compile("(?<![减降压放])[少慢差低弱软乱散]。?$")
_ACTIONS = tuple(OUTLINE["actions"])
_ADVICE = tuple(OUTLINE["advice"])
_STEP_STYLES = tuple(f"noun:{noun}" for noun in OUTLINE["step_nouns"])
_POINT_STYLES = tuple(f"noun:{noun}" for noun in OUTLINE["numbered_nouns"] if noun not in OUTLINE["step_nouns"])
_ENOUGH_KNOWN = 3
_ACCOUNTS = ("情况", "进展", "结果", "成效")
_ANSWER_ROLES = ("measure", "status", "result")


def first_sentence(para: Paragraph) -> str:
    """The first sentence behind a line's marker, half-width."""
    stop = sentence_end(para.plain, para.body, min(para.end, para.body + 400), para.quoted)
    return para.plain[para.body : stop]


def names_problem(text: str) -> bool:
    """Whether a heading says outright that it is a problem: 关于…问题, 针对…的问题, …问题."""
    text = text.rstrip("。.;,: ")
    return text.endswith("问题") or (text.startswith(("关于", "针对")) and "问题" in text)


def shortcoming_in(text: str) -> bool:
    """Whether a heading speaks of something found wanting."""
    return _SHORTCOMING.search(text) is not None


def is_advice(text: str) -> bool:
    """Whether a heading announces the inspectors' recommendations, and not that they were ill heeded."""
    return any(word in text for word in _ADVICE) and not shortcoming_in(text)


def own_answer(node: Node) -> bool:
    """Whether an answer's label or a statement of progress stands in the line itself or right below it."""
    paras = [node.para, *node.body] if node.para else node.body
    return any(_answers(para, para is node.para) for para in paras) or _labels_only(node.children)


def concluded(node: Node) -> bool:
    """Whether a point is answered in its own lines, or by what stands behind the last of the steps below it."""
    waiting = [node]
    while waiting:
        top = waiting[-1]
        steps = top.children
        if top.concluded is None and not own_answer(top) and steps and any(step.concluded is None for step in steps):
            waiting.extend(step for step in steps if step.concluded is None)
            continue
        if top.concluded is None:
            last = len(steps) > 1 and steps[-1].concluded and not any(step.concluded for step in steps[:-1])
            top.concluded = own_answer(top) or bool(last)
        waiting.pop()
    return bool(node.concluded)


def _answers(para: Paragraph, heading: bool) -> bool:
    for label in para.labels:
        if label.role in _ANSWER_ROLES and not (heading and _is_whole_heading(para, label)):
            return True
    return not heading and is_statement(para.text)


def _is_whole_heading(para: Paragraph, label: Label) -> bool:
    return label.end >= para.end and label.start <= para.body


def likeness(node: Node) -> float:
    """How much a line reads like a point (above 0) or like a step (below 0), by its words alone."""
    if node.likeness is None:
        node.likeness = _likeness(node, node.para) if node.para else 0.0
    return node.likeness


def _likeness(node: Node, para: Paragraph) -> float:
    if node.style in _STEP_STYLES:
        return -4.0
    score = 2.0 if node.style in _POINT_STYLES else 0.0
    title = first_sentence(para)
    if names_problem(title):
        score += 3
    elif shortcoming_in(title[:120]) or _ENDS_WANTING.search(title):
        score += 1.2
    if title.startswith(_ACTIONS) and not names_problem(title) and not _ENDS_WANTING.search(title):
        score -= 2
    more = para.end - para.body > len(title)
    if node.body or node.children:
        score += 0.8
    elif more and _enumerates(para, para.body + len(title)):
        score += 1.5
    elif not more and not names_problem(title):
        score -= 1
    if statement_in(para.plain[max(para.body, para.end - 80) : para.end]):
        score += 1
    return score


def _enumerates(para: Paragraph, start: int) -> bool:
    stop = min(para.end, start + 3000)
    return any(marker.number in (None, 1) for marker in inline_markers(para.plain, para.line, start, stop, para.quoted))


@dataclass
class Lists:
    """The decision for each list: `points` holds (parent, style) pairs of the lists whose lines are answered."""

    points: set[tuple[int, str]] = field(default_factory=set)

    def points_of(self, node: Node) -> list[Node]:
        """The children of a node that are points, in order."""
        return [child for child in node.children if (id(node), child.style) in self.points]

    def steps_of(self, node: Node) -> list[Node]:
        return [child for child in node.children if (id(node), child.style) not in self.points]


def decide(nodes: Iterable[Node]) -> Lists:
    """Decide every list below the given nodes (in document order), from the innermost outwards."""
    ordered = list(nodes)
    lists = Lists()
    habits, likes = _habits(ordered), _likes(ordered)
    for node in reversed(ordered):
        for style, group in node.groups().items():
            if _are_points(node, style, group, lists, habits, likes):
                lists.points.add((id(node), style))
    return lists


Habits = dict[tuple[str, str], tuple[float, float]]


def _habits(nodes: list[Node]) -> Habits:
    """By (style, style above): the share of lines answered on their own, the last of each list left out, and how many."""
    answered: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for node in nodes:
        for style, group in node.groups().items():
            count = answered[(style, node.style)]
            for child in group[:-1]:
                count[0] += concluded(child)
                count[1] += 1
    return {key: (hit / total if total else 0.0, float(total)) for key, (hit, total) in answered.items()}


def _likes(nodes: list[Node]) -> dict[tuple[str, str], float]:
    """By (style, style above): how much the lines of such lists read like points, on average."""
    scores: dict[tuple[str, str], list[float]] = defaultdict(list)
    for node in nodes:
        if node.parent is not None:
            scores[(node.style, node.parent.style)].append(likeness(node))
    return {key: sum(found) / len(found) for key, found in scores.items()}


def _are_points(
    node: Node, style: str, group: list[Node], lists: Lists, habits: Habits, likes: dict[tuple[str, str], float]
) -> bool:
    if style in _STEP_STYLES:
        return False
    share, known = habits.get((style, node.style), (0.0, 0.0))
    inner = group[:-1]
    own = sum(map(concluded, inner)) / len(inner) if inner else 0.0
    below = any(lists.points_of(child) for child in group)
    if group[0].in_answer and not below:
        return len(inner) >= 1 and own >= 0.5 and not _labels_only(group)
    if below:
        return True
    if _labels_only(group):
        return False
    if node.para and names_by_progress(node.para.text):
        return True
    if inner and own >= 0.5:
        return True
    if inner and own == 0 and known >= _ENOUGH_KNOWN and share >= 0.5 and _mean(group) < -1:
        return False
    if known >= 2 and share >= 0.5:
        return True
    score = (_mean(group) + likes.get((style, node.style), 0.0)) / 2
    if not inner and _told_apart(group[0]):
        score += 1.5
    never_answered = known >= _ENOUGH_KNOWN and share == 0 and node.style not in PART_STYLES
    if not never_answered and _under_advice(node):
        score += 2
    if node.style in PART_STYLES and node.para and _announces_answers(node.para.text):
        score += 1
    if node.para and names_problem(first_sentence(node.para)) and not any(map(_named, group)):
        score -= 1.5
    return score > 0.4


def _announces_answers(title: str) -> bool:
    """Whether the heading of a part says that answers follow (反馈问题整改情况) and is no point itself."""
    return "整改" in title and title.rstrip("。.:; ").endswith(_ACCOUNTS) and not shortcoming_in(title)


def _told_apart(node: Node) -> bool:
    """Whether measures stand below a line under a label of their own."""
    return any(para.says("measure") for para in [node.para, *node.body] if para) or _labels_only(node.children)


def _labels_only(group: list[Node]) -> bool:
    """Whether the lines are numbered labels of one answer: 1.存在问题:… 2.整改措施:… 3.整改成效:…"""
    roles = [child.para.label.role for child in group if child.para and child.para.label]
    kinds = set(roles)
    return (
        len(roles) * 2 > len(group)
        and len(kinds) > 1
        and len(kinds) * 2 > len(roles)
        and not kinds.isdisjoint(_ANSWER_ROLES)
    )


def _mean(group: list[Node]) -> float:
    return sum(likeness(child) for child in group) / len(group)


def _named(node: Node) -> bool:
    return node.para is not None and names_problem(first_sentence(node.para))


def _under_advice(node: Node | None) -> bool:
    while node is not None and node.para is not None:
        if is_advice(node.para.text[:60]):
            return True
        node = node.parent
    return False
