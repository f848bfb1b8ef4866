"""Template filters of papers: frozen text and dates in the paper's language."""

from __future__ import annotations

import re
from datetime import date, datetime

from django import template

from jobs.papers.in_language import in_this_language
from kilowire.floor.days import day_in_words, spoken_time

register = template.Library()
_ENDLESS_WORD = re.compile(r"\S{31,}")
_PIECES = re.compile(r".{1,12}")
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


@register.filter
def known_word(text: object) -> str:
    """Translate frozen text; unchanged where the catalog does not have it."""
    return in_this_language(str(text)) if text is not None else ""


@register.filter
def breakable(text: str) -> str:
    """Let a word of a table's cell that is longer than any name go on in the next line."""
    return _ENDLESS_WORD.sub(lambda word: _MAY_BREAK.join(_PIECES.findall(word[0])), text)


@register.filter
def frozen_day(written: str) -> str:
    """Format ``2026-11-16`` as a date in the paper's language."""
    return day_in_words(date.fromisoformat(written)) if written else ""


@register.filter
def frozen_moment(written: str) -> str:
    """Format ``2026-11-16T09:30`` as a date and a time in the paper's language."""
    if not written:
        return ""
    moment = datetime.fromisoformat(written)
    return f"{day_in_words(moment)}, {spoken_time(moment.time())}"
