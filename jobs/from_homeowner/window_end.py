"""When the hours of a visit end, as somebody typed them. Pure."""

from __future__ import annotations

import re
from datetime import time

from jobs.road.hours import only_hours

LAST = time(17)
_PARTS = {"morning": time(12), "forenoon": time(12), "am": time(12), "evening": time(20)}
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?P<half>[ap]m)?|\b(?P<noon>noon|midday)\b"
)
_EARLIEST = 7
"""Hours before it that nobody calls a.m. are of the afternoon."""


def window_end(typed: str) -> time:
    """Return when typed hours end: noon for ``8–12``, one in the afternoon for ``9–1``.

    Where it is no hours, or ends with none, such as ``after 2`` or ``all day``, it is five in the afternoon.
    """
    text = only_hours(typed).lower().replace(".m", "m").replace("m.", "m").strip()
    found = list(_CLOCK.finditer(text))
    if not found:
        return next((ends for part, ends in _PARTS.items() if text.endswith(part)), LAST)
    if text.startswith(("after", "from")) and len(found) == 1:
        return LAST
    last = found[-1]
    if last["noon"]:
        return time(12)
    hour, minute = int(last["hour"]) % 24, int(last["minute"] or 0) % 60
    if last["half"] == "pm" or (not last["half"] and hour < _EARLIEST):
        hour = hour % 12 + 12
    return time(hour, minute)
