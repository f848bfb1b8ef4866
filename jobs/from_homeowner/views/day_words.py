"""Day and hours of an appointment in the reader's language."""

from __future__ import annotations

from datetime import datetime

from kilowire.floor.days import spoken_span, weekday_in_words


def span(starts: datetime, ends: datetime) -> str:
    """Return the day and the hours of two local times."""
    return f"{weekday_in_words(starts.date())}, {spoken_span(starts.time(), ends.time())}"
