"""The lines of an outline as nodes of a tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .paragraphs import Paragraph


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
