"""Until when a homeowner may cancel the contract. Pure."""

from __future__ import annotations

from datetime import date

from kilowire.floor.calendars import FEDERAL, Calendar, add_business_days

CANCELLATION_DAYS = 3


CANCELLATION_DAYS_AT_65 = 5


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
