"""Translation of the plain English in a frozen context into the language of a paper. Pure.

An app freezes plain English. A word or sentence of the message catalog is translated, its dates formatted
for that language; any other text stays as it was written.
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
    """Return the text in the active language; unchanged where it is not in the catalog."""
    if not written:
        return ""
    days = [_day_of(found) for found in _DAY.finditer(written)]
    places = iter(range(1, len(days) + 1))
    pattern = _DAY.sub(lambda _: f"%(day{next(places)})s", written) if days else written
    translated = gettext(pattern)
    if not days or (translated == pattern and pattern != ONLY_A_DAY):
        return translated if not days else written
    return translated % {f"day{number}": day_in_words(day) for number, day in enumerate(days, start=1)}


def _day_of(found: re.Match[str]) -> date:
    return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
