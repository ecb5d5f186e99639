"""Automatic numbers, which Word keeps out of the text: counted again here and written as Word shows them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from .. import numerals
from .parts import W, is_on, number, value
from .styles import Styles

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FORMATS = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": numerals.full_width,
    "decimalFullWidth2": numerals.full_width,
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": numerals.circled,
    "decimalEnclosedCircleChinese": numerals.circled,
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "chineseCounting": numerals.chinese,
    "chineseCountingThousand": numerals.chinese,
    "chineseLegalSimplified": numerals.chinese_capital,
    "taiwaneseCounting": numerals.chinese,
    "taiwaneseCountingThousand": numerals.chinese,
    "japaneseCounting": numerals.chinese,
    "koreanCounting": numerals.chinese,
    "japaneseLegal": numerals.chinese_capital,
    "ideographLegalTraditional": numerals.chinese_capital,
    "ideographDigital": numerals.chinese_digits,
    "japaneseDigitalTenThousand": numerals.chinese_digits,
    "taiwaneseDigital": numerals.chinese_digits,
    "ideographEnclosedCircle": lambda n: chr(0x3280 + n - 1) if 1 <= n <= 10 else f"({numerals.chinese(n)})",
    "ideographTraditional": lambda n: numerals.cyclic(n, _STEMS),
    "ideographZodiac": lambda n: numerals.cyclic(n, _BRANCHES),
    "upperRoman": lambda n: numerals.roman(n, capital=True),
    "lowerRoman": numerals.roman,
    "upperLetter": lambda n: numerals.alphabetic(n, capital=True),
    "lowerLetter": numerals.alphabetic,
    "numberInDash": lambda n: f"- {n} -",
    "none": lambda n: "",
}


@dataclass
class _Level:
    start: int
    form: str
    text: str
    restart: int | None
    legal: bool
    style: str | None


@dataclass
class _List:
    """One list of the document: its levels, and which of them a later use starts anew."""

    counters: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Gives each numbered paragraph, asked in document order, the number that Word puts before it."""

    def __init__(self, part: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = (
            {} if part is None else {one.get(W + "abstractNumId"): one for one in part.iterchildren(W + "abstractNum")}
        )
        self._numbers = {} if part is None else {one.get(W + "numId"): one for one in part.iterchildren(W + "num")}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def marker(self, paragraph: etree._Element) -> str:
        """The number or bullet of a paragraph, empty for one that has none; counts it."""
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle")
        number_id, level = value(properties, "numPr/numId"), number(properties, "numPr/ilvl")
        if number_id is None:
            number_id, from_style = self._styles.numbering(style)
            level = from_style if level is None else level
        found = self._list(number_id) if number_id not in (None, "0") else None
        if found is None:
            return ""
        if level is None:
            level = next((index for index, one in found.levels.items() if one.style and one.style == style), 0)
        if level not in found.levels:
            return ""
        self._count(number_id, found, level)
        return self._written(found, level)

    def _count(self, number_id: str, of: _List, level: int) -> None:
        counters = self._counters.setdefault(of.counters, [None] * _LEVELS)
        if level in of.starts and (number_id, level) not in self._restarted:
            self._restarted.add((number_id, level))
            counters[level] = of.starts[level]
        else:
            before = counters[level]
            counters[level] = of.levels[level].start if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            restart = of.levels[deeper].restart if deeper in of.levels else None
            if restart is None or level < restart:
                counters[deeper] = None

    def _written(self, of: _List, level: int) -> str:
        counters, shown = self._counters[of.counters], of.levels[level]
        if shown.form == "bullet":
            return _visible_bullet(shown.text)

        def count(match: re.Match) -> str:
            index = int(match[1]) - 1
            one = of.levels.get(index, shown)
            counted = counters[index] if counters[index] is not None else one.start
            return (str if shown.legal and index != level else _FORMATS.get(one.form, str))(counted)

        return _PLACEHOLDER.sub(count, shown.text).strip()

    def _list(self, number_id: str) -> _List | None:
        if number_id not in self._lists:
            self._lists[number_id] = self._read_list(number_id)
        return self._lists[number_id]

    def _read_list(self, number_id: str, followed: int = 0) -> _List | None:
        entry = self._numbers.get(number_id)
        abstract_id = value(entry, "abstractNumId")
        abstract = self._abstract.get(abstract_id)
        if abstract is None:
            return None
        link = value(abstract, "numStyleLink")
        if link and followed < _LEVELS:
            linked, _ = self._styles.numbering(link)
            return self._read_list(linked, followed + 1) if linked and linked != number_id else None
        levels = {}
        for one in abstract.iterchildren(W + "lvl"):
            levels[_index(one)] = _read_level(one)
        starts = {}
        for override in entry.iterchildren(W + "lvlOverride"):
            index = _index(override)
            if override.find(W + "lvl") is not None:
                levels[index] = _read_level(override.find(W + "lvl"))
            start = number(override, "startOverride")
            if start is not None:
                starts[index] = start
        return _List(abstract_id, {index: one for index, one in levels.items() if 0 <= index < _LEVELS}, starts)


def _index(element: etree._Element) -> int:
    text = element.get(W + "ilvl") or ""
    return int(text) if text.isdigit() and len(text) < 3 else -1


def _read_level(level: etree._Element) -> _Level:
    formats = level.iter(W + "numFmt")  # newer formats stand in an alternative, beside one for older programs
    first = next(formats, None)
    form = first.get(W + "val") if first is not None else "decimal"
    start = number(level, "start")
    return _Level(
        start=1 if start is None else start,
        form="decimalZero" if form == "custom" else form or "decimal",
        text=value(level, "lvlText") or "",
        restart=number(level, "lvlRestart"),
        legal=is_on(level, "isLgl"),
        style=value(level, "pStyle"),
    )


def _visible_bullet(text: str) -> str:
    """A bullet as a character that every font has: symbol fonts keep theirs in the private use area."""
    return "".join("●" if 0xE000 <= ord(letter) <= 0xF8FF else letter for letter in text).strip()
