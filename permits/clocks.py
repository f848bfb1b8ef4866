"""The city's deadlines: when an application is deemed complete or approved, a permit expires. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kilowire.floor.calendars import CITY, Calendar, add_business_days

CITY_COMPLETE_DAYS = 5


CITY_APPROVED_DAYS = 20


PERMIT_START_BY_DAYS = 365


PERMIT_IDLE_DAYS = 180


PERMIT_WARNING_DAYS = 30


def deemed_complete_on(submitted_on: date, calendar: Calendar = CITY, days: int = CITY_COMPLETE_DAYS) -> date:
    """Return the day from which the city's silence counts as a complete application (Gov. Code 65850.71)."""
    return add_business_days(submitted_on, days, calendar)


def deemed_approved_on(complete_on: date, calendar: Calendar = CITY, days: int = CITY_APPROVED_DAYS) -> date:
    """Return the day from which the city's silence counts as approval of a complete application."""
    return add_business_days(complete_on, days, calendar)


@dataclass(frozen=True)
class PermitClock:
    """What makes a permit lapse: work that has not begun, or work that is idle for too long."""

    issued_on: date
    work_started_on: date | None = None
    last_work_on: date | None = None
    start_by_days: int = PERMIT_START_BY_DAYS
    idle_days: int = PERMIT_IDLE_DAYS
    warning_days: int = PERMIT_WARNING_DAYS

    @property
    def expires_on(self) -> date:
        """The last day on which the permit is currently valid."""
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
        """Return whether expiry is near: from the day of warning through the last valid day."""
        return self.warn_on <= on <= self.expires_on
