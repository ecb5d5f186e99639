"""Printed lines joined back into paragraphs.

A line begins a paragraph when the one before stopped short of the right edge; when it is indented, in a document that indents
first lines; when it stands in another size, or after more than the usual space; when it is set to the middle or to the right;
or when it begins with a number and the one before ended a sentence. Otherwise it goes on. The document's own habits (its edges,
its indentation, its line spacing) are measured first.
"""

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from .lines import Line, joined

_SHORT = 2.6  # characters: a line that stops earlier than this before the right edge has ended
_RAGGED = 1.2  # characters that a full line may leave empty where punctuation may not begin the next
_INDENT = (1.2, 4.6)  # characters
_AT_THE_EDGE = 0.7  # characters
_INDENTING = 0.05  # of the lines: a document in which so many are indented marks paragraphs that way
_NARROW = 0.6  # of the page's width: the text of a page is set wider than this
_MORE_SPACE = 1.45  # times the usual distance between lines
_OTHER_SIZE = 0.6  # points
_FAR_RIGHT = 0.35  # of the line's width
_CENTRED = 1.5  # characters that the two margins of a centred line may differ
_SENTENCE_END = re.compile(r"[。！？!?；;：:][”’」』）)]?$")
_MARKER = re.compile(
    r"[（(【\[]?\s*(?:第?[一二三四五六七八九十百]{1,4}|\d{1,3})\s*(?:[、.．）)】\]]|是(?!的)|要(?!求))|[①-⓿❶-➓㈠-㈩⑴-⒛●■◆]|其[一二三四五六七八九十]|——"
    r"|(?:整改|落实|完成|进展|存在|主要)[^，。]{0,8}[：:]"
)


@dataclass(frozen=True)
class Habits:
    """How a document is set, in points: its left and right edge, font size, distance of lines; whether it indents."""

    left: float
    right: float
    size: float
    pitch: float
    indents: bool


def habits_of(pages: list[list[Line]], width: float) -> Habits:
    """Measure a document's lines; `pages` are the lines of each page, `width` is a page's in points."""
    lines = [line for page in pages for line in page]
    size = Counter(round(line.size, 1) for line in lines for _ in range(1 + len(line.text) // 10)).most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < _OTHER_SIZE] or lines
    left = _edge(Counter(round(line.left) for line in body), lowest=True)
    right = _edge(Counter(round(line.right) for line in body), lowest=False)
    if right - left < _NARROW * width:  # no line is full: take the margins to be alike
        right = max(right, width - left)
    pitches = Counter(
        round((after.top - before.top) * 2) / 2
        for page in pages
        for before, after in itertools.pairwise(page)
        if after.top - before.top > 0.8 * size
    )
    pitch = pitches.most_common(1)[0][0] if pitches else 1.5 * size
    indented = sum(1 for line in body if _INDENT[0] * size < line.left - left < _INDENT[1] * size)
    return Habits(left, right, size, pitch, indented > _INDENTING * len(body))


def _edge(places: Counter[int], lowest: bool) -> float:
    """The outermost place at which more than a few lines begin or end."""
    enough = max(1, 0.05 * sum(places.values()))
    common = [place for place in places if sum(places.get(place + near, 0) for near in (-1, 0, 1)) >= enough]
    candidates = common or list(places)
    return float(min(candidates) if lowest else max(candidates))


@dataclass
class Paragraph:
    """A paragraph, the line it begins with and the one it ends with."""

    text: str
    first: Line
    last: Line


def paragraphs(lines: list[Line], habits: Habits) -> list[Paragraph]:
    """Join consecutive lines, which may go over several pages."""
    found: list[Paragraph] = []
    for line in lines:
        if found and not _begins(found[-1], line, habits):
            found[-1].text = joined(found[-1].text, line.text)
            found[-1].last = line
        else:
            found.append(Paragraph(line.text, line, line))
    return found


def _begins(before: Paragraph, line: Line, habits: Habits) -> bool:
    """Whether a line begins a paragraph of its own after the one before."""
    last, em = before.last, habits.size
    if abs(line.size - last.size) > _OTHER_SIZE:
        return True
    same_page = line.page == last.page
    if same_page and line.top - last.top > _MORE_SPACE * max(habits.pitch, 1.2 * line.size):
        return True
    if line.size > em + _OTHER_SIZE and _is_centred(line, habits):
        # The lines of a title belong together; the first may fill the width.
        return not _is_centred(last, habits) and (habits.right - last.right) / line.size > _SHORT
    if _is_centred(last, habits) and _is_centred(line, habits):
        return True
    if _is_centred(last, habits) != _is_centred(line, habits) or _far_right(line, habits) or _far_right(last, habits):
        return True
    return _begins_in_running_text(before, line, habits)


def _begins_in_running_text(before: Paragraph, line: Line, habits: Habits) -> bool:
    last, em = before.last, line.size
    empty, indent = (habits.right - last.right) / em, (line.left - habits.left) / em
    if empty > _SHORT:
        return True
    ended, numbered = bool(_SENTENCE_END.search(before.text)), bool(_MARKER.match(line.text))
    if empty > _RAGGED and (ended or numbered):
        return True
    if indent > _AT_THE_EDGE:
        hangs = _hangs(before, line, em)
        return not hangs and (habits.indents or ended or numbered)
    if habits.indents:
        return ended and numbered and empty > _AT_THE_EDGE
    return ended and numbered


def _hangs(before: Paragraph, line: Line, em: float) -> bool:
    """Whether a line is set under the text of a list item whose number stands further left."""
    if _MARKER.match(line.text) or not _MARKER.match(before.text):
        return False
    if before.last is before.first:
        return line.left - before.first.left > _AT_THE_EDGE * em
    return (
        abs(line.left - before.last.left) < _AT_THE_EDGE * em
        and before.last.left > before.first.left + _AT_THE_EDGE * em
    )


def _is_centred(line: Line, habits: Habits) -> bool:
    before, after = line.left - habits.left, habits.right - line.right
    # In running text a first line is indented and may end a little early: its margins are alike too, but small.
    least = _INDENT[0] if line.size > habits.size + _OTHER_SIZE else _SHORT
    return min(before, after) > least * habits.size and abs(before - after) < _CENTRED * line.size


def _far_right(line: Line, habits: Habits) -> bool:
    return line.left - habits.left > _FAR_RIGHT * (habits.right - habits.left)
