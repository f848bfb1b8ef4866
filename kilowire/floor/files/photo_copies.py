"""Makes a print copy and a thumbnail of a photo, and reads the time it was taken.

The original is stored elsewhere unchanged. The copies are upright and keep only the time and the color
profile of the original: the location is not in them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import datetime, tzinfo
from io import BytesIO
from typing import IO, cast

import pillow_heif
from PIL import ExifTags, Image

from kilowire.floor.files.photo_repairs import with_end_mark, without_blanks_before
from kilowire.floor.files.photo_times import can_be, taken_at_of
from kilowire.floor.refusals import Refused

pillow_heif.register_heif_opener()

PRINT_PX = 2048
DRAFT_PX = 1600
THUMBNAIL_PX = 480
PRINT_QUALITY = 82
THUMBNAIL_QUALITY = 76
MAX_PIXELS = 120_000_000
UPRIGHT_BY = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LIES_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
SIXTEEN_BITS = 257  # as many steps of a 16-bit gray are one of an 8-bit gray
PROFILE_OF_MODE = {"RGB": b"RGB ", "L": b"GRAY"}
# What the decoders raise for a file that is damaged, cut off or larger than declared.
_DAMAGED = (OSError, SyntaxError, ValueError, RuntimeError, EOFError, MemoryError)
_BROKEN_EXIF = (*_DAMAGED, ArithmeticError, AttributeError, LookupError, TypeError, struct.error)
UNREADABLE = "That photo cannot be opened; it may have been cut off on its way. Take or send it again."


@dataclass(frozen=True)
class PhotoCopies:
    """What is stored beside an original; ``width`` and ``height`` are the upright original's in pixels.

    ``taken_at`` is what the camera's clock said, possible or not; None where it said nothing.
    """

    print_jpeg: bytes
    thumbnail_jpeg: bytes
    width: int
    height: int
    taken_at: datetime | None


def make_copies(file: IO[bytes], *, zone: tzinfo, field: str | None = None) -> PhotoCopies:
    """Return the copies of one photo; a file that is no complete photo is ``Refused``.

    ``zone`` is the time zone of the camera's clock where the photo does not give one.
    """
    try:
        whole = without_blanks_before(file)
        try:
            return _made(whole, zone, field)
        except _DAMAGED:
            ended = with_end_mark(whole)
            if ended is None:
                raise
            return _made(ended, zone, field)
    except Image.DecompressionBombError:
        raise Refused("That photo is far too large to open; send a smaller one.", field=field) from None
    except _DAMAGED:
        raise Refused(UNREADABLE, field=field) from None
    finally:
        file.seek(0)


def _made(file: IO[bytes], zone: tzinfo, field: str | None) -> PhotoCopies:
    file.seek(0)
    with Image.open(file, formats=FORMATS) as photo:
        if photo.width * photo.height > MAX_PIXELS:
            most = MAX_PIXELS // 1_000_000
            raise Refused(f"That photo has more than {most} million pixels; send a smaller one.", field=field)
        return _copies_of(photo, zone)


def _copies_of(photo: Image.Image, zone: tzinfo) -> PhotoCopies:
    turned, taken_at = _orientation_and_time(photo, zone)
    width, height = photo.size
    profile = photo.info.get("icc_profile") or b""
    _read_small(photo)
    photo = _in_eight_bits(photo)
    photo.thumbnail((PRINT_PX, PRINT_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
    upright = _without_transparency(photo)
    if turned in UPRIGHT_BY:
        upright = upright.transpose(UPRIGHT_BY[turned])
    if turned in LIES_ON_ITS_SIDE:
        width, height = height, width
    profile = profile if profile[16:20] == PROFILE_OF_MODE[upright.mode] else b""
    print_jpeg = _jpeg(upright, PRINT_QUALITY, taken_at, profile)
    upright.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return PhotoCopies(
        print_jpeg, _jpeg(upright, THUMBNAIL_QUALITY, taken_at, profile), width, height, taken_at
    )


def _orientation_and_time(photo: Image.Image, zone: tzinfo) -> tuple[int, datetime | None]:
    """Return orientation and time from the EXIF data; the defaults where it cannot be read."""
    try:
        exif = photo.getexif()
        return exif.get(ExifTags.Base.Orientation, 1), taken_at_of(exif, zone)
    except _BROKEN_EXIF:
        return 1, None


def _read_small(photo: Image.Image) -> None:
    """Let the JPEG decoder scale a large photo down while reading, to what a print still needs."""
    longest = max(photo.size)
    if longest > DRAFT_PX:
        photo.draft("RGB", (photo.width * DRAFT_PX // longest, photo.height * DRAFT_PX // longest))


def _in_eight_bits(photo: Image.Image) -> Image.Image:
    """Keep the tones of a 16-bit gray picture, which Pillow's own conversion would cut off as white."""
    if not photo.mode.startswith("I"):
        return photo
    gray = photo.convert("I")
    _, lightest = cast("tuple[float, float]", gray.getextrema())  # of one band
    return (
        gray.point(lambda tone: tone * (1 / SIXTEEN_BITS)).convert("L")
        if lightest > 255
        else gray.convert("L")
    )


def _without_transparency(photo: Image.Image) -> Image.Image:
    if photo.has_transparency_data:
        ground = Image.new("RGBA", photo.size, "white")
        ground.alpha_composite(photo.convert("RGBA"))
        return ground.convert("RGB")
    return photo if photo.mode in {"RGB", "L"} else photo.convert("RGB")


def _jpeg(photo: Image.Image, quality: int, taken_at: datetime | None, profile: bytes) -> bytes:
    exif = Image.Exif()
    if taken_at and can_be(taken_at):
        camera = exif.get_ifd(ExifTags.IFD.Exif)
        camera[ExifTags.Base.DateTimeOriginal] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
        camera[ExifTags.Base.OffsetTimeOriginal] = _offset(taken_at)
    copy = BytesIO()
    photo.save(copy, "JPEG", quality=quality, exif=exif, icc_profile=profile or None)
    return copy.getvalue()


def _offset(moment: datetime) -> str:
    text = f"{moment:%z}"
    return f"{text[:3]}:{text[3:5]}"
