"""The days of a dig ticket: when to notify DigAlert, when digging may begin, when the ticket ends. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kilowire.floor.calendars import DIGALERT, Calendar, add_business_days

DIG_NOTICE_WORKING_DAYS = 2


DIG_TICKET_LIFE_DAYS = 28


DIG_NOTICE_AT_MOST_DAYS = 14


@dataclass(frozen=True)
class DigClock:
    """One notice to DigAlert: the day on which digging may begin and the last day of the ticket."""

    notified_on: date
    calendar: Calendar = DIGALERT

    @property
    def dig_from(self) -> date:
        """The day after two full working days, not counting the day of notice (the conservative reading)."""
        return add_business_days(self.notified_on, DIG_NOTICE_WORKING_DAYS, self.calendar) + timedelta(days=1)

    @property
    def dig_at_latest(self) -> date:
        """The last day on which digging under this notice may be planned to start."""
        return self.notified_on + timedelta(days=DIG_NOTICE_AT_MOST_DAYS)

    @property
    def expires_on(self) -> date:
        """The ticket's last day; to dig longer, renew it before."""
        return self.notified_on + timedelta(days=DIG_TICKET_LIFE_DAYS)

    def covers_start(self, dig_on: date) -> bool:
        return self.dig_from <= dig_on <= self.dig_at_latest

    def is_live(self, on: date) -> bool:
        return self.dig_from <= on <= self.expires_on


def notify_digalert_by(dig_on: date, calendar: Calendar = DIGALERT) -> date:
    """Return the latest day to notify DigAlert if digging is to begin on ``dig_on``."""
    return add_business_days(dig_on, -DIG_NOTICE_WORKING_DAYS, calendar) - timedelta(days=1)
