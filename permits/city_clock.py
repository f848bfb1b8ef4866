"""Dates of one permit: when the city's silence counts, and when it lapses. No query, no clock read."""

from __future__ import annotations

from datetime import date, timedelta

from jobs.directory.services.party_calendars import city_calendar
from jobs.models import Jurisdiction
from permits.clocks import PERMIT_WARNING_DAYS, PermitClock, deemed_approved_on, deemed_complete_on
from permits.models import Permit, PermitKind


def silence_counts_on(permit: Permit, *, answered_on: date | None) -> date | None:
    """Return the day from which silence means "complete", or "approved" once the application is complete.

    An answered correction restarts the clock (the longer reading of the law). None where no clock runs: for
    any permit other than the charging station's own, or where the jurisdiction's row says 0 days.
    """
    city = permit.jurisdiction
    if permit.kind != PermitKind.ELECTRICAL:
        return None
    if permit.complete_on is None:
        since, days = max(permit.applied_on, answered_on or permit.applied_on), city.complete_business_days
        return deemed_complete_on(since, city_calendar(city), days) if days else None
    since, days = max(permit.complete_on, answered_on or permit.complete_on), city.approved_business_days
    return deemed_approved_on(since, city_calendar(city), days) if days else None


def default_expiry(city: Jurisdiction, issued_on: date) -> date:
    """Return the last day on which work may begin, if the permit itself names none."""
    return issued_on + timedelta(days=city.start_by_days)


def lapse_day(permit: Permit) -> date | None:
    """Return the last day on which the permit is currently valid; None if it cannot lapse.

    Until work begins that is its expiry day; after that, a number of days without an inspection. An extension
    given after work began is valid at least until its own date.
    """
    if permit.issued_on is None or permit.expires_on is None or not permit.is_open:
        return None
    if permit.work_started_on is None:
        return permit.expires_on
    idle_until = PermitClock(
        permit.issued_on,
        permit.work_started_on,
        permit.last_inspected_on,
        idle_days=permit.jurisdiction.idle_days,
    ).expires_on
    extended_since = permit.extended_on is not None and permit.extended_on >= permit.work_started_on
    return max(idle_until, permit.expires_on) if extended_since else idle_until


def is_near(lapses_on: date | None, today: date) -> bool:
    """Return whether the office is warned about this permit by today."""
    return lapses_on is not None and warn_of_lapse_on(lapses_on) <= today


def warn_of_lapse_on(lapses_on: date) -> date:
    return lapses_on - timedelta(days=PERMIT_WARNING_DAYS)
