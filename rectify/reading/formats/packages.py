"""DOCX and XLSX packages: looked over as a whole before any part of them is parsed."""

import io
import zipfile

from .limits import Limits
from .refusals import Refusal

_DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_CHUNK = 1024 * 1024


def open_package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Return the package, whose parts together unpack to no more than the limits allow and declare no entities.

    Every part is unpacked once here, in pieces, so that a size which the archive states wrongly is found out.
    """
    package = zipfile.ZipFile(io.BytesIO(data))
    entries = package.infolist()
    if len(entries) > limits.entries:
        raise Refusal("too_many_entries", found=len(entries), limit=limits.entries)
    stated = sum(entry.file_size for entry in entries)
    if stated > limits.expanded_bytes:
        raise Refusal("too_expanded", found=stated, limit=limits.expanded_bytes)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("encrypted_office")
    unpacked = 0
    for entry in entries:
        unpacked += _look_over(package, entry, limits.expanded_bytes - unpacked)
        if unpacked > limits.expanded_bytes:
            raise Refusal("too_expanded", found=unpacked, limit=limits.expanded_bytes)
    return package


def _look_over(package: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> int:
    """Unpack one part without keeping it, refuse it when it declares a document type; return its size in bytes."""
    if not entry.filename.lower().endswith((".xml", ".rels")):
        return entry.file_size
    size, tail = 0, b""
    with package.open(entry) as part:
        while size <= allowed and (chunk := part.read(_CHUNK)):
            size += len(chunk)
            window = tail + chunk
            if any(mark in window for mark in _DECLARATIONS):
                raise Refusal("entities", part=entry.filename)
            tail = window[-32:]
    return size
