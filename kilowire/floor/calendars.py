"""Business-day calendars of the outside parties, and how to count in them.

A calendar is a value: the row of a city or a utility may close or open single days and weekdays on top of one
of the named calendars, so that an assumption about holidays is edited in the directory and not in code.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import holidays as published_holidays

SATURDAY, SUNDAY = 5, 6
WEEKEND = frozenset({SATURDAY, SUNDAY})
WEEKDAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONE_DAY = timedelta(days=1)

HolidaysOfYear = Callable[[int], frozenset[date]]

# The eight days that PG&E publishes; SCE publishes none, so we assume the same for SCE (domain.md 8.4).
UTILITY_HOLIDAYS = frozenset(
    {
        "New Year's Day",
        "Washington's Birthday",
        "Memorial Day",
        "Independence Day",
        "Labor Day",
        "Veterans Day",
        "Thanksgiving Day",
        "Christmas Day",
    }
)
# Days on which California's own offices close; commemorative days (Susan B. Anthony, Diwali) leave them open.
STATE_HOLIDAYS = frozenset(
    {
        "New Year's Day",
        "Martin Luther King Jr. Day",
        "Presidents' Day",
        "Cesar Chavez Day",
        "Memorial Day",
        "Independence Day",
        "Labor Day",
        "Veterans Day",
        "Thanksgiving Day",
        "Day After Thanksgiving",
        "Christmas Day",
    }
)


@dataclass(frozen=True)
class Calendar:
    """One party's business days: every day that is no closed weekday, no holiday and no other closed day."""

    name: str
    holidays: HolidaysOfYear | frozenset[date] = frozenset()
    closed_weekdays: frozenset[int] = WEEKEND
    extra_closed_days: frozenset[date] = frozenset()
    extra_open_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.closed_weekdays < set(range(7)):
            raise ValueError(f"The calendar “{self.name}” must keep one day of the week (0–6) open.")

    def is_business_day(self, day: date) -> bool:
        closed = day.weekday() in self.closed_weekdays or day in self.extra_closed_days
        return day in self.extra_open_days or not (closed or day in self.holidays_in(day.year))

    def holidays_in(self, year: int) -> frozenset[date]:
        return self.holidays if isinstance(self.holidays, frozenset) else self.holidays(year)

    def with_closures(
        self,
        *,
        weekdays: Iterable[int] = (),
        closed: Iterable[date] = (),
        opened: Iterable[date] = (),
        name: str = "",
    ) -> Calendar:
        """Return this calendar with more closed weekdays, more closed days and more open days."""
        return replace(
            self,
            name=name or self.name,
            closed_weekdays=self.closed_weekdays | frozenset(weekdays),
            extra_closed_days=self.extra_closed_days | frozenset(closed),
            extra_open_days=self.extra_open_days | frozenset(opened),
        )


def weekdays_named(text: str) -> frozenset[int]:
    """Return the weekdays in a text: ``"Fri Sat"`` → {4, 5}; ``ValueError`` for any other word."""
    found = set()
    for word in text.replace(",", " ").split():
        if word.lower()[:3] not in WEEKDAY_NAMES:
            raise ValueError(f"“{word}” is not a day of the week.")
        found.add(WEEKDAY_NAMES.index(word.lower()[:3]))
    return frozenset(found)


def add_business_days(day: date, count: int, calendar: Calendar) -> date:
    """Return the business day ``count`` after ``day``, not counting ``day`` itself.

    A negative count goes back. Zero returns ``day`` itself, business day or not.
    """
    if count == 0:
        return day
    year = day.year
    days = _business_days_of(calendar, year)
    if count > 0:
        place = bisect_right(days, day) + count - 1
        while place >= len(days):
            place -= len(days)
            year += 1
            days = _business_days_of(calendar, year)
        return days[place]
    place = bisect_left(days, day) + count
    while place < 0:
        year -= 1
        days = _business_days_of(calendar, year)
        place += len(days)
    return days[place]


def business_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Return how many business days are after ``first`` through ``last``; negative if ``last`` is earlier."""
    if last < first:
        return -business_days_between(last, first, calendar)
    whole_years = sum(len(_business_days_of(calendar, year)) for year in range(first.year, last.year))
    return (
        whole_years
        + bisect_right(_business_days_of(calendar, last.year), last)
        - bisect_right(_business_days_of(calendar, first.year), first)
    )


def next_business_day(day: date, calendar: Calendar) -> date:
    """Return ``day`` itself if it is a business day, else the first one after it."""
    return day if calendar.is_business_day(day) else add_business_days(day, 1, calendar)


@lru_cache(maxsize=2048)
def _business_days_of(calendar: Calendar, year: int) -> tuple[date, ...]:
    new_years_day, new_years_eve = date(year, 1, 1), date(year, 12, 31)
    days = map(date.fromordinal, range(new_years_day.toordinal(), new_years_eve.toordinal() + 1))
    return tuple(day for day in days if calendar.is_business_day(day))


@lru_cache(maxsize=512)
def federal_holidays(year: int) -> frozenset[date]:
    """Return the federal holidays of a year, on the days on which they are observed."""
    return frozenset(published_holidays.country_holidays("US", years=year))


@lru_cache(maxsize=512)
def state_holidays(year: int) -> frozenset[date]:
    """Return the days of a year on which California's own offices are closed."""
    californian = published_holidays.country_holidays("US", subdiv="CA", years=year)
    return frozenset(
        day
        for day in californian
        if STATE_HOLIDAYS & {title.removesuffix(" (observed)") for title in californian.get_list(day)}
    )


@lru_cache(maxsize=512)
def utility_holidays(year: int) -> frozenset[date]:
    """Return the utility's eight holidays: one on a Sunday moves to Monday, one on a Saturday stays."""
    kept_on = published_holidays.country_holidays("US", years=year, observed=False)
    return frozenset(
        day + ONE_DAY if day.weekday() == SUNDAY else day
        for day in kept_on
        if UTILITY_HOLIDAYS & set(kept_on.get_list(day))
    )


def federal_and_state_holidays(year: int) -> frozenset[date]:
    return federal_holidays(year) | state_holidays(year)


SCE = Calendar("sce", utility_holidays)
CITY = Calendar("city", federal_and_state_holidays)
FEDERAL = Calendar("federal", federal_holidays)
DIGALERT = Calendar("digalert", federal_and_state_holidays)
PLAIN = Calendar("plain", closed_weekdays=frozenset())
CALENDARS = {calendar.name: calendar for calendar in (SCE, CITY, FEDERAL, DIGALERT, PLAIN)}


def calendar_named(name: str) -> Calendar:
    """Return the calendar of this name; ``ValueError`` with the known names where there is none."""
    if name not in CALENDARS:
        raise ValueError(f"There is no calendar “{name}”; there are {', '.join(sorted(CALENDARS))}.")
    return CALENDARS[name]
