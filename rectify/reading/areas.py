"""Which area of inspection a heading belongs to, by meaning."""

from collections.abc import Sequence

from .vocabulary import AREAS, OUTLINE

_TABLES = [(row["area"], row["weight"], tuple(row["words"])) for row in AREAS["areas"]]
_WEAKER = [(row["area"], 1.0, tuple(row["words"])) for row in AREAS["weaker"]]
_SHORTCOMING = tuple(OUTLINE["shortcoming"])
_AGREED = 0.75
_ENOUGH = 3


def area_of(title: str, below: Sequence[str] = ()) -> str:
    """policy, discipline, organization, oversight, recommendations, or other.

    Words count by their table's weight and, a little, by how early they stand: the head of a heading names its area.
    Where nearly all headings `below` it belong to one other area, that one prevails.
    """
    scores = _scores(title)
    if not scores:
        return _weaker(title)
    own = max(scores, key=lambda area: scores[area])
    if own == "recommendations" or len(below) < _ENOUGH:
        return own
    named = [_best(heading) for heading in below]
    most = max(set(named), key=named.count)
    return most if most not in ("other", "recommendations") and named.count(most) >= _AGREED * len(named) else own


def _weaker(title: str) -> str:
    """The area that a heading names only in passing; one that just says that an account follows names none."""
    if "整改" in title and not any(word in title for word in _SHORTCOMING):
        return "other"
    scores = _scores(title, _WEAKER)
    return max(scores, key=lambda area: scores[area]) if scores else "other"


def _best(heading: str) -> str:
    scores = _scores(heading)
    return max(scores, key=lambda area: scores[area]) if scores else "other"


def _scores(title: str, tables: list[tuple[str, float, tuple[str, ...]]] = _TABLES) -> dict[str, float]:
    found: dict[str, float] = {}
    for area, weight, words in tables:
        score = 0.0
        for word in words:
            at = title.find(word)
            if at >= 0:
                score += weight + max(0.0, 4 - at / 8)
        if score:
            found[area] = score
    return found
