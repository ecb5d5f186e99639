"""Enumeration markers: what opens a numbered line, and what numbers the steps inside a paragraph.

A marker has a *style*, so that an outline can be built from styles and numbers alone, whatever a document uses:

- `part` 第一部分, `formal` 壹、, `dun` 一、, `paren` (一), `dot` 1. or 1、, `arparen` (1), `rparen` 1), `circle` ①,
- `multi1` 1.2, `multi2` 1.2.3, `dashed` 1-2, `bare` 1 followed by a space, `roman`, `alpha`, `lettered` A1,
- `stem` (甲), `shi` 一是, `di` 第一, `qi` 其一, `yao` 一要,
- `noun:问题` for 问题1: and the like, `bullet:—` for —— and other signs, `signed:➤` for ➤01.

All patterns are bounded and anchored; they are matched on normalised text (see `text.normal`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .text import inside
from .vocabulary import OUTLINE

_CN = "[一二三四五六七八九十百零〇两]{1,6}"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FORMAL_DIGITS = "壹贰叁肆伍陆柒捌玖"
_FORMAL = f"[{_FORMAL_DIGITS}拾]{{1,3}}"
_AS_COMMON = str.maketrans(_FORMAL_DIGITS + "拾", "一二三四五六七八九十")
_CN_VALUE = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CIRCLES = (
    (0x2460, 20, 1),
    (0x3251, 15, 21),
    (0x32B1, 15, 36),
    (0x2776, 10, 1),
    (0x24EB, 10, 11),
    (0x2780, 10, 1),
    (0x278A, 10, 1),
    (0x24F5, 10, 1),
)
_SINGLE = {chr(base + n): ("circle", first + n) for base, count, first in _CIRCLES for n in range(count)}
_SINGLE |= {chr(0x2474 + n): ("arparen", n + 1) for n in range(20)}
_SINGLE |= {chr(0x2488 + n): ("dot", n + 1) for n in range(20)}
_SINGLE |= {chr(0x3220 + n): ("paren", n + 1) for n in range(10)}
_SINGLE |= {chr(0x3280 + n): ("circle", n + 1) for n in range(10)}
_SINGLE |= {chr(0x2160 + n): ("roman", n + 1) for n in range(12)}
_SINGLES = "".join(_SINGLE)
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = {"X" * tens + ones: 10 * tens + n for tens in range(4) for n, ones in enumerate(_ROMAN_ONES) if tens or n}
_SIGNS = "•·●◉◎■△▽◆★▲▪◇○※➢➤➣➔✓√□►▶▷☞✦→»"
_NOUNS = "|".join(sorted(OUTLINE["numbered_nouns"], key=len, reverse=True))

_OPENS_TEXT = r"(?=\D|\d{4}年|\d{1,4}[月名人个家项起件次]|$)"
_LEADING = re.compile(
    rf"(?P<part>第\s?(?P<n_part>{_CN}|\d{{1,3}})\s?(?:部分|篇章|篇)|PART\s?\.?(?P<n_latin>\d{{1,2}}))\s*[:、.,]?"
    rf"|(?P<formal>(?P<n_formal>{_FORMAL}))\s?(?:[、.,:]|\s)"
    rf"|(?P<di>第\s?(?P<n_di>{_CN}|\d{{1,3}})(?:项|条|点|类|个问题|个方面|方面|项问题|条问题|项任务)?)"
    r"(?:\s?[、,:.)]|是[,:]?|(?<=[项条题面务])\s)"
    rf"|(?P<qi>其(?P<n_qi>{_CN}))是?\s?[、,:.]"
    rf"|(?P<shi>(?P<n_shi>{_CN})是)(?!否)[,:]?"
    rf"|(?P<yao>(?P<n_yao>{_CN})(?:要|抓))[,:]?"
    rf"|(?P<paren>\(\s?(?P<n_paren>{_CN})\s?\))\s?[、.,:]?"
    rf"|(?P<dun>(?P<n_dun>{_CN})\s?(?:[、.]|[,:](?=\D)))"
    rf"|(?P<arparen>[(\[]\s?(?P<n_arparen>\d{{1,3}}|l)\s?[)\]])\s?[、.,:]?"
    r"|(?P<multi>\d{1,3}(?:\.(?P<n_multi>\d{1,3})){1,3})"
    r"(?:[、.)]|\s|(?=[^\d.%\s、,;。:万亿元个倍吨米公平千名年月日人家项起件次]))"
    r"|(?P<dashed>\d{1,2}\s?[-–—]\s?(?P<n_dashed>\d{1,2}))(?:[、.:]|\s)\s*(?=[^\d\s.%年月日至到-])"
    rf"|(?P<dot>(?P<n_dot>\d{{1,3}}|l(?=\s?、))\s?(?:、|[.,:]{_OPENS_TEXT}))\s?、?"
    r"|(?P<rparen>(?P<n_rparen>\d{1,3})\s?\))\s?[、.,:]?"
    r"|(?P<bare>(?P<n_bare>\d{1,3}))\s+(?=[^\d\s.%年月日])"
    rf"|(?P<single>[{_SINGLES}])\s?[、.,:]?"
    r"|(?P<lettered>[A-Z]\s?[-.]?(?P<n_lettered>\d{1,2}))(?:[、.:)]|\s)(?=\D)"
    r"|(?P<roman>(?P<n_roman>[IVX]{1,5})\s?[.、)])(?=\D)"
    r"|(?P<alpha>(?P<n_alpha>[A-Za-z])\s?[.、)])(?=\D)"
    rf"|[【\[(]?(?P<noun>(?P<word>{_NOUNS})(?:\s?|之)[(]?\s?(?:\d{{1,2}}[-–.])?(?P<n_noun>{_CN}|\d{{1,3}}))\s?[)]?(?:[】\])]\s?[:、,.]?|\s?[:、,.]|\s+|$)"
    rf"|(?P<signed>[{_SIGNS}]\s?(?P<n_signed>\d{{1,2}}))(?:[、.:]|\s)(?=\D)"
    rf"|(?P<bullet>——|—|––?|--?|>{{1,3}}|[{_SIGNS}])\s*"
)
_INLINE = re.compile(
    rf"(?P<shi>(?P<n_shi>{_CN})是)[,:]?"
    rf"|(?P<di>第(?P<n_di>{_CN}|\d{{1,2}}))(?:[、,:]|是[,:]?)"
    rf"|(?P<qi>其(?P<n_qi>{_CN}))(?:是[、,:.]?|[、,:.])"
    rf"|(?P<paren>\(\s?(?P<n_paren>{_CN})\s?\))\s?[、.,:]?"
    rf"|(?P<stem>\(\s?(?P<n_stem>[{_STEMS}])\s?\))\s?[、.,:]?"
    r"|(?P<arparen>\(\s?(?P<n_arparen>\d{1,2}|l)\s?\))\s?[、.,:]?"
    rf"|(?P<single>[{_SINGLES}])\s?[、.,:]?"
    rf"|(?P<dot>(?P<n_dot>\d{{1,2}})(?:、|\.{_OPENS_TEXT}))"
    r"|(?P<rparen>(?P<n_rparen>\d{1,2})\))\s?[、.,:]?"
    r"|(?P<alpha>(?P<n_alpha>[a-zA-Z])[.、)])(?=[^\x00-\x7f])"
    r"|(?P<bullet>——)\s*"
    rf"|(?P<dun>(?P<n_dun>{_CN})、)"
)
RANKS = {
    "part": 0,
    "roman": 0.3,
    "formal": 0.5,
    "dun": 1,
    "paren": 2,
    "dot": 3,
    "bare": 3,
    "multi1": 3.3,
    "dashed": 3.3,
    "multi2": 3.6,
    "multi3": 3.8,
    "arparen": 4,
    "rparen": 5,
    "circle": 6,
}
"""The order of GB/T 9704; other styles stand wherever their document puts them."""
PART_STYLES = ("part", "roman", "formal", "dun")
"""The styles that number the parts of a report, from the outermost inwards."""

_BOUNDARY = frozenset("。;!?:,、 )”’」』》>】~—-")
_CLOSED = frozenset("。;!?:")
_REFERRED = re.compile(r"(?:上述|以上|针对|前述|第|关于)(?:\(\S{1,3}\)[、和及]?){0,2}$")
"""Words before a bracketed number that make it point elsewhere: 针对上述(3)(4)两个问题."""


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker: line[start:end] with what separates it from the text. `number` is None for bullets."""

    style: str
    number: int | None
    start: int
    end: int
    text: str


def number_of(digits: str) -> int | None:
    """The value of Chinese or Arabic digits up to 999, an l read for 1; None when they make no number (十十)."""
    if digits == "l":
        return 1  # as character recognition reads it
    if digits.isascii():
        return int(digits) if digits.isdigit() else None
    total, digit = 0, None
    digits = digits.translate(_AS_COMMON)
    for char in digits:
        if char == "百":
            total, digit = total + (digit or 1) * 100, None
        elif char == "十":
            total, digit = total + (1 if digit is None else digit) * 10, None
        elif char in _CN_VALUE:
            if digit:
                return None
            digit = _CN_VALUE[char]
    return total + (digit or 0) or None


def _marker(match: re.Match[str], line: str) -> Marker | None:
    style = match.lastgroup or ""
    start, end = match.span(style)
    if style == "bullet":
        return Marker(f"bullet:{line[start]}", None, match.start(), match.end(), line[start:end])
    if style == "single":
        style, number = _SINGLE[match["single"]]
    elif style == "alpha":
        number = ord(match["n_alpha"].lower()) - 96
    elif style == "roman":
        number = _ROMAN.get(match["n_roman"])
    elif style == "stem":
        number = _STEMS.index(match["n_stem"]) + 1
    elif style == "part":
        number = number_of(match["n_part"] or match["n_latin"])
    else:
        number = number_of(match[f"n_{style}"])
    if not number:
        return None
    text = "".join(line[start:end].split()).rstrip(",，:：")
    if style == "multi":
        style = f"multi{text.count('.') or text.count('．')}"
    if style == "signed":
        style = f"signed:{line[start]}"
    if style == "noun":
        style = f"noun:{match['word']}"
        text = text.replace("(", "").replace("（", "")
    return Marker(style, number, match.start(), match.end(), text)


def leading_marker(plain: str, line: str, start: int = 0) -> Marker | None:
    """The marker that opens the line at `start` (behind white space), or None."""
    match = _LEADING.match(plain, start)
    return _marker(match, line) if match else None


def inline_markers(plain: str, line: str, start: int, end: int, quoted: list[tuple[int, int]]) -> Iterator[Marker]:
    """The markers within plain[start:end] at a place where a new clause can begin and outside quotations."""
    for match in _INLINE.finditer(plain, start, end):
        at = match.start()
        if at > start and plain[at - 1] not in _BOUNDARY and match.lastgroup != "single":
            continue
        if match.lastgroup in ("paren", "arparen") and _REFERRED.search(plain, max(start, at - 8), at):
            continue
        if match.lastgroup == "bullet" and (at == start or plain[at - 1] not in _CLOSED):
            continue
        if quoted and inside(quoted, at):
            continue
        marker = _marker(match, line)
        if marker is not None:
            yield marker
