"""Each kind of figure against the count, as a truth table: 一致, 相差 n or 无法核对, and never more."""

from decimal import Decimal

import pytest

from rectify.ledger.choices import ProblemKind, Status
from rectify.ledger.reconciliation import Check, Heading, Item, Outline, Verdict, check_claims

DONE, OPEN, SILENT = Status.COMPLETED, Status.PHASED, Status.UNSTATED
AGREES, DIFFERS, UNCHECKABLE = Verdict.AGREES, Verdict.DIFFERS, Verdict.UNCHECKABLE
RECOMMENDATION = ProblemKind.RECOMMENDATION


def flat(*statuses: str, recommendations: int = 0, measures: int = 0) -> Outline:
    """One area of items without groups."""
    items = [Item(status=status, section=1, marker="(1)", measures=measures) for status in statuses]
    items += [Item(kind=RECOMMENDATION, status=DONE, section=2, marker="1.")] * recommendations
    return Outline([Heading(1, None, 1, "(一)"), Heading(2, None, 1, "(二)", "recommendations")], items)


def grouped(*groups: list[str]) -> Outline:
    """Groups of one area, each with the statuses of its items."""
    headings = [Heading(1, None, 1, "(一)")]
    items = []
    for n, statuses in enumerate(groups, 2):
        headings.append(Heading(n, 1, 2, f"{n}."))
        items += [Item(status=status, section=n, marker="(1)") for status in statuses]
    return Outline(headings, items)


def check(outline: Outline, *claims: tuple[str, str], is_cut_off: bool = False) -> list[Check]:
    return check_claims([(what, Decimal(value)) for what, value in claims], outline, is_cut_off=is_cut_off)


TWO_OF_THREE = flat(DONE, DONE, OPEN, measures=2)
WITH_ADVICE = flat(DONE, OPEN, recommendations=2)
#: 3 groups of 4 items: 3 of 4 items are done, 2 of 3 groups.
GROUPED = grouped([DONE, OPEN], [DONE], [DONE])
DEEP = Outline(
    [Heading(1, None, 1), Heading(2, 1, 2, "1."), Heading(3, 2, 3, "一是"), Heading(4, 2, 3, "二是")],
    [Item(section=3, marker="(1)"), Item(section=3, marker="(2)"), Item(section=4, marker="(1)")],
)


@pytest.mark.parametrize(
    ("outline", "what", "value", "verdict", "counted"),
    [
        (TWO_OF_THREE, "areas_total", "1", AGREES, 1),
        (TWO_OF_THREE, "areas_total", "4", DIFFERS, 1),
        (Outline([], [Item()]), "areas_total", "4", UNCHECKABLE, None),
        (TWO_OF_THREE, "problems_total", "3", AGREES, 3),
        (TWO_OF_THREE, "problems_total", "5", DIFFERS, 3),
        (TWO_OF_THREE, "problems_completed", "2", AGREES, 2),
        (TWO_OF_THREE, "problems_completed", "3", DIFFERS, 2),
        (TWO_OF_THREE, "problems_in_progress", "1", AGREES, 1),
        (flat(DONE, SILENT), "problems_completed", "2", UNCHECKABLE, None),
        (flat(DONE, SILENT), "problems_in_progress", "0", UNCHECKABLE, None),
        (flat(DONE, SILENT), "problems_rate", "100", UNCHECKABLE, None),
        (WITH_ADVICE, "tasks_total", "4", AGREES, 4),
        (WITH_ADVICE, "tasks_total", "2", AGREES, 2),  # the problems alone
        (WITH_ADVICE, "tasks_total", "5", DIFFERS, 4),
        (WITH_ADVICE, "tasks_completed", "3", AGREES, 3),
        (WITH_ADVICE, "recommendations_total", "2", AGREES, 2),
        (TWO_OF_THREE, "recommendations_total", "4", UNCHECKABLE, None),
        (TWO_OF_THREE, "measures_total", "6", AGREES, 6),
        (TWO_OF_THREE, "measures_total", "5", DIFFERS, 6),
        (WITH_ADVICE, "measures_total", "5", UNCHECKABLE, None),  # none listed
        (TWO_OF_THREE, "measures_completed", "6", UNCHECKABLE, None),
        (TWO_OF_THREE, "measures_rate", "98", UNCHECKABLE, None),
        (GROUPED, "categories_total", "3", AGREES, 3),
        (GROUPED, "categories_total", "4", DIFFERS, 3),
        (DEEP, "categories_total", "1", AGREES, 1),
        (DEEP, "categories_total", "2", AGREES, 2),
        (DEEP, "categories_total", "4", UNCHECKABLE, None),  # of which level, it does not say
        (TWO_OF_THREE, "categories_total", "3", UNCHECKABLE, None),
        (Outline([], []), "problems_total", "3", UNCHECKABLE, None),
    ],
)
def test_a_figure_alone(outline: Outline, what: str, value: str, verdict: Verdict, counted: int | None) -> None:
    (found,) = check(outline, (what, value))
    assert (found.verdict, found.counted) == (verdict, counted)
    assert bool(found.reason) == (verdict is UNCHECKABLE)


@pytest.mark.parametrize(
    ("claimed", "done", "of", "verdict"),
    [
        ("83.3", 15, 18, AGREES),
        ("83.33", 15, 18, AGREES),
        ("83", 15, 18, AGREES),
        ("96", 22, 23, AGREES),  # rounded
        ("98", 69, 70, AGREES),  # cut
        ("99", 69, 70, AGREES),  # rounded
        ("100", 69, 70, DIFFERS),
        ("97", 69, 70, DIFFERS),
        ("83.4", 15, 18, DIFFERS),
        ("100", 3, 3, AGREES),
    ],
)
def test_a_rate_agrees_within_its_own_decimals(claimed: str, done: int, of: int, verdict: Verdict) -> None:
    (found,) = check(flat(*[DONE] * done, *[OPEN] * (of - done)), ("problems_rate", claimed))
    assert found.verdict is verdict


def test_a_report_of_problems_and_tasks_counts_problems_by_group() -> None:
    claims = [("problems_total", "3"), ("tasks_total", "4"), ("problems_completed", "2"), ("tasks_completed", "3")]
    assert [(found.verdict, found.counted) for found in check(GROUPED, *claims)] == [
        (AGREES, 3), (AGREES, 4), (AGREES, 2), (AGREES, 3),
    ]  # fmt: skip
    (by_group, *_others) = check(GROUPED, ("problems_rate", "66.7"), *claims)
    assert by_group.verdict is AGREES


def test_a_single_total_that_fits_no_group_differs_from_the_groups() -> None:
    total, _tasks = check(GROUPED, ("problems_total", "5"), ("tasks_total", "4"))
    assert (total.verdict, total.counted) == (DIFFERS, 3)


def test_a_second_total_that_fits_no_level_cannot_be_checked_nor_what_belongs_to_it() -> None:
    claims = [
        ("problems_total", "7"), ("problems_completed", "6"), ("problems_in_progress", "1"), ("problems_rate", "85.7"),
        ("problems_total", "3"), ("tasks_total", "4"),
    ]  # fmt: skip
    verdicts = [found.verdict for found in check(GROUPED, *claims)]
    assert verdicts == [UNCHECKABLE, UNCHECKABLE, UNCHECKABLE, UNCHECKABLE, AGREES, AGREES]


def test_of_two_totals_of_one_list_the_difference_names_the_one_that_agrees() -> None:
    plan, listed = check(flat(DONE, DONE, OPEN), ("tasks_total", "5"), ("tasks_total", "3"))
    assert (plan.verdict, plan.difference) == (DIFFERS, 2)
    assert "3" in plan.reason
    assert listed.verdict is AGREES


def test_groups_and_recommendations_together_may_be_the_categories() -> None:
    headings = [Heading(1, None, 1), Heading(2, 1, 2, "1."), Heading(3, None, 1, "", "recommendations")]
    items = [Item(section=2), Item(section=2), Item(kind=RECOMMENDATION, section=3)]
    (found,) = check(Outline(headings, items), ("categories_total", "2"))
    assert found.verdict is AGREES


def test_nothing_of_a_text_that_is_cut_off_can_be_checked() -> None:
    assert [found.verdict for found in check(TWO_OF_THREE, ("problems_total", "3"), is_cut_off=True)] == [UNCHECKABLE]


def test_measures_that_items_number_otherwise_are_said() -> None:
    outline = Outline([], [Item(measures=3, declared_measures=2), Item(measures=1, declared_measures=1)])
    (found,) = check(outline, ("measures_total", "5"))
    assert found.verdict is DIFFERS
    assert "3" in found.reason


@pytest.mark.parametrize(
    ("outline", "what", "value", "result"),
    [
        (TWO_OF_THREE, "problems_total", "3", "一致"),
        (TWO_OF_THREE, "problems_total", "76", "相差 73"),
        (TWO_OF_THREE, "problems_rate", "70", "相差 3.3 个百分点"),
        (TWO_OF_THREE, "measures_rate", "98", "无法核对"),
    ],
)
def test_the_result_in_words(outline: Outline, what: str, value: str, result: str) -> None:
    (found,) = check(outline, (what, value))
    assert found.result == result
