"""When a utility has typically finished. Pure."""

from __future__ import annotations

from datetime import date

from kilowire.floor.calendars import SCE, Calendar, add_business_days

UTILITY_TYPICAL_DAYS = 30


def utility_typical_on(
    submitted_on: date, calendar: Calendar = SCE, days: int = UTILITY_TYPICAL_DAYS
) -> date:
    """Return the day by which the utility has typically installed the adapter; never a promise."""
    return add_business_days(submitted_on, days, calendar)
