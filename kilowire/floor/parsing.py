"""Parses ids and times from untrusted input."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime

# Beyond them a time cannot be turned into another time zone, or nobody meant it.
FIRST_YEAR = 1970
LAST_YEAR = 2200


def instant_in(text: object) -> datetime | None:
    """Parse a time in ISO format, by default in our time zone; None where it cannot be."""
    try:
        instant = parse_datetime(str(text or ""))
    except ValueError:
        return None
    if instant is None or not FIRST_YEAR <= instant.year <= LAST_YEAR:
        return None
    return timezone.make_aware(instant) if timezone.is_naive(instant) else instant


def uuid_in(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
