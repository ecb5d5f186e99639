"""Which area of inspection a heading belongs to, by meaning."""

from .vocabulary import AREAS

_TABLES = [(row["area"], row["weight"], tuple(row["words"])) for row in AREAS["areas"]]


def area_of(title: str) -> str:
    """policy, discipline, organization, oversight, recommendations, or other.

    Words count by their table's weight and, a little, by how early they stand: the head of a heading names its area.
    """
    best, best_score = "other", 0.0
    for area, weight, words in _TABLES:
        score = 0.0
        for word in words:
            at = title.find(word)
            if at >= 0:
                score += weight + max(0.0, 4 - at / 8)
        if score > best_score:
            best, best_score = area, score
    return best
