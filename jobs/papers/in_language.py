"""Translation of the plain English in a frozen context into the language of a paper. Pure.

An app freezes plain English. A word or sentence of the message catalog is translated, its dates formatted
for that language; any other text stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from jobs.road.hours import read_hours, spoken_hours
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
_MONTH = "|".join(MONTHS)
_DAY = re.compile(rf"\b(?:({_MONTH}) (\d{{1,2}}), (\d{{4}})|(\d{{1,2}}) ({_MONTH}) (\d{{4}}))\b")
"""*May 3, 2026*, or *3 May 2026* as it was written before."""
_VALUE = re.compile(rf"{_DAY.pattern}|\$[\d,]+\.\d\d|\b(?:[\w/-]*\d[\w./-]*\w|\d+|[A-Z]{{2,}})\b")
"""A day; an amount, a number or what has one in it, such as E-2026-17; a name in capitals."""
_FROM_A_SOURCE = re.compile(
    rf"(?P<what>.+) \((?P<source>[^()]+?), (?P<day>(?:{_MONTH}) \d+, \d+|\d[^,()]*)\)"
)
_BETWEEN_PARTS = re.compile(r", (?!\d{4}\b)")
_AND_IN_BRACKETS = re.compile(r"([^()]+) \(([^()]+)\)")
_NEXT_SENTENCE = re.compile(r"(?<=[.]) (?=[A-Z])")
ONLY_A_DAY = "%(day1)s"


def in_this_language(written: str) -> str:
    """Return the text in the active language; unchanged where it is not in the catalog.

    In the catalog a day stands as ``%(day1)s``. Where the sentence is not there with its other values, it is
    looked for with an amount, a number, a name in capitals as ``%(value1)s``. *100 A (seen on site, May 3,
    2026)* and *May 3, 2026, 8–10 AM* are put together from their parts.
    """
    if not written:
        return ""
    said = _with_days(written)
    if said is None:
        said = _with_values(written)
    if said is None and (found := _FROM_A_SOURCE.fullmatch(written)):
        source = found["source"]
        label = in_this_language(source[:1].upper() + source[1:])
        day = in_this_language(found["day"])
        said = f"{in_this_language(found['what'])} ({label[:1].lower() + label[1:]}, {day})"
    if said is None and len(sentences := _NEXT_SENTENCE.split(written)) > 1:
        said = " ".join(in_this_language(each) for each in sentences)
    if said is None and (found := _AND_IN_BRACKETS.fullmatch(written)):
        said = f"{in_this_language(found[1])} ({in_this_language(found[2])})"
    if said is None and _DAY.search(written) and ", " in written:
        said = ", ".join(_with_days(part) or _hours(part) for part in _BETWEEN_PARTS.split(written))
    return written if said is None else said


def _with_days(written: str) -> str | None:
    """The sentence of the catalog with the days of this one; None where it is not there."""
    days = [_day_of(found) for found in _DAY.finditer(written)]
    places = iter(range(1, len(days) + 1))
    pattern = _DAY.sub(lambda _: f"%(day{next(places)})s", written) if days else written
    translated = gettext(pattern)
    if translated == pattern and pattern != ONLY_A_DAY:
        return None
    return translated % _numbered("day", map(day_in_words, days)) if days else translated


def _with_values(written: str) -> str | None:
    """The same with amounts, numbers and names in capitals as values too."""
    days: list[str] = []
    values: list[str] = []

    def place(found: re.Match[str]) -> str:
        if day := _DAY.fullmatch(found[0]):
            days.append(day_in_words(_day_of(day)))
            return f"%(day{len(days)})s"
        values.append(found[0])
        return f"%(value{len(values)})s"

    pattern = _VALUE.sub(place, written)
    translated = gettext(pattern)
    if not values or translated == pattern:
        return None
    return translated % (_numbered("day", days) | _numbered("value", values))


def _numbered(name: str, values: Iterable[str]) -> dict[str, str]:
    return {f"{name}{number}": value for number, value in enumerate(values, start=1)}


def _hours(written: str) -> str:
    typed = read_hours(written)
    return spoken_hours(written) if typed and typed.begins and typed.ends else written


def _day_of(found: re.Match[str]) -> date:
    month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    return date(int(year), MONTHS.index(month) + 1, int(day))
