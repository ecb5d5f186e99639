"""A unit's items in its report's own outline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rectify.ledger.models import Problem, Section
from rectify.ledger.progress import Progress


@dataclass
class Node:
    """A heading with what stands under it, in document order. The outermost node has no section."""

    section: Section | None = None
    children: list["Node"] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def progress(self) -> Progress:
        """Of everything under the heading."""
        total = Progress()
        for problem in self.everything():
            total.add(problem.status, 1)
        return total

    def everything(self) -> Iterable[Problem]:
        yield from self.problems
        for child in self.children:
            yield from child.everything()


def outline_of(sections: Sequence[Section], problems: Iterable[Problem]) -> Node:
    """The headings that these items stand under, nested, with the items. Headings without any are left out.

    A heading whose parent is unknown stands at the top, as does an item without a heading.
    """
    root = Node()
    nodes = {section.pk: Node(section) for section in sections}
    for problem in problems:
        nodes.get(problem.section_id, root).problems.append(problem)
    for section in sorted(sections, key=lambda section: section.position):
        nodes.get(section.parent_id, root).children.append(nodes[section.pk])
    _prune(root)
    return root


def _prune(node: Node) -> None:
    for child in node.children:
        _prune(child)
    node.children = [child for child in node.children if child.children or child.problems]
