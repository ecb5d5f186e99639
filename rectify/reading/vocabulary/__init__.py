"""Words as data: one TOML file a concern, read once.

`from .vocabulary import OUTLINE` and `load("outline")` both give what `outline.toml` says.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The vocabulary file `name`.toml as a dictionary. Callers must not change what they get."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def __getattr__(name: str) -> dict[str, Any]:
    if not name.isupper():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return load(name.lower())
