"""How far a worker is, told beside the database: what a transaction has not committed, nobody else can see there.

A small file by upload in the private storage. It is touched every second while the worker lives; one that is not has
lost its worker.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from rectify.ledger.models import Upload
from rectify.ledger.models.uploads import upload_storage

_EVERY = 1.0
#: Seconds without a sign of life after which a worker is taken for dead.
LOST_AFTER = 30.0


def folder_of(upload: Upload) -> Path:
    return Path(upload_storage().path(str(upload.pk)))


def _file_of(upload: Upload) -> Path:
    return folder_of(upload) / "progress.json"


class Progress:
    """Where one worker is with one upload; call it with a step's code, how many are done, and how many there are."""

    def __init__(self, upload: Upload) -> None:
        self._file = _file_of(upload)
        self._told = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        told = json.dumps({"step": step, "done": done, "total": total})
        if told != self._told:
            self._told = told
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self._file.with_suffix(".new")
            draft.write_text(told, encoding="ascii")
            draft.replace(self._file)

    def beat(self) -> None:
        with suppress(OSError):
            self._file.touch(exist_ok=True)


@contextmanager
def told(upload: Upload) -> Iterator[Progress]:
    """Give signs of life while the block runs."""
    progress, is_over = Progress(upload), threading.Event()
    progress("starting", 0, 0)

    def live() -> None:
        while not is_over.wait(_EVERY):
            progress.beat()

    thread = threading.Thread(target=live, daemon=True)
    thread.start()
    try:
        yield progress
    finally:
        is_over.set()
        thread.join()
        with suppress(OSError):
            _file_of(upload).unlink()


def seen(upload: Upload) -> dict[str, Any]:
    """The step, what is done and what there is in all; empty where nothing has been told."""
    try:
        return json.loads(_file_of(upload).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}


def seconds_since(upload: Upload) -> float | None:
    """Since the last sign of life; None where there is none."""
    try:
        return time.time() - _file_of(upload).stat().st_mtime
    except OSError:
        return None
