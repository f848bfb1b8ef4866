"""Days and hours in the words of who reads them: the American way, or the Spanish one. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

_DAY = {"es": r"l j \d\e F"}
_AMERICAN_DAY = "l, F j"
_WINDOW = re.compile(r"(\d{1,2})(?::(\d\d))?\s*(?:–|-|to|bis)\s*(\d{1,2})(?::(\d\d))?")
_NOON, _MIDNIGHT = 12, 24


def day_said(day: date) -> str:
    """Return ``Tuesday, November 24`` or ``martes 24 de noviembre``, in the active language."""
    return date_format(day, _DAY.get(get_language() or "", _AMERICAN_DAY))


def hours_said(starts_at: time, ends_at: time) -> str:
    """Return ``9 AM–1:30 PM`` or ``9 a. m.–1:30 p. m.``."""
    return f"{_hour(starts_at)}–{_hour(ends_at)}"


def window_said(window: str) -> str:
    """Return hours that were typed as ``8–12`` in the reader's way; any other words as they stand."""
    found = _WINDOW.fullmatch(window.strip())
    if found is None:
        return window.strip()
    first, last = (int(found[1]), int(found[2] or 0)), (int(found[3]) % _MIDNIGHT, int(found[4] or 0))
    if first[0] >= _MIDNIGHT or max(first[1], last[1]) > 59:
        return window.strip()
    return hours_said(time(*first), time(*last))


def window_begins(day: date, window: str) -> datetime:
    """Return when these hours begin on this day; noon where they cannot be read."""
    found = _WINDOW.fullmatch(window.strip())
    hour = int(found[1]) if found and int(found[1]) < _MIDNIGHT else _NOON
    return timezone.make_aware(datetime.combine(day, time(hour)))


def time_said(starts_at: datetime, ends_at: datetime) -> str:
    """Return ``Tuesday, November 24, 9 AM–1 PM``."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return f"{day_said(start.date())}, {hours_said(start.time(), end.time())}"


def _hour(clock: time) -> str:
    morning, afternoon = ("a. m.", "p. m.") if get_language() == "es" else ("AM", "PM")
    hour = clock.hour % _NOON or _NOON
    minutes = f":{clock:%M}" if clock.minute else ""
    return f"{hour}{minutes} {afternoon if clock.hour >= _NOON else morning}"
