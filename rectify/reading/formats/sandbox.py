"""Runs a converter in a process of its own, which is ended when the document costs more than it may."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .limits import Limits
from .refusals import Refusal

_CHILD = Path(__file__).with_name("child.py")
_BYTES_PER_CHARACTER = 6  # the longest that a character becomes as JSON in UTF-8
_ROOM = 4 * 1024 * 1024  # what surrounds the text in the answer


def convert(kind: str, data: bytes, name: str | None, limits: Limits) -> dict[str, Any]:
    """Return what the child made of the document, as the fields of `Extracted`; raise `Refusal` otherwise.

    Input and answer are temporary files and not pipes: no end waits for the other, and the size of the answer is limited
    by the system itself.
    """
    task = {"kind": kind, "name": name, "limits": limits.as_dict(), "answer_bytes": _answer_bytes(limits)}
    try:
        with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
            question.write(json.dumps(task).encode() + b"\n")
            question.write(data)
            question.seek(0)
            code = _run(question, answer, kind, limits)
            answer.seek(0)
            return _understood(answer.read(_answer_bytes(limits) + 1), code, kind, limits)
    except OSError as error:
        raise Refusal("no_process", form=kind, reason=error.strerror or type(error).__name__) from None


def _answer_bytes(limits: Limits) -> int:
    return limits.characters * _BYTES_PER_CHARACTER + _ROOM


def _run(question: Any, answer: Any, kind: str, limits: Limits) -> int:
    """Run the child to its end, or end it; return its exit code, negative for a signal."""
    environment = {
        key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME")
    }
    # The child finds the same libraries as this process, however this one found them.
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
        [sys.executable, "-P", "-X", "utf8", str(_CHILD)],
        stdin=question,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd="/",
        start_new_session=True,
    )
    try:
        return process.wait(limits.seconds)
    except subprocess.TimeoutExpired:
        raise Refusal("too_slow", limit=limits.seconds, form=kind) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _understood(answer: bytes, code: int, kind: str, limits: Limits) -> dict[str, Any]:
    try:
        result = json.loads(answer)
    except (ValueError, MemoryError):
        raise _why_it_ended(code, kind, limits) from None
    if "refused" in result:
        raise Refusal(result["refused"], **result["details"])
    return result


def _why_it_ended(code: int, kind: str, limits: Limits) -> Refusal:
    if code == -signal.SIGXCPU:
        return Refusal("too_slow", limit=limits.seconds, form=kind)
    if code == -signal.SIGKILL:  # nobody here sent it: the system ran out of memory
        return Refusal("too_much_memory", limit=limits.memory_bytes)
    if code == -signal.SIGXFSZ:
        return Refusal("too_many_characters", limit=limits.characters)
    reason = f"信号 {-code}" if code < 0 else f"退出码 {code}"
    return Refusal("crashed", form=kind, reason=reason)
