"""When a message may go: not in somebody's quiet hours, and some not on a Sunday. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

SUNDAY = 6


def when_allowed(at: datetime, *, quiet_from: int, quiet_until: int, sundays: bool = True) -> datetime:
    """Return ``at``, or the first instant after it at which the message may go.

    ``at`` is local. Hours are 0 to 23; where both are the same, no hour is quiet.
    """
    while True:
        if _is_quiet(at.hour, quiet_from, quiet_until):
            at = _next(at, quiet_until)
        elif at.weekday() == SUNDAY and not sundays:
            at = (at + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        else:
            return at


def _is_quiet(hour: int, quiet_from: int, quiet_until: int) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until


def _next(at: datetime, hour: int) -> datetime:
    morning = at.replace(hour=hour, minute=0, second=0, microsecond=0)
    return morning if morning > at else morning + timedelta(days=1)
