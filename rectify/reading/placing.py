"""Where in the outline the sections and items are: each heading gets its level, each point its lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from .areas import area_of
from .markers import PART_STYLES
from .nodes import Node
from .paragraphs import Paragraph
from .parts import ASPECTS, holding_parts, is_plan
from .points import Lists, is_advice, names_problem, own_answer, shortcoming_in
from .vocabulary import OUTLINE

_ACCOUNTS = ("整改落实情况", "整改情况", "整改进展", "整改完成情况", "整改任务完成", "整改结果", "问题整改", "整改成效")
_OTHER_ACCOUNTS = ("审计", "上轮", "上一轮", "往届", "主题教育", "检视")
_ADVICE_STYLES = frozenset(f"noun:{noun}" for noun in OUTLINE["advice_nouns"])
_FED_BACK = tuple(f"{told}{the}问题" for told in ("反馈", "指出", "发现", "提出", "检视", "查摆") for the in ("", "的"))
_SHARE_WITH_POINTS = 0.25


@dataclass(slots=True)
class Placed:
    """A section or an item found in the outline. An item's `paras` are its lines; a section has only its heading."""

    node: Node
    paras: list[Paragraph]
    level: int
    item: bool
    advice: bool
    above: "Placed | None" = None

    def chain(self) -> "Iterator[Placed]":
        """The sections above, innermost first."""
        section = self.above
        while section is not None:
            yield section
            section = section.above

    @property
    def top(self) -> "Placed | None":
        """The outermost section above."""
        return next(reversed(list(self.chain())), None)


def find_places(root: Node, lists: Lists) -> Iterator[Placed]:
    """The sections and items of an outline, in document order."""
    parts = holding_parts(root, lists)
    habit = _habit_of_unmarked_items(root, lists)
    for part in parts:
        above, level = None, 1
        if part is not root and _shows(part, parts, lists):
            above = Placed(part, [], 1, False, is_advice(part.para.text[:60]))
            yield above
            level = 2 if _is_area(part) else 1
        waiting = [(point, level, above) for point in reversed(lists.points_of(part))]
        if part is not root and not waiting:
            yield Placed(part, _lines(part), 1, True, is_advice(part.para.text[:60]))
        while waiting:
            node, depth, up = waiting.pop()
            if is_plan(node):
                continue
            if _answers_nothing(node):
                continue
            points = lists.points_of(node)
            advice = bool(up and up.advice) or names_advice(node, bool(points))
            unmarked = None if points else _unmarked_item(node, habit)
            if not points and unmarked is None:
                yield Placed(node, _lines(node), depth, True, advice, up)
                continue
            section = Placed(node, [], depth, False, advice, up)
            yield section
            if unmarked is not None:
                yield Placed(
                    node, [para for para in _lines(node) if para.number >= unmarked], depth + 1, True, advice, section
                )
            below = depth if node.style == "plain" and _holds_areas(points) else depth + 1
            waiting.extend((point, below, section) for point in reversed(points))


def _answers_nothing(node: Node) -> bool:
    """Whether a heading has nothing below it but the word that there is nothing (无)."""
    return not node.children and len(node.body) == 1 and node.body[0].text.strip("。. ") in ("无", "略", "没有", "暂无")


def names_advice(node: Node, section: bool) -> bool:
    """Whether a heading, or the numbering of a point (建议1:), says that recommendations are answered here."""
    return node.style in _ADVICE_STYLES or (section and is_advice(node.para.text[:60]))


def _shows(part: Node, parts: list[Node], lists: Lists) -> bool:
    """Whether a part is a section of its own and not just the frame around the areas."""
    points = lists.points_of(part)
    if not points:
        return False
    title = part.para.text.rstrip("。.:; ")
    if title.endswith(ASPECTS) or (
        "整改" not in title and not title.endswith(_FED_BACK) and (names_problem(title) or shortcoming_in(title))
    ):
        return True
    return len(parts) > 1 or not any(lists.points_of(point) for point in points)


def _is_area(part: Node) -> bool:
    return area_in_outline(part) not in ("other", "recommendations")


def area_in_outline(node: Node) -> str:
    """The area of a heading; one that only says that answers follow (问题整改落实情况) names none."""
    title = node.para.text
    below = [child.para.text[:60] for child in node.children if child.para] if node.para.marker else []
    area = area_of(title, below)
    tells = any(word in title for word in _ACCOUNTS) and not shortcoming_in(title)
    tells = tells and not any(word in title for word in _OTHER_ACCOUNTS)
    if area == "oversight" and node.style in (*PART_STYLES, "plain") and tells:
        return "other"
    return area


def _holds_areas(points: list[Node]) -> bool:
    return any(point.style in ("paren", "dun") for point in points)


def _lines(node: Node) -> list[Paragraph]:
    paras: list[Paragraph] = []
    for below in node.walk():
        if below.para:
            paras.append(below.para)
        paras.extend(below.body)
    return paras


def _habit_of_unmarked_items(root: Node, lists: Lists) -> set[tuple[str, str]]:
    """Kinds of headings that elsewhere in the document hold points: there an unnumbered problem is a point too."""
    counts: dict[tuple[str, str], list[int]] = {}
    for node in root.walk():
        if node.parent is not None and node.parent.parent is not None:
            count = counts.setdefault((node.style, node.parent.style), [0, 0])
            count[0] += bool(lists.points_of(node))
            count[1] += 1
    return {key for key, (with_points, total) in counts.items() if with_points / total >= _SHARE_WITH_POINTS}


def _unmarked_item(node: Node, habit: set[tuple[str, str]]) -> int | None:
    """The line of the unnumbered problem under a heading that, by the document's habit, is a group; or None."""
    if node.parent is None or (node.style, node.parent.style) not in habit or len(node.body) < 2:
        return None
    first = node.body[0]
    if first.labels or not any(para.says("measure", "status") for para in node.body[1:]):
        return None
    if own_answer(Node(node.para, node.style, None)):
        return None
    return first.number
