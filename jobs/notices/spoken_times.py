"""When something is, in the words of who reads it. Pure."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from jobs.road.hours import read_hours
from kilowire.floor.days import NOON, spoken_span, weekday_in_words


def window_begins(day: date, window: str) -> datetime:
    """Return when these hours begin on this day; noon where they cannot be read."""
    typed = read_hours(window)
    return timezone.make_aware(datetime.combine(day, (typed and typed.begins) or time(NOON)))


def time_said(starts_at: datetime, ends_at: datetime) -> str:
    """Return ``Tuesday, November 24, 9 AM–1 PM`` in the active language."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return f"{weekday_in_words(start.date())}, {spoken_span(start.time(), end.time())}"
