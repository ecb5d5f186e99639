"""Points in running prose: 主要表现在甲、乙等八个方面; 一要…二要…; 一是…二是… in one paragraph or in several."""

import re
from dataclasses import dataclass

from .plain import numeral
from .text import inside, normal, quoted_spans

_MARK = re.compile(
    r"(?P<shi>[一二三四五六七八九十]{1,3})(?:是要|是|要)(?!求|闻|素)|(?P<di>第[一二三四五六七八九十]{1,3})[,、:]"
    r"|\((?P<paren>[一二三四五六七八九十]{1,3}|\d{1,2})\)、?|(?P<dot>\d{1,2})[.、](?!\d)|(?P<dun>[一二三四五六七八九十]{1,3})、|(?P<circle>[①-⑳])"
)
_PARTS_END = re.compile(
    r"等(?:[一二三四五六七八九十\d]{1,3}(?:个|大)?(?:方面|问题)|方面|问题|突出问题|情况)?[^,;、]{0,10}$"
)
_LONGEST_TITLE = 120


@dataclass(frozen=True)
class Point:
    """A point at line and offset (its text's start, behind the marker); `title` is its first sentence."""

    line: int
    offset: int
    title: str

    def record(self) -> dict[str, object]:
        """The point as READING.md gives it."""
        return {"line": self.line, "offset": self.offset, "title": self.title}


def marked_points(
    lines: list[str], first: int, start: int = 0, last: int | None = None, demands: bool = True
) -> list[Point]:
    """The points that markers number one, two, three from line `first` (1-based), offset `start`, on.

    They may stand in one paragraph or open one each; the run ends at a paragraph without the next number. Without
    `demands`, 一要…二要… are none.
    """
    points: list[Point] = []
    style, wanted = "", 1
    number, at = first, start
    while number <= (last or len(lines)):
        line = lines[number - 1]
        text = normal(line)
        found = _next_mark(text, at, style, wanted, demands)
        if found:
            style, match = found
            if number != first and not points and text[: match.start()].strip():
                break
            points.append(_point(line, number, match.end()))
            wanted, at = wanted + 1, match.end()
            continue
        if (points and line.strip() and number != points[-1].line) or (not points and number - first > 3):
            break
        number, at = number + 1, 0
    return points if len(points) > 1 else []


def _next_mark(text: str, at: int, style: str, wanted: int, demands: bool) -> tuple[str, re.Match[str]] | None:
    """The marker that numbers the wanted point; any style for the first one."""
    quoted = quoted_spans(text)
    for match in _MARK.finditer(text, at):
        name = match.lastgroup or ""
        if (style and name != style) or (not demands and match.group().endswith("要")):
            continue
        if _value(name, match.group(name)) != wanted or inside(quoted, match.start()):
            continue
        before = text[: match.start()].rstrip()
        if before and before[-1] not in "。;:,!?)" and match.start() != at:
            continue
        return name, match
    return None


def _value(name: str, text: str) -> int | None:
    return ord(text) - 0x245F if name == "circle" else numeral(text.removeprefix("第"))


def _point(line: str, number: int, offset: int) -> Point:
    text = normal(line)
    while offset < len(text) and text[offset] in " ,:、":
        offset += 1
    stop = min((p for p in (text.find(mark, offset) for mark in "。;!") if p >= 0), default=len(text))
    return Point(number, offset, line[offset : min(stop, offset + _LONGEST_TITLE)].strip())


def listed_points(line: str, number: int, start: int) -> list[Point]:
    """The points that a sentence lists from `start` on, parted by semicolons, else by 、, else by commas."""
    text = normal(line)
    stop = text.find("。", start)
    stop = len(text) if stop < 0 else stop
    body = text[start:stop]
    end = _PARTS_END.search(body)
    if end:
        body = body[: end.start()]
    quoted = quoted_spans(body)
    for mark in ";、,":
        places = [i for i, char in enumerate(body) if char == mark and not inside(quoted, i)]
        parts = _parts(body, places)
        if len(parts) > 1 and sum(len(text) for _, text in parts) / len(parts) >= 5:
            return [Point(number, start + at, line[start + at : start + at + len(text)]) for at, text in parts]
    whole = body.strip(" ,:")
    at = body.find(whole) if whole else 0
    return [Point(number, start + at, line[start + at : start + at + len(whole)])] if len(whole) >= 6 else []


def _parts(body: str, places: list[int]) -> list[tuple[int, str]]:
    parts, begin = [], 0
    for place in [*places, len(body)]:
        piece = body[begin:place]
        trimmed = piece.strip(" ,:和及")
        if trimmed:
            parts.append((begin + piece.find(trimmed), trimmed))
        begin = place + 1
    return parts
