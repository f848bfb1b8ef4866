"""The business days of a job's parties: the city's and the utility's own, federal for everybody else."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from jobs.models import Jurisdiction, Party, Site, Utility
from kilowire.floor.calendars import CALENDARS, FEDERAL, Calendar, calendar_named, weekdays_named


def city_calendar(jurisdiction: Jurisdiction) -> Calendar:
    """Return the business days of this building department."""
    return calendar_with(jurisdiction.calendar, jurisdiction.closed_weekdays, jurisdiction.closed_days, [])


def utility_calendar(utility: Utility) -> Calendar:
    """Return the business days of this utility."""
    return calendar_with(utility.calendar, "", utility.closed_days, utility.open_days)


def calendar_with(name: str, weekdays: str, closed: list[str], opened: list[str]) -> Calendar:
    """Return the calendar of this name with these closures, by the columns of a row; else the federal one."""
    if name not in CALENDARS:
        return FEDERAL
    return _with_closures(name, weekdays, _days(closed), _days(opened))


def calendar_of(party: str, site: Site) -> Calendar:
    """Return the calendar that counts the age of an open item on this party."""
    if party == Party.CITY:
        return city_calendar(site.jurisdiction)
    if party == Party.UTILITY:
        return utility_calendar(site.utility)
    return FEDERAL


def _days(written: list[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in sorted(written))


@lru_cache(maxsize=256)
def _with_closures(name: str, weekdays: str, closed: tuple[date, ...], opened: tuple[date, ...]) -> Calendar:
    return calendar_named(name).with_closures(weekdays=weekdays_named(weekdays), closed=closed, opened=opened)
