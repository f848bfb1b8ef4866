"""When a photo was taken, by the clock of its camera, and whether that can be."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, tzinfo

from django.utils import timezone
from PIL import ExifTags, Image

# A camera whose battery was empty begins again at 1970, 1980 or 2000.
FIRST_YEAR = 2001
CLOCKS_APART = timedelta(minutes=5)


def taken_at_of(exif: Image.Exif, zone: tzinfo) -> datetime | None:
    """Return the time of the shot by the camera's clock; None where it is missing, invalid or never was.

    ``zone`` is the camera's where the photo does not give one; an hour that is left out there never was. The
    time may still be one that ``can_be`` denies.
    """
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    clock = camera.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    offset = str(camera.get(ExifTags.Base.OffsetTimeOriginal) or "").strip()
    text = str(clock).strip("\x00 ")
    try:
        moment = datetime.strptime(text, "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None
    try:
        return datetime.strptime(f"{text} {offset}", "%Y:%m:%d %H:%M:%S %z")
    except ValueError:
        return moment if not _has_other_zones(moment) or _is_shown_by_clocks(moment) else None


def can_be(taken_at: datetime, now: datetime | None = None) -> bool:
    """Return whether a photo may have been taken then: not before 2001, and not after now."""
    now = now or timezone.now()
    # The year first: at both ends of the calendar a time cannot be turned into another zone.
    return FIRST_YEAR <= taken_at.year <= now.year + 1 and taken_at <= now + CLOCKS_APART


def _has_other_zones(moment: datetime) -> bool:
    return MINYEAR < moment.year < MAXYEAR


def _is_shown_by_clocks(moment: datetime) -> bool:
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(fold=0) == moment
