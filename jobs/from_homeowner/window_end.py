"""When the hours of a visit end, as somebody typed them. Pure."""

from __future__ import annotations

from datetime import time

from jobs.road.hours import read_hours

LAST = time(17)
_PARTS = {"morning": time(12), "forenoon": time(12), "am": time(12), "evening": time(20)}


def window_end(typed: str) -> time:
    """Return when typed hours end: noon for ``8–12``, one in the afternoon for ``9–1``.

    Where it is no hours, or ends with none, such as ``after 2`` or ``all day``, it is five in the afternoon.
    """
    hours = read_hours(typed)
    if hours is None or hours.word in ("after", "from"):
        return LAST
    if hours.ends or hours.begins:
        return hours.ends or hours.begins or LAST
    part = hours.word.rpartition(" ")[2]
    return _PARTS.get(part, LAST)
