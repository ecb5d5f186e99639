"""Which parts of a report hold the items: neither how the rectification was organised, nor what is planned next."""

from .markers import PART_STYLES
from .nodes import Node
from .points import Lists, is_advice, likeness, names_problem, own_answer, shortcoming_in
from .vocabulary import OUTLINE

ASPECTS = ("方面", "方面问题", "方面的问题", "方面存在的问题", "方面存在问题", "方面整改情况", "方面问题整改情况")
_PLANS = tuple(OUTLINE["part_plans"])
_PREFACE = tuple(OUTLINE["part_preface"])
_ANSWERS = tuple(OUTLINE["part_answers"])
_PLAN_OPENINGS = tuple(OUTLINE["plan_openings"])


def is_plan(node: Node) -> bool:
    """Whether a heading opens what is planned next."""
    return (
        node.para is not None and node.para.text.startswith(_PLAN_OPENINGS) and not names_problem(node.para.text[:80])
    )


def holding_parts(root: Node, lists: Lists) -> list[Node]:
    """The highest headings that hold items; the root itself where the report has no parts."""
    parts = [child for child in root.children if child.style in PART_STYLES]
    if not parts:
        return [root]
    labelled = {id(part): sum(own_answer(node) for node in part.walk()) for part in parts}
    anywhere = any(count >= 2 for count in labelled.values())
    holding = [part for part in parts if _holds(part, labelled[id(part)], anywhere, lists)]
    if holding:
        return holding
    best = max(parts, key=lambda part: (labelled[id(part)], _worth(part, lists)))
    return [best] if labelled[id(best)] or _worth(best, lists) > 1 else []


def _holds(part: Node, labelled: int, anywhere: bool, lists: Lists) -> bool:
    title = part.para.text[:80] if part.para else ""
    if not lists.points_of(part) and not own_answer(part):
        return False
    score = 3.0 if labelled else -1.5 if anywhere else 0.0
    score += _worth(part, lists)
    if is_plan(part) or any(word in title for word in _PLAN_OPENINGS):
        return labelled > 1 and not is_plan(part)
    if title.rstrip("。.:; ").endswith(ASPECTS):
        return score + 2 > 0
    if any(word in title for word in _PLANS):
        score -= 2
    if any(word in title for word in _PREFACE):
        score -= 2
    if any(word in title for word in _ANSWERS):
        score += 2
    if names_problem(title) or is_advice(title) or (shortcoming_in(title) and "整改" not in title):
        score += 2
    return score > 0


def _worth(part: Node, lists: Lists) -> float:
    """How much the lines below read like points."""
    below = [
        node
        for node in part.walk()
        if node is not part and node.parent and (id(node.parent), node.style) in lists.points
    ]
    if not below:
        return max(-2.0, min(2.0, likeness(part)))
    return max(-2.0, min(2.0, sum(map(likeness, below)) / len(below)))
