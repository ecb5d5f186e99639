"""The key that signs sessions and links: made once for an installation, never part of the code."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.utils import get_random_secret_key


def secret_key_in(path: Path) -> str:
    """Return the key kept in the file at `path`; make file and key when there is none yet.

    The file is readable by its owner only. Of several processes that start at once, all get the same key.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as draft:
            draft.write(get_random_secret_key() + "\n")
            draft.flush()
            # A link appears whole or not at all, and never replaces the key that another process just made.
            with suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text(encoding="ascii").strip()
