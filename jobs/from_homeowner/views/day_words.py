"""Day and hours of an appointment in the reader's language."""

from __future__ import annotations

from datetime import datetime

from jobs.road.homeowner_words import long_day
from jobs.road.hours import spoken_span


def span(starts: datetime, ends: datetime) -> str:
    """Return the day and the hours of two local times."""
    return f"{long_day(starts.date())}, {spoken_span(starts.time(), ends.time())}"
