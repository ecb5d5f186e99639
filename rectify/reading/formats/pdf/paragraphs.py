"""Printed lines joined back into paragraphs.

A line begins a paragraph when its first word would still have fitted at the end of the line before; when it is indented, in a
document that indents first lines; when there is more space above it than between other lines; when it stands in another size;
when it is set to the middle or to the right; or, where the document shows none of these, when it begins with a number and the
line before ended a sentence. Otherwise it goes on. The document's own habits (edges, indentation, spacing) are measured first.
"""

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from .lines import Line, joined

_SLACK = 0.7  # characters that a full line may leave empty besides what did not fit
_INDENT = (1.2, 4.6)  # characters
_AT_THE_EDGE = 0.7  # characters
_MARGIN = 2.6  # characters: the least that is empty on both sides of a line set to the middle
_OFTEN = 0.05  # of the lines: what so many show is a habit of the document
_NARROW = 0.6  # of the page's width: the text of a page is set wider than this
_MORE_SPACE = 1.2  # times the usual distance between the lines of a paragraph
_MUCH_SPACE = 1.45
_OTHER_SIZE = 0.6  # points
_FAR_RIGHT = 0.35  # of the line's width
_CENTRED = 1.5  # characters that the two margins of a centred line may differ
_LONGEST_WORD = 40  # characters
_SENTENCE_END = re.compile(r"[。！？!?；;：:][”’」』）)]?$")
_MARKER = re.compile(
    r"[（(【\[]?\s*(?:第?[一二三四五六七八九十百]{1,4}|\d{1,3})\s*(?:[、.．）)】\]]|是(?!的)|要(?!求))|[①-⓿❶-➓㈠-㈩⑴-⒛●■◆]|其[一二三四五六七八九十]|——"
    r"|(?:整改|落实|完成|进展|存在|主要)[^，。]{0,8}[：:]"
)
_NO_BREAK_BEFORE = frozenset("，。、；：！？）》」』】〉〕”’…—,.;:!?)]}%‰℃%·～~")
_NO_BREAK_AFTER = frozenset("（《「『【〈〔“‘([{")
_QUOTES = frozenset("“”‘’\"'·")  # programs that take them for Western ones break on neither side


@dataclass(frozen=True)
class Habits:
    """How a document is set, in points: left and right edge, font size, distance of the lines in a paragraph; and whether it
    marks paragraphs by indentation, by space between them."""

    left: float
    right: float
    size: float
    pitch: float
    indents: bool
    spaces: bool


def habits_of(pages: list[list[Line]], width: float) -> Habits:
    """Measure a document's lines; `pages` are the lines of each page, `width` is a page's in points."""
    lines = [line for page in pages for line in page]
    size = Counter(round(line.size, 1) for line in lines for _ in range(1 + len(line.text) // 10)).most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < _OTHER_SIZE] or lines
    left = _edge(Counter(round(line.left) for line in body), lowest=True)
    right = _edge(Counter(round(line.right) for line in body), lowest=False)
    if right - left < _NARROW * width:  # no line is full: take the margins to be alike
        right = max(right, width - left)
    pairs = [pair for page in pages for pair in itertools.pairwise(page)]
    pitch = _pitch(pairs, right, size)
    indented = sum(1 for line in body if _INDENT[0] * size < line.left - left < _INDENT[1] * size)
    spaced = sum(1 for before, after in pairs if _MORE_SPACE * pitch < after.middle - before.middle < 3 * pitch)
    return Habits(left, right, size, pitch, indented > _OFTEN * len(body), spaced > _OFTEN * len(body))


def _edge(places: Counter[int], lowest: bool) -> float:
    """The outermost place at which more than a few lines begin or end."""
    enough = max(1, _OFTEN * sum(places.values()))
    common = [place for place in places if sum(places.get(place + near, 0) for near in (-1, 0, 1)) >= enough]
    candidates = common or list(places)
    return float(min(candidates) if lowest else max(candidates))


def _pitch(pairs: list[tuple[Line, Line]], right: float, size: float) -> float:
    """The usual distance from a full line to the next, which most likely belongs to the same paragraph."""
    full = [pair for pair in pairs if right - pair[0].right < 2 * size]
    steps = Counter(
        round((after.middle - before.middle) * 2) / 2
        for before, after in full or pairs
        if after.middle - before.middle > 0.8 * size
    )
    return steps.most_common(1)[0][0] if steps else 1.5 * size


@dataclass
class Paragraph:
    """A paragraph, the line it begins with and the one it ends with."""

    text: str
    first: Line
    last: Line


def paragraphs(lines: list[Line], habits: Habits) -> list[Paragraph]:
    """Join consecutive lines, which may go over several pages."""
    found: list[tuple[list[str], Paragraph]] = []
    for line in lines:
        if found and not _begins(found[-1][1], line, habits):
            pieces, paragraph = found[-1]
            paragraph.last = line
            pieces.append(line.text)
        else:
            found.append(([line.text], Paragraph("", line, line)))
    for pieces, paragraph in found:
        text = pieces[0]
        for piece in pieces[1:]:
            text = joined(text, piece)
        paragraph.text = text
    return [paragraph for _, paragraph in found]


def _begins(before: Paragraph, line: Line, habits: Habits) -> bool:
    """Whether a line begins a paragraph of its own after the one before."""
    last = before.last
    if abs(line.size - last.size) > _OTHER_SIZE:
        return True
    more = (line.middle - last.middle) / max(habits.pitch, 1.2 * line.size) if line.page == last.page else 0.0
    if more > _MUCH_SPACE or (habits.spaces and more > _MORE_SPACE):
        return True
    if line.size > habits.size + _OTHER_SIZE and _is_centred(line, habits):
        # The lines of a title belong together; the first may fill the width.
        return not _is_centred(last, habits) and not _is_full(last, line, habits)
    if _is_centred(last, habits) or _is_centred(line, habits) or _far_right(line, habits) or _far_right(last, habits):
        return True
    if not _is_full(last, line, habits):
        return True
    spaced = habits.spaces and line.page == last.page  # the space between them would have been seen
    return _begins_by_its_start(before, line, habits, spaced)


def _begins_by_its_start(before: Paragraph, line: Line, habits: Habits, spaced: bool) -> bool:
    """Whether a line that follows a full one begins a paragraph, by its indentation, its number and the end before it."""
    ended, numbered = bool(_SENTENCE_END.search(before.last.text)), bool(_MARKER.match(line.text))
    if line.left - habits.left > _AT_THE_EDGE * line.size:
        return not _hangs(before, line) and (habits.indents or ended or numbered)
    return ended and numbered and not habits.indents and not spaced


def _is_full(last: Line, line: Line, habits: Habits) -> bool:
    """Whether the first word of a line would not have fitted at the end of the one before."""
    return habits.right - last.right < (_first_word(line.text, habits.indents) + _SLACK) * line.size


def _first_word(text: str, lenient: bool) -> float:
    """The width, in characters, of what cannot be parted at a text's beginning; a Latin letter is half a character wide.

    Some programs do not part figures from the mark before them (20%、30%). That is granted where `lenient`: where indentation
    tells paragraphs apart anyway.
    """
    width = 0.0
    for index, letter in enumerate(text[:_LONGEST_WORD]):
        if (
            index
            and not _sticks(text[index - 1], letter)
            and not (lenient and _figures_after_mark(text[index - 1], letter))
        ):
            break
        width += 0.5 if letter.isascii() else 1.0
    return width


def _sticks(before: str, after: str) -> bool:
    if after in _NO_BREAK_BEFORE or before in _NO_BREAK_AFTER or before in _QUOTES or after in _QUOTES:
        return True
    return before.isascii() and after.isascii() and not before.isspace() and not after.isspace()


def _figures_after_mark(before: str, after: str) -> bool:
    return before in _NO_BREAK_BEFORE and after.isascii() and after.isalnum()


def _hangs(before: Paragraph, line: Line) -> bool:
    """Whether a line is set under the text of a list item whose number stands further left."""
    if _MARKER.match(line.text) or not _MARKER.match(before.first.text):
        return False
    em = line.size
    if before.last is before.first:
        return line.left - before.first.left > _AT_THE_EDGE * em
    return (
        abs(line.left - before.last.left) < _AT_THE_EDGE * em
        and before.last.left > before.first.left + _AT_THE_EDGE * em
    )


def _is_centred(line: Line, habits: Habits) -> bool:
    before, after = line.left - habits.left, habits.right - line.right
    # In running text a first line is indented and may end a little early: its margins are alike too, but small.
    least = _INDENT[0] if line.size > habits.size + _OTHER_SIZE else _MARGIN
    return min(before, after) > least * habits.size and abs(before - after) < _CENTRED * line.size


def _far_right(line: Line, habits: Habits) -> bool:
    return line.left - habits.left > _FAR_RIGHT * (habits.right - habits.left)
