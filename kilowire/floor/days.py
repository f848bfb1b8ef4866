"""Formats of days, hours, counts and lists for sentences and screens; and the start of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

DAY_FORMATS = {"es": r"j \d\e F \d\e Y"}
ENGLISH_DAY = "j F Y"


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
    """Return ``4 November 2026``: always in English, for sentences that are stored."""
    return f"{day:%-d %B %Y}"


def spoken_day_and_month(day: date) -> str:
    """Return ``4 November``: always in English, for sentences that are read within the year."""
    return f"{day:%-d %B}"


def day_in_words(day: date) -> str:
    """Return ``4 November 2026`` or ``4 de noviembre de 2026``, in the active language."""
    return date_format(day, DAY_FORMATS.get(get_language() or "", ENGLISH_DAY))


def short_day(day: date, today: date) -> str:
    """Return ``24 Nov``, with the year where it is not this year."""
    return f"{day:%-d %b}" if day.year == today.year else f"{day:%-d %b %Y}"


def long_day(day: date, today: date) -> str:
    """Return ``Tuesday 24 November``, with the year where it is not this year."""
    return f"{day:%A %-d %B}" if day.year == today.year else f"{day:%A %-d %B %Y}"


def day_from_here(day: date, today: date) -> str:
    """Return ``today``, ``tomorrow``, ``yesterday``, else the short day."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get((day - today).days) or short_day(day, today)


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """Return ``8–12``, ``8:30–10`` or ``22–2 next day`` for two times that are local already."""
    overnight = " next day" if ends_at.date() > starts_at.date() else ""
    return f"{_hour(starts_at)}–{_hour(ends_at)}{overnight}"


def _hour(instant: datetime) -> str:
    return f"{instant.hour}:{instant:%M}" if instant.minute else f"{instant.hour}"


def spoken_list(words: list[str]) -> str:
    """Join words as ``a, b and c``."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def counted(count: int, one: str, many: str = "") -> str:
    """Return ``1 item`` or ``1,204 items``."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def instant_at(day: date, clock: time) -> datetime:
    """Return when the clocks here show this time on this day, the first time where they show it twice.

    Raises ``ValueError`` with a sentence where they never do: in the hour that is left out in spring.
    """
    instant = timezone.make_aware(datetime.combine(day, clock))
    shown = timezone.localtime(instant.astimezone(UTC))
    if shown.replace(tzinfo=None) != instant.replace(tzinfo=None, fold=0):
        raise ValueError(
            f"The clocks go forward on {spoken_day(day)}: there is no {clock:%-H:%M}. The next time is "
            f"{shown:%-H:%M}."
        )
    return instant


def midnight(day: date) -> datetime:
    """Return the time at which the day begins in the current time zone."""
    return timezone.make_aware(datetime.combine(day, time()))
