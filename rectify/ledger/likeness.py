"""Items like one item: of other units, and of the same unit in an earlier inspection (屡查屡犯).

Candidates come from the search index, a bounded number for each pair of characters in the item's wording, so that the
cost does not grow with the ledger; what they have in common is measured here.
"""

from collections import Counter
from dataclasses import dataclass

from rectify.ledger import search
from rectify.ledger.models import Problem

#: Wording shared by a quarter (Sorensen-Dice over pairs of characters) reads as the same matter, less does not.
_ALIKE = 0.25
_MOST_CANDIDATES = 400


@dataclass(frozen=True)
class Like:
    """An item and how much of its wording is shared, from 0 to 1."""

    problem: Problem
    share: float


def like_items(problem: Problem, n: int = 5) -> tuple[list[Like], list[Like]]:
    """(of other units, of the same unit's other inspections), each at most ``n``, the most alike first. Two queries."""
    wording = _pairs(problem.name)
    ids = search.sharing(Problem, problem.name, _MOST_CANDIDATES)
    found = (
        Problem.objects.public()
        .filter(pk__in=ids, kind=problem.kind)
        .exclude(inspection=problem.inspection_id)
        .select_related("inspection__unit", "inspection__round")
    )
    alike = [Like(other, _share(wording, _pairs(other.name))) for other in found]
    ranked = sorted((like for like in alike if like.share >= _ALIKE), key=lambda like: (-like.share, like.problem.pk))
    own_unit = problem.inspection.unit_id
    others = [like for like in ranked if like.problem.inspection.unit_id != own_unit]
    earlier = [like for like in ranked if like.problem.inspection.unit_id == own_unit]
    return others[:n], earlier[:n]


def _pairs(text: str) -> Counter[str]:
    return Counter(token for token in search.tokens(text) if len(token) > 1)


def _share(one: Counter[str], other: Counter[str]) -> float:
    both = sum(one.values()) + sum(other.values())
    return 2 * sum((one & other).values()) / both if both else 0.0
