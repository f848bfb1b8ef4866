"""The words that desks write on papers, so that a paper can say them in its own language. Pure.

A desk freezes plain English. Where the catalogue knows a word or a sentence, the paper says it in its own
language, with its days as that language writes them; whatever else a desk wrote stays as it was written.
"""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext

from kilowire.floor.days import day_in_words

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
ONLY_A_DAY = "%(day1)s"


def in_this_language(written: str) -> str:
    """The text in the active language where the catalogue knows it, days left open; else as it stands."""
    if not written:
        return ""
    days = [_day_of(found) for found in _DAY.finditer(written)]
    places = iter(range(1, len(days) + 1))
    pattern = _DAY.sub(lambda _: f"%(day{next(places)})s", written) if days else written
    known = gettext(pattern)
    if not days or (known == pattern and pattern != ONLY_A_DAY):
        return known if not days else written
    return known % {f"day{number}": day_in_words(day) for number, day in enumerate(days, start=1)}


def _day_of(found: re.Match[str]) -> date:
    return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
