"""The business days of a job's parties: the city's and the utility's by their rows, federal for the rest."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from jobs.models import Jurisdiction, Party, Site, Utility
from kilowire.calendars import CALENDARS, FEDERAL, Calendar, calendar_named, weekdays_named


def city_calendar(jurisdiction: Jurisdiction) -> Calendar:
    """The days on which this building department works."""
    return _with_closures(
        jurisdiction.calendar, jurisdiction.closed_weekdays, tuple(sorted(jurisdiction.closed_days or ()))
    )


def utility_calendar(utility: Utility) -> Calendar:
    """The days on which this utility works."""
    return CALENDARS.get(utility.calendar, FEDERAL)


def calendar_of(party: str, site: Site) -> Calendar:
    """The calendar by which the age of an open item on this party is counted."""
    if party == Party.CITY:
        return city_calendar(site.jurisdiction)
    if party == Party.UTILITY:
        return utility_calendar(site.utility)
    return FEDERAL


@lru_cache(maxsize=256)
def _with_closures(name: str, weekdays: str, days: tuple[str, ...]) -> Calendar:
    return calendar_named(name).with_closures(
        weekdays=weekdays_named(weekdays), closed=[date.fromisoformat(day) for day in days]
    )
