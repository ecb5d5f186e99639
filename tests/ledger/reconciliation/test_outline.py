"""What a report lists, counted at each level that its figures may speak of."""

from rectify.ledger.choices import Area, ProblemKind, Status
from rectify.ledger.reconciliation import Heading, Item, Outline
from rectify.ledger.reconciliation.outline import is_done, is_open

AREAS = [Heading(1, None, 1, "(一)"), Heading(2, None, 1, "(二)")]
GROUPS = [*AREAS, Heading(3, 1, 2, "1."), Heading(4, 1, 2, "2."), Heading(5, 2, 2, "1.")]


def sizes(outline: Outline, level: int) -> list[int]:
    return [len(group) for group in outline.at_level(level)]


def test_items_count_under_the_heading_of_each_level_above_them() -> None:
    outline = Outline(GROUPS, [Item(section=3), Item(section=3), Item(section=4), Item(section=5)])
    assert outline.areas() == 2
    assert sizes(outline, 2) == [2, 1, 1]
    assert sizes(outline, 1) == [3, 1]


def test_an_item_directly_under_an_area_is_a_group_of_its_own() -> None:
    outline = Outline(GROUPS, [Item(section=3), Item(section=2, marker="(1)"), Item(section=2, marker="(2)")])
    assert sizes(outline, 2) == [1, 1, 1]


def test_an_item_numbered_like_its_heading_stands_beside_it() -> None:
    outline = Outline(GROUPS, [Item(section=3, marker="(1)"), Item(section=3, marker="2.")])
    assert sizes(outline, 2) == [1, 1]
    third = [*GROUPS, Heading(6, 3, 3, "一是")]
    items = [Item(section=6, marker="(1)"), Item(section=6, marker="(2)"), Item(section=6, marker="二是")]
    assert sizes(Outline(third, items), 3) == [2, 1]
    assert sizes(Outline(third, items), 2) == [3]


def test_parts_that_hold_recommendations_alone_are_no_areas() -> None:
    headings = [*AREAS, Heading(7, None, 1, "(三)", Area.RECOMMENDATIONS)]
    recommendation = Item(kind=ProblemKind.RECOMMENDATION, section=7)
    outline = Outline(headings, [Item(section=1), Item(section=2), recommendation])
    assert outline.areas() == 2
    assert outline.recommendations == [recommendation]


def test_headings_that_hold_nothing_are_not_counted() -> None:
    outline = Outline(GROUPS, [Item(section=3)])
    assert outline.areas() == 1
    assert sizes(outline, 2) == [1]
    assert not outline.has_level(3)


def test_headings_that_lead_in_a_circle_end() -> None:
    circle = [Heading(1, 2, 2), Heading(2, 1, 2)]
    assert sizes(Outline(circle, [Item(section=1)]), 2) == [1]


def test_a_group_is_done_when_all_its_items_are() -> None:
    done, ongoing = Item(status=Status.COMPLETED), Item(status=Status.COMPLETED_ONGOING)
    phased, unstated = Item(status=Status.PHASED), Item(status=Status.UNSTATED)
    assert is_done((done, ongoing))
    assert not is_done((done, phased))
    assert not is_done((done, unstated))
    assert is_open((done, phased, unstated))
    assert not is_open((done, unstated))


def test_own_numbers_of_measures_add_up_only_when_every_item_says_one() -> None:
    assert Outline([], [Item(declared_measures=2), Item(declared_measures=3)]).declared_measures() == 5
    assert Outline([], [Item(declared_measures=2), Item()]).declared_measures() is None
    assert Outline([], []).declared_measures() is None
