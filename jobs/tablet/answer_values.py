"""Turns a tablet's answer into the Python value of its item's type, or says why it is invalid. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kilowire.floor.days import why_not_meant

Item = Mapping[str, Any]
LONGEST_CELL, MOST_ROWS = 120, 60


class NotLawful(Exception):
    """The answer is invalid; ``str()`` says why in one sentence."""


def cleaned(item: Item, value: Any) -> Any:
    """Return the value for its column, None for no answer; raise ``NotLawful`` where it is invalid."""
    if value is None or value == "" or value == []:
        return None
    return _READS[item["type"]](item, value)


def plain(value: Any) -> Any:
    """Return the value for JSON, with dates as text."""
    return value.isoformat() if isinstance(value, date) else value


def kept(item: Item, value: Any) -> Any:
    """Return the column's value from its JSON form."""
    return date.fromisoformat(value) if item["type"] == "day" and value else value


def drawn(item: Item, value: Any) -> Any:
    """Return the value as the tablet shows it, with rows as dicts by column name."""
    if item["type"] != "rows" or not value:
        return plain(value)
    names = [column["name"] for column in item["columns"]]
    return [dict(zip(names, row, strict=False)) for row in value]


def _label(item: Item) -> str:
    return str(item["label"]["en"])


def _text(item: Item, value: Any) -> str | None:
    text = str(value).strip()
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise NotLawful(f"{_label(item)}: that is no text.")
    if len(text) > item["most"]:
        raise NotLawful(f"{_label(item)}: at most {item['most']} letters.")
    return text or None


def _whole_number(item: Item, value: Any) -> int:
    try:
        number = int(str(value))
    except ValueError:
        raise NotLawful(f"{_label(item)}: that is no whole number.") from None
    if isinstance(value, bool) or not item["least"] <= number <= item["most"]:
        unit = item.get("unit", "")
        raise NotLawful(f"{_label(item)}: from {item['least']} to {item['most']} {unit}.".replace(" .", "."))
    return number


def _yes_no(item: Item, value: Any) -> bool:
    if not isinstance(value, bool):
        raise NotLawful(f"{_label(item)}: answer yes or no.")
    return value


def _day(item: Item, value: Any) -> date:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise NotLawful(f"{_label(item)}: that is no day.") from None
    sentence = why_not_meant(day)
    if sentence:
        raise NotLawful(f"{_label(item)}: {sentence}")
    return day


def _rows(item: Item, value: Any) -> list[list[str]]:
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        raise NotLawful(f"{_label(item)}: that is no table of at most {MOST_ROWS} rows.")
    return [_row(item, number, row) for number, row in enumerate(value, start=1)]


def _row(item: Item, number: int, row: Any) -> list[str]:
    if not isinstance(row, dict):
        raise NotLawful(f"{_label(item)}: row {number} is no row.")
    cells = [str(row.get(column["name"]) or "").strip() for column in item["columns"]]
    for column, cell in zip(item["columns"], cells, strict=True):
        if not cell or len(cell) > LONGEST_CELL or (column["type"] == "number" and not _is_amount(cell)):
            words = column["label"]["en"].lower()
            raise NotLawful(f"{_label(item)}, row {number}: “{words}” is missing or no number above zero.")
    return cells


def _is_amount(cell: str) -> bool:
    try:
        return Decimal(cell) > 0 and Decimal(cell).is_finite()
    except InvalidOperation:
        return False


_READS: dict[str, Callable[[Item, Any], Any]] = {
    "text": _text,
    "longtext": _text,
    "int": _whole_number,
    "bool": _yes_no,
    "day": _day,
    "rows": _rows,
}
