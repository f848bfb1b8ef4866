"""Reads the days of a list, in whatever way one column writes them. Pure but for today."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from jobs.imports.cells import Unclear, line_in
from kilowire.floor.days import why_not_meant
from kilowire.floor.files.opened_tables import DAY, LOST, NUMBER, Cell

_BY_SLASHES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_WITH_WORDS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?\s*([AP]M|Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)
MONTHS = 12


def writes_day_first(cells: Iterable[Cell]) -> bool:
    """Return whether a column has a day that only makes sense as 25/3/2026: then 4/3/2026 is unclear too."""
    found = (_BY_SLASHES.fullmatch(_TIME.sub("", cell.text).strip()) for cell in cells)
    return any(int(each[1]) > MONTHS for each in found if each)


def day_in(cell: Cell, *, day_first: bool = False) -> date:
    """Return a day up to today; ``Unclear`` where month and day could be either way."""
    day = date.fromisoformat(cell.text[:10]) if cell.kind == DAY else _read(cell, day_first)
    if sentence := why_not_meant(day):
        raise Unclear(sentence[0].lower() + sentence[1:].rstrip("."))
    return day


def _read(cell: Cell, day_first: bool) -> date:
    if cell.kind in (LOST, NUMBER) or cell.text.isdecimal():
        raise Unclear(f"{cell.text} is a number and no day; make the column a date")
    text = _TIME.sub("", " ".join(cell.text.split())).strip()
    slashes = _BY_SLASHES.fullmatch(text)
    try:
        if slashes:
            month, day, year = (int(each) for each in slashes.groups())
            if day_first:
                raise Unclear(f"{text} may be two days: write the month by name, or 2026-03-04")
            return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        raise Unclear(f"“{text}” is no day") from None
    for form in _WITH_WORDS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Unclear(f"“{line_in(cell)}” is no day: write it like 11/24/2026")
