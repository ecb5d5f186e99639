"""The key that signs sessions and links: made once for an installation, never part of the code."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def secret_key_in(path: Path) -> str:
    """Return the key kept in the file at `path`; make file and key when there is none yet.

    The file is readable by its owner only. Of several processes that start at once, all get the same key.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key() + "\n", encoding="ascii")
        try:
            # A link appears whole or not at all, and never replaces the key that another process just made.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
