"""Files that people hand in, good and bad, made here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from PIL import Image

from tests.reading.formats.documents import package, report_pdf, saved, word, workbook

__all__ = ["package", "report_pdf", "saved", "word", "workbook"]

GPS = 0x8825


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), *, position: bool = False) -> bytes:
    """A picture; ``position`` writes into it where it was taken."""
    exif = Image.Exif()
    if position:
        exif[GPS] = {1: "N", 2: (40.0, 1.0, 2.0), 3: "E", 4: (124.0, 3.0, 4.0)}
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, form, exif=exif)
    return file.getvalue()


def document(*texts: str) -> bytes:
    return saved(word(*(texts or ("巡护记录已补齐",))))


def with_parts(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    """An office package with these parts besides, or instead of, its own."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def archive() -> bytes:
    return package({"a.txt": "别的文件"})


def pdf(*objects: str, further: Sequence[str] = ()) -> bytes:
    """A page of PDF with these entries more in its catalogue, and these further objects, from number 4 on."""
    parts = [
        f"<< /Type /Catalog /Pages 2 0 R {' '.join(objects)} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        *further,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    return out + f"trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def huge_picture() -> bytes:
    """A PNG of some bytes that says it is 16 million points wide and high."""
    data = picture("PNG")
    head = b"IHDR" + struct.pack(">II", 0xFFFFFF, 0xFFFFFF) + data[24:29]
    return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]


def bomb() -> bytes:
    """A document of a few hundred kilobytes that unpacks to 210 megabytes."""
    return package({"[Content_Types].xml": "wordprocessingml", "word/media/a.jpg": b"\0" * (210 * 1024 * 1024)})
