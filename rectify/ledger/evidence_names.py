"""Names of files that strangers chose: made fit to be shown, and to be saved under by whoever downloads them."""

import re
import unicodedata

_MOST = 120  # characters: in UTF-8 and percent-encoded, still a header that every server passes on
_FORBIDDEN = re.compile(r'[<>:"/\\|?*%;]')
_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.I)
#: Control characters, format characters (they turn the direction of writing, or are not seen), surrogates, private use.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def safe_name(name: str) -> str:
    """The last part of a path, without what is unseen, turns the writing around or means something to a system."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if char.isspace() else char for char in name if char in "\t\n" or _is_seen(char))
    name = _FORBIDDEN.sub("_", " ".join(name.split())).rstrip(". ")
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    stem = _DEVICES.sub(lambda found: f"_{found[0]}", stem.strip(". "))[: _MOST - len(suffix) - 1] or "file"
    return f"{stem}.{suffix}"[:_MOST] if suffix else stem


def suffix_of(name: str) -> str:
    """The suffix in small letters and without its dot; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_plain(text: str) -> bool:
    """Whether the text has only characters that are seen."""
    return all(map(_is_seen, text))


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in _UNSEEN
