"""Numbers that a page leaves to the browser: the items of `<ol>`, with the styles that Chinese editors add."""

import re
from dataclasses import dataclass

from lxml import etree

from ..extracted import numbered
from ..numerals import alphabetic, chinese, roman

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_EDITOR_CLASS = re.compile(r"custom_(num|num1|num2|cn|cn1|cn2)\b")
_ALREADY_NUMBERED = re.compile(
    r"[(（【\[]?\s*(?:第?[一二三四五六七八九十百零〇]{1,4}|\d{1,3}|[a-zA-Z])\s*[、.．,，)）】\]:：是]|[①-⓿❶-➓㈠-㈩⑴-⒛]"
    r"|其[一二三四五六七八九十]|(?:问题|意见|建议|任务)\s*[一二三四五六七八九十\d]"
)
_EDITOR_SHAPES = {"num": "{d}、", "num1": "{d})", "num2": "({d})", "cn": "{c}、", "cn1": "{c})", "cn2": "({c})"}
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}


@dataclass
class _List:
    element: etree._Element
    next_number: int
    step: int


class ListNumbers:
    """Follows a walk through a page and puts the number before the first line of each item."""

    def __init__(self) -> None:
        self._lists: list[_List] = []
        self._pending: str | None = None

    def enter(self, element: etree._Element) -> None:
        """Take note of a list or an item that begins."""
        if element.tag == "ol":
            self._lists.append(_begin(element))
        elif element.tag == "li" and self._lists and element.getparent() is self._lists[-1].element:
            self._pending = _number(self._lists[-1], element)

    def leave(self, element: etree._Element) -> None:
        """Take note of a list or an item that ends."""
        if self._lists and element is self._lists[-1].element:
            self._lists.pop()
        if element.tag == "li":
            self._pending = None

    def mark(self, line: str) -> str:
        """Return the line, after its number if it is an item's first one and carries none itself."""
        number, self._pending = self._pending, None
        return numbered(number, line) if number and not _ALREADY_NUMBERED.match(line) else line


def _begin(element: etree._Element) -> _List:
    backwards = element.get("reversed") is not None
    first = sum(1 for _ in element.iterchildren("li")) if backwards else 1
    return _List(element, _integer(element.get("start"), first), -1 if backwards else 1)


def _number(of: _List, item: etree._Element) -> str | None:
    number = _integer(item.get("value"), of.next_number)
    of.next_number = number + of.step
    return written(number, of.element, item)


def written(number: int, ordered: etree._Element, item: etree._Element) -> str | None:
    """A list number as the page shows it, with its punctuation; None where it shows none."""
    editor = _EDITOR_CLASS.search(ordered.get("class") or "")
    if editor:
        return _EDITOR_SHAPES[editor[1]].format(d=number, c=chinese(number))
    found = _STYLE.search(item.get("style") or "") or _STYLE.search(ordered.get("style") or "")
    style = found[1].lower() if found else _TYPES.get((ordered.get("type") or "1").strip(), "decimal")
    if style == "none":
        return None
    if style in (
        "cjk-ideographic",
        "simp-chinese-informal",
        "trad-chinese-informal",
        "cjk-decimal",
        "japanese-informal",
    ):
        return f"{chinese(number)}、"
    if style in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin"):
        return f"{alphabetic(number, style.startswith('upper'))}."
    if style in ("lower-roman", "upper-roman"):
        return f"{roman(number, style.startswith('upper'))}."
    if style in ("disc", "circle", "square"):
        return None
    return f"{number}."


def _integer(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else otherwise
