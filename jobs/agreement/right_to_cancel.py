"""Until when a homeowner may cancel the contract, and by when the money goes back. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from kilowire.floor.calendars import FEDERAL, Calendar, add_business_days

CANCELLATION_DAYS = 3
CANCELLATION_DAYS_AT_65 = 5
REFUND_DAYS = 10


def may_cancel_until(
    begins_on: date,
    *,
    is_65_or_over: bool | None,
    calendar: Calendar = FEDERAL,
    days: int = CANCELLATION_DAYS,
    days_at_65: int = CANCELLATION_DAYS_AT_65,
) -> date:
    """Return the last day on which the owner may still cancel; work may begin on the day after.

    ``begins_on`` is the later of the signature and the notices. Where nobody asked whether the owner is 65 or
    over (None), the longer time counts.
    """
    return add_business_days(begins_on, days if is_65_or_over is False else days_at_65, calendar)


def refund_due_on(notice_on: date, days: int = REFUND_DAYS) -> date:
    """Return the last day for the refund after the owner's notice of cancellation, in calendar days."""
    return notice_on + timedelta(days=days)
