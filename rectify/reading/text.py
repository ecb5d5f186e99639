"""Small questions about a line of Chinese text. Everything here keeps offsets: what is normalised stays as long as it was."""

from bisect import bisect_right
from functools import lru_cache

_WIDE = "（），．：；！？％［］｛｝＜＞－／＋＝～＂＇﹙﹚﹐﹒﹕﹔｡﹑､丶｢｣〖〗✅☑✔❌❎⏳⌛🔄"
_NARROW = "(),.:;!?%[]{}<>-/+=~\"'(),.:;。、、、「」【】✓✓✓××○○○"
_SAME_LENGTH = {ord(wide): narrow for wide, narrow in zip(_WIDE, _NARROW, strict=True)}
_SAME_LENGTH |= {0xFF10 + n: chr(0x30 + n) for n in range(10)}
_SAME_LENGTH |= {0xFF21 + n: chr(0x41 + n) for n in range(26)}
_SAME_LENGTH |= {0xFF41 + n: chr(0x61 + n) for n in range(26)}
_SAME_LENGTH |= {
    ord(space): " "
    for space in "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\ufe0f\u200b\u200c\u200d\u2060\u202f\u205f\u3000\ufeff\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
}

_OPENING = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "<": ">"}
_QUOTES = frozenset("“”‘’「」『』《》〈〉<>")
_LONGEST_QUOTE = 1500
_KEPT = 4000  # each line is asked for by several modules; of longer ones only the last are worth the memory
SENTENCE_ENDS = frozenset("。!?;")


def normal(line: str) -> str:
    """The line with full-width digits, letters, brackets and marks made half-width; every character keeps its place."""
    return _normal(line) if len(line) <= _KEPT else _normal_of_long(line)


@lru_cache(maxsize=2048)
def _normal(line: str) -> str:
    return line.translate(_SAME_LENGTH)


@lru_cache(maxsize=2)
def _normal_of_long(line: str) -> str:
    return line.translate(_SAME_LENGTH)


def quoted_spans(line: str) -> list[tuple[int, int]]:
    """The outermost closed quotations and titles of a normalised line, as (start, end) pairs in order.

    A quotation that is never closed counts as none, so that one missing mark does not swallow the line.
    """
    if _QUOTES.isdisjoint(line):
        return []
    spans: list[tuple[int, int]] = []
    waiting: dict[str, list[int]] = {}
    for at, char in enumerate(line):
        if char in _OPENING:
            waiting.setdefault(_OPENING[char], []).append(at)
        elif char in _QUOTES:
            opened = waiting.get(char)
            if opened:
                start = opened.pop()
                if at - start <= _LONGEST_QUOTE:
                    while spans and spans[-1][0] >= start:
                        spans.pop()
                    spans.append((start, at + 1))
    return spans


def inside(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether the character at `at` lies within one of the ordered spans."""
    found = bisect_right(spans, (at, 1 << 62)) - 1
    return found >= 0 and spans[found][0] <= at < spans[found][1]


def sentence_end(line: str, start: int, end: int, spans: list[tuple[int, int]]) -> int:
    """Where the first sentence of line[start:end] ends, its full stop included; `end` when nothing closes it."""
    at = start
    while at < end:
        if line[at] in SENTENCE_ENDS and line[at] != ";" and not inside(spans, at):
            at += 1
            while at < end and line[at] in "”’)」":
                at += 1
            return at
        at += 1
    return end


def skip_blank(line: str, start: int, end: int | None = None) -> int:
    """The first place from `start` on that is no white space (or `end`)."""
    end = len(line) if end is None else end
    while start < end and line[start].isspace():
        start += 1
    return start


def last_ink(line: str, start: int, end: int) -> int:
    """The end of line[start:end] without the white space behind it."""
    while end > start and line[end - 1].isspace():
        end -= 1
    return end
