"""When unsent work on a tablet counts as old: after one working day. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from kilowire.floor.calendars import FEDERAL, add_business_days


def a_working_day_before(here: datetime) -> datetime:
    """Return the same hour on the working day before; ``here`` is in local time."""
    day = add_business_days(here.date(), -1, FEDERAL)
    return here - timedelta(days=(here.date() - day).days)
