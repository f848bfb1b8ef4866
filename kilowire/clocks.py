"""The clocks of the road: from a day and a length to the day something falls due.

Each takes its length as an argument, since the row of a city or utility may hold its own; the defaults are
those of the state's statutes and the utility's page. None of them reads today's date.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kilowire.floor.calendars import CITY, DIGALERT, FEDERAL, SCE, Calendar, add_business_days

UTILITY_TYPICAL_DAYS = 30
CITY_COMPLETE_DAYS = 5
CITY_APPROVED_DAYS = 20
PERMIT_START_BY_DAYS = 365
PERMIT_IDLE_DAYS = 180
PERMIT_WARNING_DAYS = 30
DIG_NOTICE_WORKING_DAYS = 2
DIG_TICKET_LIFE_DAYS = 28
DIG_NOTICE_AT_MOST_DAYS = 14
CANCELLATION_DAYS = 3
CANCELLATION_DAYS_AT_65 = 5
WORKMANSHIP_MONTHS = 12


def utility_typical_on(
    submitted_on: date, calendar: Calendar = SCE, days: int = UTILITY_TYPICAL_DAYS
) -> date:
    """When the utility typically has installed; never a promise."""
    return add_business_days(submitted_on, days, calendar)


def deemed_complete_on(submitted_on: date, calendar: Calendar = CITY, days: int = CITY_COMPLETE_DAYS) -> date:
    """The day from which the city's silence counts as a complete application (Gov. Code 65850.71)."""
    return add_business_days(submitted_on, days, calendar)


def deemed_approved_on(complete_on: date, calendar: Calendar = CITY, days: int = CITY_APPROVED_DAYS) -> date:
    """The day from which the city's silence counts as approval of a complete application."""
    return add_business_days(complete_on, days, calendar)


@dataclass(frozen=True)
class PermitClock:
    """What lets a permit lapse: work not begun, or work at rest for too long."""

    issued_on: date
    work_started_on: date | None = None
    last_work_on: date | None = None
    start_by_days: int = PERMIT_START_BY_DAYS
    idle_days: int = PERMIT_IDLE_DAYS
    warning_days: int = PERMIT_WARNING_DAYS

    @property
    def expires_on(self) -> date:
        """The last day on which the permit is good, as things stand."""
        if self.work_started_on is None:
            return self.issued_on + timedelta(days=self.start_by_days)
        return max(self.work_started_on, self.last_work_on or self.work_started_on) + timedelta(
            days=self.idle_days
        )

    @property
    def warn_on(self) -> date:
        return self.expires_on - timedelta(days=self.warning_days)

    def has_expired(self, on: date) -> bool:
        return on > self.expires_on

    def warns(self, on: date) -> bool:
        """Expiry is near: from the day of warning through the last good day."""
        return self.warn_on <= on <= self.expires_on


@dataclass(frozen=True)
class DigTicket:
    """One notice to DigAlert: when digging may begin and until when the ticket lives."""

    notified_on: date
    calendar: Calendar = DIGALERT

    @property
    def dig_from(self) -> date:
        """The day after two whole working days, not counting the day of notice (the conservative reading)."""
        return add_business_days(self.notified_on, DIG_NOTICE_WORKING_DAYS, self.calendar) + timedelta(days=1)

    @property
    def dig_at_latest(self) -> date:
        """The planned start may lie no further from the notice than this."""
        return self.notified_on + timedelta(days=DIG_NOTICE_AT_MOST_DAYS)

    @property
    def expires_on(self) -> date:
        """The ticket's last day; digging that goes on needs it renewed before."""
        return self.notified_on + timedelta(days=DIG_TICKET_LIFE_DAYS)

    def covers_start(self, dig_on: date) -> bool:
        return self.dig_from <= dig_on <= self.dig_at_latest

    def is_live(self, on: date) -> bool:
        return self.dig_from <= on <= self.expires_on


def notify_digalert_by(dig_on: date, calendar: Calendar = DIGALERT) -> date:
    """The latest day of notice that still lets digging begin on ``dig_on``."""
    return add_business_days(dig_on, -DIG_NOTICE_WORKING_DAYS, calendar) - timedelta(days=1)


def may_cancel_until(
    signed_on: date,
    *,
    is_65_or_over: bool,
    calendar: Calendar = FEDERAL,
    days: int = CANCELLATION_DAYS,
    days_at_65: int = CANCELLATION_DAYS_AT_65,
) -> date:
    """The last day on which the owner may still cancel the contract; work may begin on the day after."""
    return add_business_days(signed_on, days_at_65 if is_65_or_over else days, calendar)


def months_later(day: date, months: int) -> date:
    """The same day ``months`` later, or the month's last where that day is missing (29 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def workmanship_ends_on(commissioned_on: date, months: int = WORKMANSHIP_MONTHS) -> date:
    """The last day of the workmanship warranty: the anniversary itself is still covered."""
    return months_later(commissioned_on, months)
