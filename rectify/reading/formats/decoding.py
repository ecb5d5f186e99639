"""Bytes to text: UTF-8, UTF-16 and GB18030, told apart by what the bytes decode to."""

import codecs
import re

from .refusals import Refusal

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAMPLE = 32 * 1024
_LONGEST_CHARACTER = 4  # bytes, in every encoding read here
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LIKELY = 0.8
_STRAY_CONTROLS = 0.01
_DAMAGED_BYTES = 0.01


def decode(data: bytes) -> tuple[str, str]:
    """Return (text, encoding) of a plain text file. A byte order mark is not part of the text.

    A character that the end of the file cuts in two is left out; any other invalid byte raises `Refusal`.
    """
    encoding, start = encoding_of(data)
    try:
        text = _decode_up_to_a_cut(data[start:], encoding)
    except UnicodeDecodeError as error:
        byte = start + error.start
        line = data.count(b"\n", 0, byte) + 1
        raise Refusal("undecodable", line=line, byte=byte + 1, encoding=encoding.upper()) from None
    _refuse_binary(text)
    return text, encoding


def encoding_of(data: bytes) -> tuple[str, int]:
    """Return (encoding, length of the byte order mark)."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        best = _best(sample, ("utf-16-le", "utf-16-be"))
        if best is None:
            raise Refusal("binary", byte=sample.index(0) + 1)
        return best, 0
    if _decodes(data, "utf-8"):
        return "utf-8", 0
    if _mostly_utf8(sample):
        return "utf-8", 0  # decoding it names the place of the damage
    best = _best(sample, ("gb18030", "utf-16-le", "utf-16-be"))
    if best is None:
        raise Refusal("unknown_encoding")
    return best, 0


def decode_page(data: bytes, declared: str | None) -> tuple[str, str]:
    """Return (text, encoding) of a web page that declares `declared`, if anything.

    What the bytes say goes before the declaration, which is often left over from another server. A few damaged
    characters are kept as U+FFFD: content systems cut summaries in the middle of a character.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    if b"\0" not in data[:_SAMPLE] and _decodes(data, "utf-8"):
        return data.decode("utf-8", "ignore"), "utf-8"
    for encoding in filter(None, (_known(declared), "utf-8", "gb18030", "utf-16-le", "utf-16-be")):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") <= max(2, len(text) * _DAMAGED_BYTES) and "\0" not in text:
            return text, encoding
    raise Refusal("unknown_encoding")


def _known(declared: str | None) -> str | None:
    """The Python codec of a declared charset; GB2312 and GBK are read as GB18030, which contains both."""
    if not declared:
        return None
    name = declared.strip().lower().replace("_", "-")
    if name in ("gb2312", "gbk", "gb18030", "x-gbk", "gb-2312", "cp936"):
        return "gb18030"
    return name if name in ("utf-8", "utf8", "utf-16", "utf-16-le", "utf-16-be", "big5") else None


def _decode_up_to_a_cut(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end < len(data) or len(data) - error.start >= _LONGEST_CHARACTER:
            raise
        return data[: error.start].decode(encoding)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        _decode_up_to_a_cut(data, encoding)
    except UnicodeDecodeError:
        return False
    return True


def _best(sample: bytes, encodings: tuple[str, ...]) -> str | None:
    """The encoding in which the sample reads most like Chinese or English text, if it does so in any."""
    likeness = {encoding: _likeness(sample, encoding) for encoding in encodings}
    best = max(encodings, key=likeness.__getitem__)
    return best if likeness[best] >= _LIKELY else None


def _likeness(sample: bytes, encoding: str) -> float:
    """Share of the characters that ordinary Chinese text consists of, from 0 to 1."""
    even = sample[: len(sample) // 2 * 2] if encoding.startswith("utf-16") else sample
    text = even.decode(encoding, "replace")
    return sum(_ordinary(character) for character in text) / len(text) if text else 0.0


def _ordinary(character: str) -> bool:
    code = ord(character)
    if code < 0x80:
        return code >= 0x20 or character in "\t\n\r\f"
    if 0x3000 <= code <= 0x303F or 0xFF01 <= code <= 0xFF5E or 0x2010 <= code <= 0x2026 or 0x2460 <= code <= 0x249B:
        return True
    if 0x4E00 <= code <= 0x9FFF:
        # The 3,755 characters of everyday text come first in GB 2312; wrong decodings rarely hit them.
        return 0xB0 <= character.encode("gb18030")[0] <= 0xD7 and character.encode("gb18030")[1] >= 0xA1
    return False


def _mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    return text.count("\ufffd") <= len(text) * _DAMAGED_BYTES


def _refuse_binary(text: str) -> None:
    sample = text[:_SAMPLE]
    place = text.find("\0")
    if place < 0 and len(_CONTROLS.findall(sample)) > max(1, len(sample) * _STRAY_CONTROLS):
        place = _CONTROLS.search(sample).start()
    if place >= 0:
        raise Refusal("binary", byte=len(text[:place].encode()) + 1)
