"""Which area of inspection a heading belongs to, by meaning."""

from collections.abc import Sequence

from .vocabulary import AREAS

_TABLES = [(row["area"], row["weight"], tuple(row["words"])) for row in AREAS["areas"]]
_BELOW = 1.0


def area_of(title: str, below: Sequence[str] = ()) -> str:
    """policy, discipline, organization, oversight, recommendations, or other.

    Words count by their table's weight and, a little, by how early they stand: the head of a heading names its area.
    The headings `below` it count too, but less.
    """
    scores = _scores(title)
    if not scores:
        return "other"
    for heading in below:
        for area, score in _scores(heading).items():
            if area != "recommendations":
                scores[area] = scores.get(area, 0.0) + score * _BELOW / max(1, len(below)) ** 0.5
    if "recommendations" in _scores(title):
        return max(_scores(title), key=lambda area: scores[area])
    return max(scores, key=lambda area: scores[area]) if scores else "other"


def _scores(title: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for area, weight, words in _TABLES:
        score = 0.0
        for word in words:
            at = title.find(word)
            if at >= 0:
                score += weight + max(0.0, 4 - at / 8)
        if score:
            found[area] = score
    return found
