"""What the templates of papers need: words the catalogue may know, frozen days in its language."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

register = template.Library()


@register.filter
def known_word(text: object) -> str:
    """The text in the paper's language where the catalogue has it, and as it was written where it has not."""
    written = str(text) if text is not None else ""
    return gettext(written) if written else ""


@register.filter
def frozen_day(written: str) -> str:
    """``2026-11-16`` as a day in the paper's language."""
    return date_format(date.fromisoformat(written), _day_format()) if written else ""


@register.filter
def frozen_moment(written: str) -> str:
    """``2026-11-16T09:30`` as a day and an hour in the paper's language."""
    return date_format(datetime.fromisoformat(written), f"{_day_format()}, H:i") if written else ""


def _day_format() -> str:
    return r"j \d\e F \d\e Y" if get_language() == "es" else "j F Y"
