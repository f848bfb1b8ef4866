"""When what a tablet still holds counts as old: a working day has passed over it. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from kilowire.floor.calendars import FEDERAL, add_business_days


def a_working_day_before(here: datetime) -> datetime:
    """The same hour of the working day before, of an instant that is local already."""
    day = add_business_days(here.date(), -1, FEDERAL)
    return here - timedelta(days=(here.date() - day).days)
