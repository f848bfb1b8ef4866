"""A photo as it came → a print copy, a thumbnail and the moment it was taken.

The original is kept elsewhere as it is. The copies are upright, carry the time and the colour profile of the
original and nothing else: where somebody lives is not in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from io import BytesIO
from typing import IO

import pillow_heif
from PIL import ExifTags, Image, ImageOps

from kilowire.refusals import Refused

pillow_heif.register_heif_opener()

PRINT_PX = 2048
DRAFT_PX = 1600
THUMBNAIL_PX = 480
PRINT_QUALITY = 82
THUMBNAIL_QUALITY = 76
MAX_PIXELS = 120_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
PROFILE_OF_MODE = {"RGB": b"RGB ", "L": b"GRAY"}
UNREADABLE = "That photo cannot be opened; it may have been cut off on its way. Take or send it again."


@dataclass(frozen=True)
class PhotoCopies:
    """What is stored beside an original; ``width`` and ``height`` are the upright original's."""

    print_jpeg: bytes
    thumbnail_jpeg: bytes
    width: int
    height: int
    taken_at: datetime | None


def make_copies(file: IO[bytes], *, zone: tzinfo, field: str | None = None) -> PhotoCopies:
    """The copies of one photo; a file that is no whole photo is refused.

    ``zone`` reads the camera's clock where the photo does not say in which zone it was set.
    """
    file.seek(0)
    try:
        with Image.open(file, formats=FORMATS) as photo:
            if photo.width * photo.height > MAX_PIXELS:
                raise Refused(
                    f"That photo has more than {MAX_PIXELS // 1_000_000} million pixels; send a smaller one.",
                    field=field,
                )
            return _copies_of(photo, zone)
    except Image.DecompressionBombError:
        raise Refused("That photo is far too large to open; send a smaller one.", field=field) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Refused(UNREADABLE, field=field) from None
    finally:
        file.seek(0)


def _copies_of(photo: Image.Image, zone: tzinfo) -> PhotoCopies:
    taken_at = taken_at_of(photo.getexif(), zone)
    width, height = photo.size
    profile = photo.info.get("icc_profile") or b""
    _read_small(photo)
    photo.thumbnail((PRINT_PX, PRINT_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
    upright = _without_transparency(ImageOps.exif_transpose(photo))
    if (upright.width > upright.height) != (width > height):
        width, height = height, width
    profile = profile if profile[16:20] == PROFILE_OF_MODE[upright.mode] else b""
    print_jpeg = _jpeg(upright, PRINT_QUALITY, taken_at, profile)
    upright.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return PhotoCopies(
        print_jpeg, _jpeg(upright, THUMBNAIL_QUALITY, taken_at, profile), width, height, taken_at
    )


def _read_small(photo: Image.Image) -> None:
    """Let the JPEG decoder itself halve a large photo, down to what a print still needs."""
    longest = max(photo.size)
    if longest > DRAFT_PX:
        photo.draft("RGB", (photo.width * DRAFT_PX // longest, photo.height * DRAFT_PX // longest))


def _without_transparency(photo: Image.Image) -> Image.Image:
    if photo.has_transparency_data:
        ground = Image.new("RGBA", photo.size, "white")
        ground.alpha_composite(photo.convert("RGBA"))
        return ground.convert("RGB")
    return photo if photo.mode in {"RGB", "L"} else photo.convert("RGB")


def _jpeg(photo: Image.Image, quality: int, taken_at: datetime | None, profile: bytes) -> bytes:
    exif = Image.Exif()
    if taken_at:
        camera = exif.get_ifd(ExifTags.IFD.Exif)
        camera[ExifTags.Base.DateTimeOriginal] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
        camera[ExifTags.Base.OffsetTimeOriginal] = _offset(taken_at)
    copy = BytesIO()
    photo.save(copy, "JPEG", quality=quality, exif=exif, icc_profile=profile or None)
    return copy.getvalue()


def _offset(moment: datetime) -> str:
    text = f"{moment:%z}"
    return f"{text[:3]}:{text[3:5]}"


def taken_at_of(exif: Image.Exif, zone: tzinfo) -> datetime | None:
    """When the shutter opened, as the camera says; None where it does not, or says nonsense."""
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    clock = camera.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    offset = camera.get(ExifTags.Base.OffsetTimeOriginal) or ""
    try:
        moment = datetime.strptime(str(clock).strip("\x00 "), "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None
    try:
        return datetime.strptime(f"{moment:%Y-%m-%d %H:%M:%S} {offset.strip()}", "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return moment
