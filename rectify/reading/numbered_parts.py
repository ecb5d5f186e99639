"""Parts that answer one another by number: all problems in one part, all measures in the next, all results in a third.

The answers are set below their problems, so that from there on the report reads like any other.
"""

from dataclasses import replace

from .labels import Label, role_of
from .markers import PART_STYLES
from .nodes import Node
from .paragraphs import Paragraph
from .points import own_answer
from .together import names_again

_ANSWERS = ("measure", "status", "result")
_FEWEST = 3


def join_parts_by_number(root: Node) -> None:
    """Move what answers the points of an earlier part under the same numbers to the points that it answers."""
    parts = [child for child in root.children if child.style in PART_STYLES]
    told: list[Node] = []
    for part in parts:
        role = role_of(part.para.text) if part.para and not part.body else None
        if role == "problem":
            told = _points_told(part)
        elif role in _ANSWERS and told and _answer(told, part, role):
            root.children.remove(part)


def _points_told(part: Node) -> list[Node]:
    """The lowest numbered lines of a part, when none of them is answered where it stands; else nothing."""
    lowest = [node for node in part.walk() if node is not part and not node.children and node.number is not None]
    alike = len({node.style for node in lowest}) == 1
    return lowest if len(lowest) >= _FEWEST and alike and not any(map(own_answer, lowest)) else []


def _answer(told: list[Node], part: Node, role: str) -> bool:
    """Set the lines of a part below the points whose numbers they bear; False where the numbers are not the same."""
    answers = [node for node in part.walk() if node.style == told[0].style]
    if [node.number for node in answers] != [node.number for node in told]:
        return False
    if any(map(own_answer, answers)) or _named_again(told, answers) * 2 >= len(told):
        return False
    for point, answer in zip(told, answers, strict=True):
        for node in answer.walk():
            own = [node.para] if node.para else []
            point.body += [*(_announced(para, role, part) if node is answer else para for para in own), *node.body]
    return True


def _named_again(told: list[Node], answers: list[Node]) -> int:
    """How many answers state their point once more: then the first part was but a list of them."""
    pairs = zip(told, answers, strict=True)
    return sum(names_again(point.para, answer.para) for point, answer in pairs if point.para and answer.para)


def _announced(para: Paragraph, role: str, part: Node) -> Paragraph:
    """The line as if the heading of its part stood before it as a label, in place of its number."""
    label = Label(role, para.body, para.body, part.para.text if part.para else "")
    return replace(para, start=para.body, marker=None, labels=[label, *para.labels])
