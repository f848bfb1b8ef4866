"""Hours of a day as somebody typed them: what is nothing but hours, and how they are said. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from kilowire.floor.days import NOON, hour_of_twelve, spoken_span, spoken_time

LAST_HOUR, LAST_MINUTE = 23, 59
_EARLIEST = 7
"""Hours before it that nobody calls a.m. are of the afternoon."""
_TIME = r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\.?)?|noon|midday)"
_PART = r"(?:(?:early |late )?(?:morning|forenoon|afternoon|evening)|all day|a\.?m\.?|p\.?m\.?)"
_SPAN = rf"(?:between |from )?{_TIME}\s*(?:[-–—]|to|and|until|till)\s*{_TIME}"
_HOURS = re.compile(
    rf"(?:in the )?(?:{_SPAN}|(?:(?:by|before|after|at|about|around|from) )?{_TIME}|{_PART})", re.IGNORECASE
)

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?P<half>[ap]m)?|\b(?P<word>noon|midday)\b"
)
_BEFORE_A_TIME: dict[str, Callable[[int], str]] = {
    "at": lambda hour: ngettext("at %(time)s", "at %(time)s", hour),
    "by": lambda hour: ngettext("by %(time)s", "by %(time)s", hour),
    "before": lambda hour: ngettext("before %(time)s", "before %(time)s", hour),
    "after": lambda hour: ngettext("after %(time)s", "after %(time)s", hour),
    "from": lambda hour: ngettext("from %(time)s on", "from %(time)s on", hour),
    "about": lambda hour: ngettext("at about %(time)s", "at about %(time)s", hour),
    "around": lambda hour: ngettext("at about %(time)s", "at about %(time)s", hour),
}
"""By the hour, 1 to 12: Spanish says *a la una* and *a las dos*."""
_PARTS = {
    "morning": gettext_noop("in the morning"),
    "forenoon": gettext_noop("in the morning"),
    "am": gettext_noop("in the morning"),
    "early morning": gettext_noop("early in the morning"),
    "late morning": gettext_noop("late in the morning"),
    "afternoon": gettext_noop("in the afternoon"),
    "pm": gettext_noop("in the afternoon"),
    "early afternoon": gettext_noop("early in the afternoon"),
    "late afternoon": gettext_noop("late in the afternoon"),
    "evening": gettext_noop("in the evening"),
    "early evening": gettext_noop("early in the evening"),
    "late evening": gettext_noop("late in the evening"),
    "all day": gettext_noop("at some time of the day"),
}


def only_hours(typed: str) -> str:
    """Return what was typed where it is nothing but hours of a day, such as ``8–12``; else nothing."""
    return typed if _HOURS.fullmatch(typed.strip()) else ""


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours as they were meant: from ``begins`` to ``ends``, or one ``begins`` with the ``word`` before it.

    Without a time it is the ``word`` alone: *morning*, *all day*.
    """

    begins: time | None = None
    ends: time | None = None
    word: str = ""


def read_hours(typed: str) -> Hours | None:
    """Return the hours that were typed; None where it is not hours and nothing else.

    ``8–12`` begins at eight in the morning, ``1–5`` at one in the afternoon: nobody works at night.
    """
    text = " ".join(typed.strip().lower().replace(".m", "m").replace("m.", "m").split())
    found = list(_CLOCK.finditer(text))
    if not _HOURS.fullmatch(typed.strip()) or any(_is_no_time(each) for each in found):
        return None
    if not found:
        return Hours(word=text.removeprefix("in the "))
    begins, *later = (_clock(each) for each in found)
    if not later:
        word = text[: found[0].start()].strip()
        return Hours(begins.at(), word=word or "at")
    ends = later[0]
    if begins.half or ends.half != "am":
        return Hours(begins.at(), ends.at(after=begins.at()))
    return Hours(begins.at(as_half="am"), ends.at())


def spoken_hours(typed: str) -> str:
    """Return typed hours in the active language: ``9 AM–1 PM``; what is no hours as it was typed."""
    hours = read_hours(typed)
    if hours is None:
        return typed
    if hours.begins and hours.ends:
        return spoken_span(hours.begins, hours.ends)
    if hours.begins:
        said = _BEFORE_A_TIME.get(hours.word, _BEFORE_A_TIME["at"])(hour_of_twelve(hours.begins))
        return said % {"time": spoken_time(hours.begins)}
    return _(_PARTS.get(hours.word, hours.word))


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    half: str

    def at(self, *, after: time | None = None, as_half: str = "") -> time:
        half, hour = self.half or as_half, self.hour % NOON if self.half or as_half else self.hour
        if half == "pm" or (not half and (hour < _EARLIEST or (after and self._is_before(after)))):
            hour = hour % NOON + NOON
        return time(hour % 24, self.minute)

    def _is_before(self, other: time) -> bool:
        return self.hour < NOON and (self.hour, self.minute) <= (other.hour, other.minute)


def _is_no_time(found: re.Match[str]) -> bool:
    return not found["word"] and (int(found["hour"]) > LAST_HOUR or int(found["minute"] or 0) > LAST_MINUTE)


def _clock(found: re.Match[str]) -> _Clock:
    if found["word"]:
        return _Clock(NOON, 0, "pm")
    return _Clock(int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").replace(" ", ""))
