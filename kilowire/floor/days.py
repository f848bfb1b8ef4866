"""Formats of days, hours, counts and lists for sentences and screens; and the start of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

NOON = 12
FIRST_YEAR = 1990
YEARS_AHEAD = 15


def why_not_meant(day: date) -> str:
    """Return a sentence where nobody means the year of this day; else an empty text."""
    if day.year < FIRST_YEAR:
        return f"The year {day.year} cannot be meant: type it with four digits."
    if day.year > timezone.localdate().year + YEARS_AHEAD:
        return f"The year {day.year} cannot be meant: it is too far off."
    return ""


def spoken_day(day: date) -> str:
    """Return ``November 4, 2026``: always in English, for sentences that are stored."""
    return f"{day:%B %-d, %Y}"


def spoken_day_and_month(day: date) -> str:
    """Return ``November 4``: always in English, for sentences that are read within the year."""
    return f"{day:%B %-d}"


def exact_day(day: date) -> str:
    """Return ``Nov 4, 2026``."""
    return f"{day:%b %-d, %Y}"


def exact_moment(local: datetime) -> str:
    """Return ``Nov 4, 2026, 2:41 PM`` for a time that is local already."""
    return f"{exact_day(local)}, {clock(local.time())}"


def short_day(day: date, today: date) -> str:
    """Return ``Nov 24``, with the year where it is not this year."""
    return f"{day:%b %-d}" if day.year == today.year else exact_day(day)


def short_weekday(day: date) -> str:
    """Return ``Tue, Nov 24``."""
    return f"{day:%a, %b %-d}"


def long_day(day: date, today: date) -> str:
    """Return ``Tuesday, November 24``, with the year where it is not this year."""
    return f"{day:%A, %B %-d}" if day.year == today.year else f"{day:%A, %B %-d, %Y}"


def day_from_here(day: date, today: date) -> str:
    """Return ``today``, ``tomorrow``, ``yesterday``, else the short day."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get((day - today).days) or short_day(day, today)


def clock(at: time) -> str:
    """Return ``8 AM`` or ``2:41 PM``, always in English."""
    return _time(at, "AM" if at.hour < NOON else "PM")


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """Return ``8–10 AM``, ``8:30 AM–1 PM`` or ``10 PM–2 AM next day`` for two local times, in English."""
    first, last = clock(starts_at.time()), clock(ends_at.time())
    if ends_at.date() > starts_at.date():
        return f"{first}–{last} next day"
    return f"{first[:-3] if first[-2:] == last[-2:] else first}–{last}"


def day_in_words(day: date) -> str:
    """Return ``November 4, 2026`` in the active language."""
    # Translators: a day with its year as a Django date format: November 24, 2025
    return date_format(day, _("F j, Y"))


def weekday_in_words(day: date) -> str:
    """Return ``Tuesday, November 24`` in the active language."""
    # Translators: a day as a Django date format, e.g. Tuesday, November 24
    return date_format(day, _("l, F j"))


def plain_day(day: date, today: date) -> str:
    """Return ``November 24`` in the active language; with the year if it is not the current one."""
    # Translators: a day as a Django date format: November 24
    return date_format(day, _("F j")) if day.year == today.year else day_in_words(day)


def spoken_time(at: time) -> str:
    """Return ``9 AM`` or ``9:30 AM`` in the active language."""
    return _time(at, _half(at))


def spoken_span(begins: time, ends: time) -> str:
    """Return ``9 AM–1 PM`` or ``9–11 AM`` in the active language."""
    first, last = spoken_time(begins), spoken_time(ends)
    if (begins.hour < NOON) == (ends.hour < NOON):
        first = first.removesuffix(_half(begins)).rstrip()
    return _("%(begins)s–%(ends)s") % {"begins": first, "ends": last}


def hour_of_twelve(at: time) -> int:
    """Return the hour as a clock's face shows it, 1 to 12."""
    return (at.hour - 1) % NOON + 1


def _time(at: time, half: str) -> str:
    hour = hour_of_twelve(at)
    return f"{hour}:{at:%M} {half}" if at.minute else f"{hour} {half}"


def _half(at: time) -> str:
    # Translators: before noon and after noon behind an hour, as in 9 AM and 1 PM
    return _("AM") if at.hour < NOON else _("PM")


def spoken_list(words: list[str]) -> str:
    """Join words as ``a, b and c``."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def counted(count: int, one: str, many: str = "") -> str:
    """Return ``1 item`` or ``1,204 items``."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def instant_at(day: date, at: time) -> datetime:
    """Return when the clocks here show this time on this day, the first time where they show it twice.

    Raises ``ValueError`` with a sentence where they never do: in the hour that is left out in spring.
    """
    instant = timezone.make_aware(datetime.combine(day, at))
    shown = timezone.localtime(instant.astimezone(UTC))
    if shown.replace(tzinfo=None) != instant.replace(tzinfo=None, fold=0):
        raise ValueError(
            f"The clocks go forward on {spoken_day(day)}: there is no {clock(at)}. The next time is "
            f"{clock(shown.time())}."
        )
    return instant


def midnight(day: date) -> datetime:
    """Return the time at which the day begins in the current time zone."""
    return timezone.make_aware(datetime.combine(day, time()))
