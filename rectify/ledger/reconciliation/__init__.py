"""A report's own figures against the count of what it lists, like with like.

`outline` counts what a report lists, at each level that a figure may speak of; `verdicts` compares one report's
figures with that, as pure functions; `rows` brings both together for reports that are kept.
"""

from .outline import Heading, Item, Outline
from .rows import Checked, check_report, check_reports, count_measures, differing_claims, own_statuses
from .verdicts import Check, Verdict, check_claims

__all__ = [
    "Check",
    "Checked",
    "Heading",
    "Item",
    "Outline",
    "Verdict",
    "check_claims",
    "check_report",
    "check_reports",
    "count_measures",
    "differing_claims",
    "own_statuses",
]
