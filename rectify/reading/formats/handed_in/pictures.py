"""Pictures: opened and decoded whole, with nothing behind their end that is something else."""

import io
import re
import struct
import warnings

from PIL import ExifTags, Image

from ..refusals import Refusal

#: The largest cameras of phones make 200 million; a picture of more is meant to fill the memory.
MOST_PIXELS = 210_000_000
_PILLOW = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
#: What a browser or a server would run; no picture needs it, not even in its captions.
_CODE = re.compile(rb"<(?:script|html|iframe|!doctype)[\s>]|<\?php|%PDF-\d", re.I)
_PNG = b"\x89PNG\r\n\x1a\n"
_GPS_WORDS = (b"GPSLatitude", b"exif:GPS")


def kind_of_picture(data: bytes) -> str | None:
    """jpg, png or webp by the first bytes; None for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(_PNG):
        return "png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise Refusal("picture_kind", kind="HEIC/AVIF")
    return None


def look_over(data: bytes, kind: str) -> list[str]:
    """Return what the picture carries (position, device); raise `Refusal` when it is damaged or more than a picture."""
    if _CODE.search(data):
        raise Refusal("two_natures", other="HTML/PDF")
    if (kind == "png" and _end_of_png(data) != len(data)) or (kind == "webp" and _end_of_webp(data) < len(data)):
        raise Refusal("something_behind")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        # Its own bound lies below what phones make; ours is checked before a pixel is decoded.
        Image.MAX_IMAGE_PIXELS = MOST_PIXELS
        try:
            with Image.open(io.BytesIO(data), formats=[_PILLOW[kind]]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Refusal("too_many_pixels", limit=MOST_PIXELS)
                carries = _carried(picture, data)
                # Decodes a JPEG at an eighth of its size, every byte of it all the same.
                picture.draft("RGB", (picture.width // 8, picture.height // 8))
                picture.load()
        except Image.DecompressionBombError:
            raise Refusal("too_many_pixels", limit=MOST_PIXELS) from None
    return carries


def carries_position(data: bytes) -> bool:
    """Whether a picture inside another file tells where it was taken; False for one that cannot be opened."""
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
            return "position" in _carried(picture, data)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _carried(picture: Image.Image, data: bytes) -> list[str]:
    exif = picture.getexif()
    found = []
    if exif.get_ifd(ExifTags.IFD.GPSInfo) or any(word in data for word in _GPS_WORDS):
        found.append("position")
    if exif.get(ExifTags.Base.Make) or exif.get(ExifTags.Base.Model):
        found.append("device")
    if exif.get(ExifTags.Base.Artist):
        found.append("authors")
    return found


def _end_of_png(data: bytes) -> int:
    """The place behind the chunk IEND; where there is none, decoding will tell."""
    at = len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, at = data[at + 4 : at + 8], at + 12 + length
        if kind == b"IEND":
            return at
    return len(data)


def _end_of_webp(data: bytes) -> int:
    (length,) = struct.unpack_from("<I", data, 4)
    return 8 + length + length % 2
