"""The list of units at the head of a publication: in one paragraph, or one unit a line."""

import re
from dataclasses import dataclass

from . import edges

_INSPECTION = re.compile("巡视|巡察")
_LIST_INTRO = re.compile("单位|名单|部门|如下|地区|党组织")
_ITEM_PREFIX = re.compile(
    r"^[\s\u3000]*(?:\d{1,3}[、.．)）]?|[一二三四五六七八九十]{1,3}[、.]|[（(]\d{1,3}[)）]|[·•●■◆-])?\s*"
)
_ENDINGS = tuple(edges.WORDS["unit_endings"])
_HORIZON = 60


@dataclass(frozen=True)
class Listing:
    """Lines `first` to `last` (from 1) list units."""

    first: int
    last: int


def unit_names(text: str) -> list[str]:
    """The units that a line lists, in order; empty when it is no list of at least three names."""
    body = text.strip().strip("。;；.")
    for colon in "：:":
        if colon in body:
            body = body.rsplit(colon, 1)[1]
    names = [_ITEM_PREFIX.sub("", name).strip() for name in re.split("[、,，;；\t]|[ \u3000]{2,}", body)]
    names = [name for name in names if name]
    if len(names) < 3 or not _names_units(names):
        return []
    if names[-1].endswith("等") or re.search(r"等\d*(?:家|个)?(?:单位|部门)?$", names[-1]):
        return []
    return names


def _names_units(names: list[str]) -> bool:
    named = sum(2 <= len(name) <= 24 and name.endswith(_ENDINGS) for name in names)
    return named >= 0.8 * len(names) and max(len(name) for name in names) <= 40


def find_listing(lines: list[str], last: int) -> Listing | None:
    """The list of units at the head of a publication: in one paragraph, or one unit a line."""
    horizon = min(last, _HORIZON)
    for number in range(1, horizon + 1):
        line = lines[number - 1]
        if not line.strip():
            continue
        if edges.announces_report(line):
            return None
        context = "".join(lines[max(0, number - 4) : number])
        if not (_INSPECTION.search(context) and _LIST_INTRO.search(context)):
            continue
        if len(line) < 3000 and unit_names(line):
            end = number
            while end < horizon and unit_names(lines[end]):
                end += 1
            return Listing(number, end)
        column = _column_of_units(lines, number, horizon)
        if column:
            return column
    return None


def _column_of_units(lines: list[str], number: int, horizon: int) -> Listing | None:
    """Units one a line below an introduction that ends with a colon or 如下."""
    if not re.search("[:：]$|如下.?$|名单.?$", lines[number - 1].strip()):
        return None
    first = last = 0
    names: list[str] = []
    for at in range(number + 1, horizon + 1):
        text = _ITEM_PREFIX.sub("", lines[at - 1].strip()).strip("。;；、,，")
        if not text:
            continue
        if not (2 <= len(text) <= 24 and text.endswith(_ENDINGS)):
            break
        first, last = first or at, at
        names.append(text)
    return Listing(first, last) if len(names) >= 3 else None
