"""The clock of a dig ticket: when to notify DigAlert, and how long a ticket lives. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kilowire.floor.calendars import DIGALERT, Calendar, add_business_days

DIG_NOTICE_WORKING_DAYS = 2


DIG_TICKET_LIFE_DAYS = 28


DIG_NOTICE_AT_MOST_DAYS = 14


@dataclass(frozen=True)
class DigClock:
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
