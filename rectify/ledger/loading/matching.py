"""Which read row is which kept row: an alignment of two outlines, in order.

A report's rows are numbered anew by every publication, worded anew by every editor, and our own labels share few
characters with the source. What holds is their order, so two lists are aligned like two texts: the pairing that adds up
to the most likeness, never crossing. Pure functions; tests/ledger/loading/test_matching.py shows what they decide.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_WORD = re.compile(r"[\u3400-\u9fff0-9a-z]")
#: Pairs below this are worth less than leaving both rows alone.
_WORTH_PAIRING = 1.0
#: A pair that is not this much better than the best other place for its row is a doubt.
_CLEAR = 0.75


@dataclass(frozen=True)
class Row:
    """What is known of a row on either side. ``path`` holds the markers of the headings above it, outermost first."""

    marker: str = ""
    label: str = ""
    title: str = ""
    path: tuple[str, ...] = ()
    level: int | None = None
    kind: str = ""
    status: str = ""
    n_measures: int | None = None
    key: object = field(default=None, compare=False)


@dataclass(frozen=True)
class Pair:
    """Row ``read`` of the new list is row ``kept`` of the old; ``is_clear`` is False where another would do as well."""

    read: int
    kept: int
    is_clear: bool


def align(read: Sequence[Row], kept: Sequence[Row]) -> list[Pair]:
    """The best pairing of two lists that keeps their order: O(len(read) x len(kept)) likenesses."""
    scores = [[likeness(new, old) for old in kept] for new in read]
    best = [[0.0] * (len(kept) + 1) for _ in range(len(read) + 1)]
    for i in range(len(read) - 1, -1, -1):
        for j in range(len(kept) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if scores[i][j] >= _WORTH_PAIRING:
                best[i][j] = max(best[i][j], best[i + 1][j + 1] + scores[i][j])
    pairs, i, j = [], 0, 0
    while i < len(read) and j < len(kept):
        if scores[i][j] >= _WORTH_PAIRING and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return [Pair(i, j, _is_clear(pairs, n, scores)) for n, (i, j) in enumerate(pairs)]


def _is_clear(pairs: list[tuple[int, int]], n: int, scores: list[list[float]]) -> bool:
    """Whether no unpaired neighbour on either side is about as like: with equal lists order alone is clear."""
    i, j = pairs[n]
    before_i, before_j = pairs[n - 1] if n else (-1, -1)
    after_i, after_j = pairs[n + 1] if n + 1 < len(pairs) else (len(scores), len(scores[0]))
    free_kept = [scores[i][k] for k in range(before_j + 1, after_j) if k != j]
    free_read = [scores[k][j] for k in range(before_i + 1, after_i) if k != i]
    return all(scores[i][j] - other >= _CLEAR for other in free_kept + free_read)


def likeness(new: Row, old: Row) -> float:
    """How much speaks for two rows being the same; negative where they cannot be."""
    if new.level != old.level or (new.kind and old.kind and new.kind != old.kind):
        return -1.0
    score = 1.0 if plain_marker(new.marker) == plain_marker(old.marker) else -0.5
    score += _path_likeness(new.path, old.path)
    if old.title and new.title:
        alike = dice(new.title, old.title)
        return score + (6.0 * alike if alike >= 0.3 else -2.0)
    score += 2.0 * contained(old.label or old.title, new.title or new.label)
    score += 0.5 * (new.status == old.status != "")
    score += 0.5 * (new.n_measures == old.n_measures is not None)
    return score


def _path_likeness(new: tuple[str, ...], old: tuple[str, ...]) -> float:
    """1 for the same headings above, -1 for none in common, 0 where one side knows of none."""
    if not new or not old:
        return 0.0
    same = sum(plain_marker(a) == plain_marker(b) for a, b in zip(new, old, strict=False))
    return 2.0 * same / max(len(new), len(old)) - 1.0


@lru_cache(maxsize=1024)
def plain_marker(marker: str) -> str:
    """A marker's bare number, so that (一), 1. and ① compare by what they count; words stay as they are."""
    text = unicodedata.normalize("NFKC", marker).strip("().、．,:： 【】[]/是")
    digits = re.sub(r"\D", "", text)
    if digits:
        return str(int(digits))
    if text and all(char in "零一二三四五六七八九十百" for char in text):
        return str(_chinese_number(text))
    return text


def _chinese_number(text: str) -> int:
    total = digit = 0
    for char in text:
        if char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            digit = _CHINESE_DIGITS[char]
    return total + digit


def dice(one: str, other: str) -> float:
    """Likeness of two texts from 0 to 1: shared pairs of characters (Sorensen-Dice), punctuation aside."""
    a, b = _pairs(one), _pairs(other)
    both = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / both if both else float(one == other)


def contained(short: str, long: str) -> float:
    """Which share of the characters of ``short`` occurs in ``long``, from 0 to 1."""
    a, b = _characters(short), _characters(long)
    return sum((a & b).values()) / max(1, sum(a.values()))


def contained_pairs(short: str, long: str) -> float:
    """Which share of the pairs of characters of ``short`` occurs in ``long``, from 0 to 1."""
    a, b = _pairs(short), _pairs(long)
    return sum((a & b).values()) / max(1, sum(a.values()))


@lru_cache(maxsize=4096)
def _characters(text: str) -> Counter[str]:
    return Counter(_plain(text))


def _plain(text: str) -> str:
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", text).lower()))


@lru_cache(maxsize=4096)
def _pairs(text: str) -> Counter[str]:
    plain = _plain(text)
    return Counter(plain[i : i + 2] for i in range(len(plain) - 1)) if len(plain) > 1 else Counter([plain])
