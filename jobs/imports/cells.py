"""Reads one cell of a list as a value of a job; what a spreadsheet has changed is restored or refused. Pure.

Every reader raises ``Unclear`` with the sentence that stands behind the column's label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kilowire.floor.files.opened_tables import DAY, LOST, NUMBER, Cell
from kilowire.floor.normal.numbers import number_key
from kilowire.floor.normal.phones import shown_phone

LEAST_DIGITS = 10
Value = TypeVar("Value")
_ERROR = re.compile(r"#(N/?A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#*)", re.IGNORECASE)
_ROUNDED = re.compile(r"-?\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
_ROUNDED_BY_EXCEL = re.compile(r"-?\d([.,]\d+)?E\+\d+", re.IGNORECASE)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MADE_A_DAY = re.compile(rf"\d{{1,2}}-({_MONTHS})(-\d{{2,4}})?|({_MONTHS})-\d{{1,4}}", re.IGNORECASE)
_WHOLE = re.compile(r"(\d+)\.0+")
_NEUTRALISED = re.compile(r"'(?=[=+\-@])")
_YES, _NO = {"yes", "y", "true", "1", "x", "si"}, {"no", "n", "false", "0"}
_CALIFORNIA = range(900, 962)
"""The first three digits of California's ZIP codes."""


class Unclear(Exception):
    """A cell cannot be read with certainty; ``str()`` says why."""


def text_in(cell: Cell) -> str:
    """Return the text of a cell; a value that the spreadsheet lost or made a day of is ``Unclear``."""
    if cell.kind == LOST or _ERROR.fullmatch(cell.text):
        raise Unclear(f"the spreadsheet lost this value ({cell.text})")
    if cell.kind == DAY or _MADE_A_DAY.fullmatch(cell.text):
        raise Unclear(
            f"the spreadsheet made a date of it ({cell.text}); make the column text and type it again"
        )
    if _ROUNDED_BY_EXCEL.fullmatch(cell.text):
        raise Unclear(_shortened(cell.text))
    if "\ufffd" in cell.text or any(ord(sign) < ord(" ") and sign not in "\r\n\t" for sign in cell.text):
        raise Unclear("it has a letter that was lost when the list was saved")
    return _NEUTRALISED.sub("", cell.text, count=1)


def line_in(cell: Cell) -> str:
    """Return a text on one line."""
    return " ".join(text_in(cell).split())


def number_in(cell: Cell) -> str:
    """Return a number that names something, such as a meter's, as written."""
    text = line_in(cell)
    if cell.kind == NUMBER and not text.replace("-", "").isdecimal():
        raise Unclear(f"{text} is no number of this kind")
    return _whole(text)


def zip_in(cell: Cell) -> str:
    """Return a ZIP code; zeros that the spreadsheet took from its beginning are put back.

    Four digits that begin like California's are ``Unclear``: one is missing, and nobody knows which.
    """
    text = _whole(line_in(cell))
    nine = re.fullmatch(r"(\d{5})[\s–-]?(\d{4})", text)
    if nine or re.fullmatch(r"\d{5}", text):
        return f"{nine[1]}-{nine[2]}" if nine else text
    if not re.fullmatch(r"\d{3,4}|\d{7,8}", text):
        raise Unclear(f"“{text}” is no ZIP code: it has five digits, such as 90601")
    if int(text[:3]) in _CALIFORNIA:
        raise Unclear(f"{text} lacks a digit, and nobody can tell which")
    whole = text.zfill(5 if len(text) <= 4 else 9)
    return whole if len(whole) == 5 else f"{whole[:5]}-{whole[5:]}"


def phone_in(cell: Cell) -> str:
    """Return a phone number of at least ten digits; one of which the last digits are lost is ``Unclear``."""
    text = _written_out(cell.text) if _ROUNDED.fullmatch(cell.text) else _whole(line_in(cell))
    if len(re.sub(r"\D", "", text)) < LEAST_DIGITS:
        raise Unclear(f"“{text}” has fewer than ten digits; type it with the area code")
    return shown_phone(text)


def email_in(cell: Cell) -> str:
    text = line_in(cell).removeprefix("mailto:")
    try:
        validate_email(text)
    except ValidationError:
        raise Unclear(f"“{text}” is no email address") from None
    return text


def yes_or_no_in(cell: Cell) -> bool:
    said = number_key(line_in(cell))
    if said not in _YES | _NO:
        raise Unclear(f"“{cell.text}” is neither yes nor no")
    return said in _YES


def choice_in(cell: Cell, choices: Mapping[str, Value]) -> Value:
    """Return the choice that the cell names, by the keys as ``number_key`` makes them."""
    said = line_in(cell)
    if number_key(said) not in choices:
        raise Unclear(f"“{said}” is unknown here")
    return choices[number_key(said)]


def _whole(text: str) -> str:
    """Return ``90601`` for ``90601.0``."""
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _written_out(text: str) -> str:
    """Return all digits of ``5.625550142E+09``; where some are lost it is ``Unclear``."""
    number = Decimal(text.replace(",", "."))
    if int(str(number.as_tuple().exponent)) > 0 or number != number.to_integral_value():
        raise Unclear(_shortened(text))
    return str(int(number))


def _shortened(text: str) -> str:
    return f"the spreadsheet shortened it to {text}, and its last digits are lost; make the column text"
