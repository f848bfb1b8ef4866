"""What a spreadsheet made of a value is restored where that is certain, and else refused in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jobs.imports import cells
from jobs.imports.cells import Unclear
from jobs.imports.days import day_in, writes_day_first
from kilowire.floor.files.opened_tables import DAY, LOST, NUMBER, Cell


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (cells.zip_in, Cell("2138", NUMBER), "02138"),
        (cells.zip_in, Cell("2138"), "02138"),
        (cells.zip_in, Cell("501"), "00501"),
        (cells.zip_in, Cell("90601.0"), "90601"),
        (cells.zip_in, Cell("906011234", NUMBER), "90601-1234"),
        (cells.zip_in, Cell("21381234", NUMBER), "02138-1234"),
        (cells.zip_in, Cell("90601 - 1234".replace(" ", "")), "90601-1234"),
        (cells.phone_in, Cell("5625550142", NUMBER), "(562) 555-0142"),
        (cells.phone_in, Cell("5.625550142E+09"), "(562) 555-0142"),
        (cells.phone_in, Cell("5625550142.0"), "(562) 555-0142"),
        (cells.phone_in, Cell("'+1 562 555 0142"), "(562) 555-0142"),
        (cells.number_in, Cell("00123", NUMBER), "00123"),
        (cells.number_in, Cell("222013-456789"), "222013-456789"),
        (cells.email_in, Cell("mailto:ana@home.test"), "ana@home.test"),
        (cells.yes_or_no_in, Cell("Y"), True),
        (cells.yes_or_no_in, Cell("no"), False),
        (cells.text_in, Cell("dog\n=bites"), "dog\n=bites"),
        (cells.text_in, Cell("'=1+1"), "=1+1"),
        (cells.line_in, Cell("12E5"), "12E5"),
        (day_in, Cell("2026-03-04", DAY), date(2026, 3, 4)),
        (day_in, Cell("3/4/2026"), date(2026, 3, 4)),
        (day_in, Cell("03/04/26 14:30"), date(2026, 3, 4)),
        (day_in, Cell("2026-03-04T10:00:00Z"), date(2026, 3, 4)),
        (day_in, Cell("Mar 4, 2026"), date(2026, 3, 4)),
        (day_in, Cell("4-Mar-26"), date(2026, 3, 4)),
    ],
)
def test_a_value_is_restored(reader: Any, cell: Cell, value: object) -> None:
    assert reader(cell) == value


@pytest.mark.parametrize(
    ("reader", "cell", "says"),
    [
        (cells.phone_in, Cell("5.62555E+09"), "shortened it to 5.62555E+09"),
        (cells.phone_in, Cell("5,62555E+09"), "shortened"),
        (cells.phone_in, Cell("555-0142"), "fewer than ten digits"),
        (cells.phone_in, Cell("########"), "lost"),
        (cells.zip_in, Cell("9060", NUMBER), "lacks a digit"),
        (cells.zip_in, Cell("9.06E+04"), "shortened"),
        (cells.zip_in, Cell("K1A 0B1"), "no ZIP code"),
        (cells.zip_in, Cell("12"), "no ZIP code"),
        (cells.number_in, Cell("7.00012E+11"), "shortened"),
        (cells.number_in, Cell("12.5", NUMBER), "no number of this kind"),
        (cells.number_in, Cell("a number of more than 15 digits", LOST), "lost"),
        (cells.line_in, Cell("2026-01-12", DAY), "made a date of it"),
        (cells.line_in, Cell("12-Jan"), "made a date of it"),
        (cells.line_in, Cell("Jan-12"), "made a date of it"),
        (cells.line_in, Cell("#N/A"), "lost"),
        (cells.line_in, Cell("Jos\ufffd"), "lost"),
        (cells.line_in, Cell("a\x07b"), "lost"),
        (cells.email_in, Cell("nobody at home"), "no email"),
        (cells.yes_or_no_in, Cell("maybe"), "neither yes nor no"),
        (day_in, Cell("45000", NUMBER), "is a number and no day"),
        (day_in, Cell("45000"), "is a number and no day"),
        (day_in, Cell("25/3/2026"), "no day"),
        (day_in, Cell("3/4/0226"), "cannot be meant"),
        (day_in, Cell("soon"), "no day"),
    ],
)
def test_what_cannot_be_restored_with_certainty_is_refused(reader: Any, cell: Cell, says: str) -> None:
    with pytest.raises(Unclear, match=says.replace("+", r"\+")):
        reader(cell)


def test_a_column_that_writes_the_day_first_somewhere_is_read_nowhere_month_first() -> None:
    column = [Cell("4/3/2026"), Cell("25/3/2026")]
    assert writes_day_first(column)
    with pytest.raises(Unclear, match="may be two days"):
        day_in(column[0], day_first=True)
