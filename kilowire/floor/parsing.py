"""Parses ids and times from untrusted input."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime


def instant_in(text: object) -> datetime | None:
    """Parse a time in ISO format, by default in our time zone; None where it is invalid."""
    try:
        instant = parse_datetime(str(text or ""))
    except ValueError:
        return None
    return timezone.make_aware(instant) if instant and timezone.is_naive(instant) else instant


def uuid_in(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
