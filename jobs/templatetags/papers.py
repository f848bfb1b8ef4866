"""What the templates of papers need: words the catalogue may know, frozen days in its language."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from jobs.papers.in_language import in_this_language
from kilowire.floor.days import day_in_words

register = template.Library()


@register.filter
def known_word(text: object) -> str:
    """The text in the paper's language where the catalogue has it, and as it was written where it has not."""
    return in_this_language(str(text)) if text is not None else ""


@register.filter
def frozen_day(written: str) -> str:
    """``2026-11-16`` as a day in the paper's language."""
    return day_in_words(date.fromisoformat(written)) if written else ""


@register.filter
def frozen_moment(written: str) -> str:
    """``2026-11-16T09:30`` as a day and an hour in the paper's language."""
    if not written:
        return ""
    moment = datetime.fromisoformat(written)
    return f"{day_in_words(moment)}, {moment:%H:%M}"
