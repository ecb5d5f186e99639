"""The process that converts one document: reads the task and the bytes on standard input, writes JSON to standard output.

Run as a file by `sandbox.py`. It gives itself limits before it looks at a single byte of the document.
"""

import contextlib
import importlib
import json
import math
import sys
import types
from dataclasses import asdict
from pathlib import Path
from typing import Any

_FORMATS = "rectify.reading.formats"
_CONVERTERS = {
    "html": "html.page",
    "docx": "docx.document",
    "pdf": "pdf.document",
    "xlsx": "workbook",
    "handed_in": "handed_in",
}
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.spawn",
    "os.remove",
    "os.rename",
)
_XML_NO_MEMORY = 2  # libxml2's code
_FOR_WRITING = 0x3  # the access bits of open(2) flags: write only or read and write


def main() -> None:
    task = json.loads(sys.stdin.buffer.readline())
    _limit_resources(task)
    try:
        answer = _convert(task, sys.stdin.buffer.read())
    except MemoryError:
        answer = {"refused": "too_much_memory", "details": {"limit": task["limits"]["memory_bytes"]}}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _convert(task: dict[str, Any], data: bytes) -> dict[str, Any]:
    _skip_the_reader()
    from rectify.reading.formats.limits import Limits
    from rectify.reading.formats.refusals import Refusal
    from rectify.reading.formats.sniff import kind_of_package

    limits, kind = Limits(**task["limits"]), task["kind"]
    try:
        kind = kind_of_package(data) if kind == "package" else kind
        converter = importlib.import_module(f"{_FORMATS}.{_CONVERTERS[kind]}")
        sys.addaudithook(_refuse_side_effects)
        extracted = converter.extract(data, limits)
        if sum(map(len, extracted.lines)) + len(extracted.lines) > limits.characters:
            raise Refusal("too_many_characters", limit=limits.characters)
        return asdict(extracted)
    except Refusal as refusal:
        return {"refused": refusal.code, "details": refusal.details}
    except ImportError as error:
        return {"refused": "no_library", "details": {"form": kind, "reason": str(error)}}
    except MemoryError:
        raise
    except RecursionError:
        return {"refused": "too_deep", "details": {"form": kind}}
    except Exception as error:  # whatever a library makes of a damaged document
        if _ran_out_of_memory(error):
            raise MemoryError from error
        form = "an Office document" if kind == "package" else kind
        return {"refused": "damaged", "details": {"form": form, "reason": type(error).__name__}}


def _ran_out_of_memory(error: BaseException) -> bool:
    """Whether a library's own error stands for a lack of memory."""
    seen: list[BaseException] = []
    while isinstance(error, BaseException) and error not in seen:
        if isinstance(error, MemoryError) or getattr(error, "code", None) == _XML_NO_MEMORY:
            return True
        seen.append(error)
        error = error.__cause__ or error.__context__ or next(iter(error.args), None)
    return False


def _limit_resources(task: dict[str, Any]) -> None:
    """Limit memory, processor time and output where the system can; the parent's clock holds in any case."""
    try:
        import resource
    except ImportError:
        return
    limits = task["limits"]
    seconds = math.ceil(limits["seconds"]) + 1
    wanted = {
        "RLIMIT_AS": int(limits["memory_bytes"]),
        "RLIMIT_CPU": seconds,
        "RLIMIT_FSIZE": int(task["answer_bytes"]),
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": 64,
    }
    for name, value in wanted.items():
        # macOS knows some of these and refuses to set them.
        with contextlib.suppress(ValueError, OSError, AttributeError):
            which = getattr(resource, name)
            _, hard = resource.getrlimit(which)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(which, (value, hard))


def _skip_the_reader() -> None:
    """Make these packages importable without running their `__init__`, which brings the whole reader: it takes longer to load
    than most documents take to convert."""
    formats = Path(__file__).resolve().parent
    for name, folder in (("rectify", formats.parent.parent), ("rectify.reading", formats.parent), (_FORMATS, formats)):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package


def _refuse_side_effects(event: str, arguments: tuple) -> None:
    """Let the converter read what it needs and do nothing else: no network, no process, no file written."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not for a converter")
    if event == "open":
        _, mode, flags = arguments
        writes = (
            any(letter in mode for letter in "wax+") if isinstance(mode, str) else bool((flags or 0) & _FOR_WRITING)
        )
        if writes:
            raise PermissionError("a converter writes no files")


if __name__ == "__main__":
    main()
