"""Parses ids and times from untrusted input."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime

FIRST_YEAR = 1970  # where the clock of a device begins that has lost the time


def instant_in(text: object) -> datetime | None:
    """Parse a time in ISO format, by default in our time zone.

    None where it is no time, before 1970, or so near the last day that another time zone does not know it.
    """
    try:
        instant = parse_datetime(str(text or ""))
        if instant is None or instant.year < FIRST_YEAR:
            return None
        aware = timezone.make_aware(instant) if timezone.is_naive(instant) else instant
        timezone.localtime(aware)
    except (ValueError, OverflowError):
        return None
    return aware


def is_without_zone(text: object) -> bool:
    """Return whether this is a time in ISO format that names no zone, such as a camera writes."""
    try:
        instant = parse_datetime(str(text or ""))
    except ValueError:
        return False
    return instant is not None and timezone.is_naive(instant)


def uuid_in(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
