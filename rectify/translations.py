"""Compiles translations without gettext, which a bare machine does not have.

What translators write (`.po`) is kept in the repository; what Django reads (`.mo`) is made from it here,
so that the two can never disagree.
"""

from collections.abc import Iterable
from pathlib import Path

import polib


def compile_translations(folders: Iterable[Path]) -> list[Path]:
    """Compile every catalogue under `folders` that is newer than its compiled form; return those that were."""
    stale = [source for folder in folders for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if is_stale(source)]
    for source in stale:
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
    return stale


def is_stale(source: Path) -> bool:
    """Whether the catalogue at `source` has no compiled form, or an older one."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime
