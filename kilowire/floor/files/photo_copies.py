"""Makes a print copy and a thumbnail of a photo, and reads the time it was taken.

The original is stored elsewhere unchanged. The copies are upright and keep only the time and the color
profile of the original: the location is not in them.
"""

from __future__ import annotations

import struct
from datetime import datetime, tzinfo
from io import BytesIO
from typing import IO

from django.utils.translation import gettext_noop as _
from PIL import ExifTags, Image

from kilowire.floor.files.found import NotTaken, PhotoCopies
from kilowire.floor.files.photo_pixels import pixels_of, refuse_too_large
from kilowire.floor.files.photo_repairs import with_end_mark, without_blanks_before
from kilowire.floor.files.photo_times import can_be, taken_at_of
from kilowire.floor.sandbox.limits import room_for_what_is_never_written

PRINT_PX = 2048
THUMBNAIL_PX = 480
PRINT_QUALITY = 82
THUMBNAIL_QUALITY = 76
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
PROFILE_OF_MODE = {"RGB": b"RGB ", "L": b"GRAY"}
# What the decoders raise for a file that is damaged, cut off or larger than declared.
_DAMAGED = (OSError, SyntaxError, ValueError, RuntimeError, EOFError)
_BROKEN_EXIF = (*_DAMAGED, ArithmeticError, AttributeError, LookupError, TypeError, struct.error)
UNREADABLE = _("{name} cannot be opened; it may have been cut off on its way. Take or send it again.")


def make_copies(file: IO[bytes], *, zone: tzinfo, now: datetime) -> PhotoCopies:
    """Return the copies of one photo; a file that is no complete photo, or too large a one, is ``NotTaken``.

    ``zone`` is the time zone of the camera's clock where the photo does not give one. Runs in a child alone.
    """
    try:
        whole = without_blanks_before(file)
        try:
            return _made(whole, zone, now)
        except _DAMAGED:
            ended = with_end_mark(whole)
            if ended is None:
                raise
            return _made(ended, zone, now)
    except _DAMAGED:
        raise NotTaken(UNREADABLE) from None
    finally:
        file.seek(0)


def _made(file: IO[bytes], zone: tzinfo, now: datetime) -> PhotoCopies:
    file.seek(0)
    with room_for_what_is_never_written():  # Pillow lays out the frames of a WebP before we know its size
        opened = Image.open(file, formats=FORMATS)
    with opened as photo:
        refuse_too_large(photo)
        return _copies_of(photo, file, zone, now)


def _copies_of(photo: Image.Image, file: IO[bytes], zone: tzinfo, now: datetime) -> PhotoCopies:
    turned, taken_at = _orientation_and_time(photo, zone)
    width, height = photo.size
    profile = photo.info.get("icc_profile") or b""
    small = pixels_of(photo, file, enough_for=PRINT_PX)
    small.thumbnail((PRINT_PX, PRINT_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
    upright = small
    if turned in UPRIGHT_BY:
        upright = upright.transpose(UPRIGHT_BY[turned])
    if turned in LIES_ON_ITS_SIDE:
        width, height = height, width
    profile = profile if profile[16:20] == PROFILE_OF_MODE[upright.mode] else b""
    exif = _time_alone(taken_at if taken_at and can_be(taken_at, now) else None)
    print_jpeg = _jpeg(upright, PRINT_QUALITY, exif, profile)
    upright.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return PhotoCopies(print_jpeg, _jpeg(upright, THUMBNAIL_QUALITY, exif, profile), width, height, taken_at)


def _orientation_and_time(photo: Image.Image, zone: tzinfo) -> tuple[int, datetime | None]:
    """Return orientation and time from the EXIF data; the defaults where it cannot be read."""
    try:
        exif = photo.getexif()
        return exif.get(ExifTags.Base.Orientation, 1), taken_at_of(exif, zone)
    except _BROKEN_EXIF:
        return 1, None


def _time_alone(taken_at: datetime | None) -> Image.Exif:
    exif = Image.Exif()
    if taken_at:
        camera = exif.get_ifd(ExifTags.IFD.Exif)
        camera[ExifTags.Base.DateTimeOriginal] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
        camera[ExifTags.Base.OffsetTimeOriginal] = _offset(taken_at)
    return exif


def _jpeg(photo: Image.Image, quality: int, exif: Image.Exif, profile: bytes) -> bytes:
    copy = BytesIO()
    photo.save(copy, "JPEG", quality=quality, exif=exif, icc_profile=profile or None)
    return copy.getvalue()


def _offset(moment: datetime) -> str:
    text = f"{moment:%z}"
    return f"{text[:3]}:{text[3:5]}"
