"""What a report lists, counted at each level of its own outline."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rectify.ledger.choices import DONE, OPEN, Area, ProblemKind, Status

_NUMBER = re.compile(r"[0-9０-９]+|[〇零一二三四五六七八九十百]+|[①-⑳]")

#: Items that count as one at some level: a single item, or all items of one group.
Member = tuple["Item", ...]


@dataclass(frozen=True)
class Heading:
    """A section: ``level`` 1 is an area, 2 a group, 3 a further grouping; ``parent`` is another heading's id."""

    id: int
    parent: int | None
    level: int
    marker: str = ""
    area: str = ""


@dataclass(frozen=True)
class Item:
    """A problem or recommendation with the status that the report itself gives it."""

    kind: str = ProblemKind.PROBLEM
    status: str = Status.UNSTATED
    section: int | None = None
    marker: str = ""
    measures: int = 0
    declared_measures: int | None = None


class Outline:
    """The headings and items of one report, in document order."""

    def __init__(self, headings: Sequence[Heading], items: Sequence[Item]) -> None:
        self._headings = {heading.id: heading for heading in headings}
        self.items = list(items)
        self.problems = [item for item in items if item.kind == ProblemKind.PROBLEM]
        self.recommendations = [item for item in items if item.kind == ProblemKind.RECOMMENDATION]
        self._ways = [self._way_to(item) for item in self.problems]

    def areas(self) -> int:
        """Level 1 headings that hold problems; those that hold recommendations alone are not counted."""
        tops = {way[0].id for way in self._ways if way and way[0].area != Area.RECOMMENDATIONS}
        return len(tops)

    def has_level(self, level: int) -> bool:
        """Whether problems stand under headings of this level."""
        return any(heading.level == level for way in self._ways for heading in way)

    def at_level(self, level: int) -> list[Member]:
        """The problems by heading of this level. A problem that stands where such a heading would, directly under a
        heading of a higher level, is a group of its own."""
        groups: dict[object, list[Item]] = defaultdict(list)
        for n, (item, way) in enumerate(zip(self.problems, self._ways, strict=True)):
            heading = next((heading for heading in way if heading.level == level), None)
            groups[heading.id if heading else f"item {n}"].append(item)
        return [tuple(group) for group in groups.values()]

    def measures(self) -> int:
        return sum(item.measures for item in self.items)

    def declared_measures(self) -> int | None:
        """What the items say of their own number of measures, added up; None unless every item says it."""
        declared = [item.declared_measures for item in self.items]
        return sum(declared) if declared and None not in declared else None

    def _way_to(self, item: Item) -> list[Heading]:
        """The headings above an item, the highest first."""
        way: list[Heading] = []
        heading = self._headings.get(item.section)
        if heading and heading.level > 1 and _stands_beside(item.marker, heading.marker):
            heading = self._headings.get(heading.parent)
        while heading and heading not in way:
            way.insert(0, heading)
            heading = self._headings.get(heading.parent)
        return way


def is_done(member: Member) -> bool:
    """A group is complete when all its items are."""
    return all(item.status in DONE for item in member)


def is_open(member: Member) -> bool:
    return any(item.status in OPEN for item in member)


def _stands_beside(marker: str, heading: str) -> bool:
    """Whether an item is numbered in its heading's own series: "2." after "1.", "二是" after "一是".

    Such an item is answered without sub-items, and what is kept as its section is the heading before it.
    """
    return bool(marker and heading) and _NUMBER.sub("#", marker) == _NUMBER.sub("#", heading)
