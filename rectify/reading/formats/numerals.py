"""Whole numbers as lists write them: 十二, xii, l, ⑫."""

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_CIRCLED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))


def chinese(number: int) -> str:
    """`number` as counted in Chinese: 十二, 一百零五; digits outside of 0 to 9999."""
    if not 0 <= number <= 9999:
        return str(number)
    if number == 0:
        return "〇"
    text, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + _UNITS[power]
        zero = digit == 0
    return text.removeprefix("一") if text.startswith("一十") else text


def chinese_capital(number: int) -> str:
    """`number` as written on cheques: 壹拾贰."""
    text = chinese(number)
    return ("一" + text if text.startswith("十") else text).translate(_CAPITALS)


def chinese_digits(number: int) -> str:
    """`number` digit by digit: 一〇五."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number)) if number >= 0 else str(number)


def roman(number: int, capital: bool = False) -> str:
    """`number` in Roman numerals; digits outside of 1 to 3999."""
    if not 1 <= number <= 3999:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text.upper() if capital else text


def alphabetic(number: int, capital: bool = False) -> str:
    """`number` as lists count with letters: a to z, then aa, bb and so on, as word processors do."""
    if not 1 <= number <= 780:
        return str(number)
    repeats, letter = divmod(number - 1, 26)
    text = chr(ord("a") + letter) * (repeats + 1)
    return text.upper() if capital else text


def circled(number: int) -> str:
    """`number` in a circle: ① to ㊿, digits in brackets beyond."""
    for first, last, code in _CIRCLED:
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"


def full_width(number: int) -> str:
    """`number` in full-width digits: １２."""
    return "".join(chr(ord(digit) + 0xFEE0) if digit.isdigit() else digit for digit in str(number))


def cyclic(number: int, letters: str) -> str:
    """The `number`-th of some characters, starting over at the end."""
    return letters[(number - 1) % len(letters)] if number >= 1 else str(number)
