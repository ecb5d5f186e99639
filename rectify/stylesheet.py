"""One style sheet for the whole site, joined from the files in ``static/css``, which stay small and one concern each.

A page then waits for a single file before it shows anything, and the next page for none.
"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FOLDER = Path(__file__).resolve().parent.parent / "static" / "css"
#: In this order: what comes later may refine what comes before.
SHEETS = "tokens site components figures charts items evidence lists rows compare share forms prose report data".split()
#: Rules for paper alone, after all others.
PRINT = "print"
NAME = "all.css"


def joined() -> str:
    """The whole style sheet, each part under the name of its file."""
    parts = [f"/* {name}.css */\n{_text(name)}" for name in SHEETS]
    return "\n".join([*parts, f"/* {PRINT}.css */\n@media print {{\n{_text(PRINT)}}}\n"])


def _text(name: str) -> str:
    return (FOLDER / f"{name}.css").read_text(encoding="utf-8")


class StyleSheetFinder(BaseFinder):
    """Finds ``css/all.css``, written anew whenever one of its parts has changed: while developing, too."""

    def __init__(self, app_names: object = None, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "joined")
        self.storage.prefix = "css"

    def check(self, **kwargs: object) -> list:
        return []

    def find(self, path: str, find_all: bool = False) -> str | list[str]:
        if path != f"{self.storage.prefix}/{NAME}":
            return []
        found = self._write()
        return [found] if find_all else found

    def list(self, ignore_patterns: object) -> Iterator[tuple[str, FileSystemStorage]]:
        self._write()
        yield NAME, self.storage

    def _write(self) -> str:
        """The path of the file, which holds what its parts hold now."""
        place, text = Path(self.storage.path(NAME)), joined()
        if not place.exists() or place.read_text(encoding="utf-8") != text:
            place.parent.mkdir(parents=True, exist_ok=True)
            # In one step, because another process may be reading it.
            draft = place.with_suffix(".draft")
            draft.write_text(text, encoding="utf-8")
            draft.replace(place)
        return str(place)
