"""Parses ids and times from untrusted input."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime


def instant_in(text: object) -> datetime | None:
    """Parse a time in ISO format, by default in our time zone.

    None where it is no time, or one so near the first or last year that another time zone does not know it.
    """
    try:
        instant = parse_datetime(str(text or ""))
        if instant is None:
            return None
        aware = timezone.make_aware(instant) if timezone.is_naive(instant) else instant
        timezone.localtime(aware)
    except (ValueError, OverflowError):
        return None
    return aware


def uuid_in(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
