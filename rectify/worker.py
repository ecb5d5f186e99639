"""Keeps the worker for long tasks running beside the server, as long as the server lives.

`python -m rectify.worker` starts `manage.py db_worker`, starts it again when it dies, and ends with whoever holds the
other end of its standard input: nothing has to be told, for that end closes even when the server is killed. Where a
service manager looks after programs (deploy/ledger-worker.service), it runs `manage.py db_worker` itself.
"""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--no-reload", "--verbosity", "0")
#: Seconds before a worker that died is started again; more each time it dies soon.
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_LIVED_WELL = 60.0
#: Seconds that a task has to end once the server has.
_TO_FINISH = 10.0


def start_beside_server() -> subprocess.Popen:
    """Start the keeper as a child; it ends when this process does."""
    # In a session of its own: Ctrl+C is for the server, whose end then ends it.
    return subprocess.Popen(
        [sys.executable, "-m", "rectify.worker"], cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True
    )


class Keeper:
    """Runs a command, again and again, until it is told to stop."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = command
        self._stopping = threading.Event()
        self._worker: subprocess.Popen | None = None

    def keep(self) -> None:
        """Returns once `stop` was called and the worker has ended."""
        wait = _FIRST_WAIT
        while not self._stopping.is_set():
            begun = time.monotonic()
            # Its own standard input, so that it does not hold the server's end open.
            self._worker = subprocess.Popen(self.command, cwd=ROOT, stdin=subprocess.DEVNULL)  # noqa: S603 - our own
            if self._stopping.is_set():
                self._worker.terminate()
            self._worker.wait()
            if self._stopping.is_set():
                return
            wait = _FIRST_WAIT if time.monotonic() - begun > _LIVED_WELL else min(wait * 2, _LONGEST_WAIT)
            print(f"The worker for long tasks ended ({self._worker.returncode}); starting it again.", file=sys.stderr)
            self._stopping.wait(wait)

    def stop(self) -> None:
        """Let the task that is at work finish, for a while; then end the worker."""
        self._stopping.set()
        worker = self._worker
        if worker is None or worker.poll() is not None:
            return
        worker.terminate()
        last_resort = threading.Timer(_TO_FINISH, worker.kill)
        last_resort.daemon = True
        last_resort.start()


def watch(server: IO[bytes], keeper: Keeper) -> None:
    """Stop when the other end of ``server`` closes."""
    while server.read(1):
        pass
    keeper.stop()


def main() -> None:
    keeper = Keeper(COMMAND)
    signal.signal(signal.SIGTERM, lambda *_: keeper.stop())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=watch, args=(sys.stdin.buffer, keeper), daemon=True).start()
    keeper.keep()


if __name__ == "__main__":
    main()
