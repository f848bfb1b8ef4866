"""When a day of the office's own clock begins."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone


def midnight(day: date) -> datetime:
    """The instant at which the day begins, in the current time zone."""
    return timezone.make_aware(datetime.combine(day, time()))
