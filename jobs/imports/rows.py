"""Reads a row of a list as the first call of a job, with everything that is wrong with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from jobs.imports import cells, days
from jobs.imports.cells import Unclear
from jobs.imports.columns import BY_NAME, PAST, Chosen
from kilowire.floor.files.opened_tables import NOTHING, Cell, Row, Table
from kilowire.floor.normal.addresses import street_and_unit
from kilowire.floor.normal.names import name_key
from kilowire.floor.normal.numbers import number_key

House = tuple[str, str, str]
"""Street, unit, and the five digits of the ZIP code, in normal form."""
LONGEST = {
    "name": 120, "phone": 40, "email": 254, "street": 160, "city": 80, "wishes": 2000, "gate_note": 200,
    "dog_note": 200, "access_note": 400, "account_number": 40, "meter_number": 40, "reference": 80,
}  # fmt: skip
ACCESS = ("gate_note", "dog_note", "access_note")
LANGUAGES = {"en": "en", "english": "en", "es": "es", "spanish": "es", "espanol": "es"}
_WHOLE_ADDRESS = re.compile(r"(?P<street>.+?)\s*[,\n]\s*(?P<city>[^,\d]+?)\s*,?\s+(?:CA|California)?\s*,?\s*(?P<zip>\d{5}(?:-\d{4})?)(?:\s*,?\s*USA?)?")  # noqa: E501  # fmt: skip
_TOO_MANY = "there are values under no heading; is a comma within a value that has no quotation marks?"


@dataclass(frozen=True)
class Known:
    """Utilities, building departments and kinds of job as a list may name them, by ``number_key``."""

    utilities: Mapping[str, Any]
    jurisdictions: Mapping[str, Any]
    kinds: Mapping[str, str]
    usual_utility: Any = None


@dataclass
class Read:
    """A row as read: what a ``FirstCall`` is given, or what is wrong.

    ``past`` is what is known of a job that is under way: days and numbers by the names of ``columns.PAST``.
    ``house`` is the address in normal form; ``key`` is equal for equal rows.
    """

    line: int
    given: dict[str, Any] = field(default_factory=dict)
    past: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    house: House = ("", "", "")
    key: str = ""


def house_of(street: str, postal_code: str) -> House:
    """Return an address in normal form: street, unit, and the five digits of the ZIP code."""
    return (*street_and_unit(street), postal_code[:5])


class RowReader:
    """Reads the rows of one list by what was chosen for its columns."""

    def __init__(self, table: Table, chosen: Chosen, known: Known) -> None:
        self._chosen, self._known, self._width = chosen, known, len(table.headings)
        self._heads = {place for place, heading in enumerate(table.headings) if heading}
        of_days = ("opened_on", *(column.name for column in PAST if column.day or column.coming))
        self._day_first = {name for name in of_days if self._is_day_first(table, name)}

    def _is_day_first(self, table: Table, name: str) -> bool:
        place = self._chosen.places.get(name)
        return place is not None and days.writes_day_first(row.at(place) for row in table.rows)

    def read(self, row: Row) -> Read:
        read = Read(row.line)
        if any(cell for place, cell in enumerate(row.cells) if place not in self._heads):
            read.faults.append(_TOO_MANY[0].upper() + _TOO_MANY[1:])
        self._who(row, read)
        self._where(row, read)
        self._what(row, read)
        for name, value in read.given.items():
            if isinstance(value, str) and len(value) > LONGEST.get(name, len(value)):
                most = f"has {len(value)} letters, and {LONGEST[name]} are kept at most"
                read.faults.append(f"{BY_NAME[name].label}: it {most}")
        if not read.faults:
            read.house = house_of(read.given["street"], read.given["postal_code"])
            read.key = _key(read)
        return read

    def _who(self, row: Row, read: Read) -> None:
        name = self._value(row, read, "name", cells.line_in, "")
        if not name:
            parts = (self._value(row, read, part, cells.line_in, "") for part in ("first_name", "last_name"))
            name = " ".join(filter(None, parts))
        if not name and not self._said(read, "Homeowner", "First name", "Last name"):
            read.faults.append("Homeowner: there is no name")
        read.given["name"] = name
        read.given["phone"] = self._value(row, read, "phone", cells.phone_in, "")
        read.given["email"] = self._value(row, read, "email", cells.email_in, "")
        read.given["language"] = self._value(row, read, "language", _choice(LANGUAGES), "en")
        read.given["is_65_or_over"] = self._value(row, read, "is_65_or_over", cells.yes_or_no_in, None)

    def _where(self, row: Row, read: Read) -> None:
        whole = self._value(row, read, "address", cells.line_in, "")
        parts = _WHOLE_ADDRESS.fullmatch(whole)
        found = parts.groupdict() if parts else {}
        street = self._value(row, read, "street", cells.line_in, "") or found.get("street", "")
        unit = self._value(row, read, "unit", cells.line_in, "")
        named = f"{street} {unit if re.search('[^0-9A-Za-z-]', unit) else f'Unit {unit}'}" if unit else street
        given = {
            "street": named if street else "",
            "city": self._value(row, read, "city", cells.line_in, "") or found.get("city", ""),
            "postal_code": self._value(row, read, "postal_code", cells.zip_in, "") or found.get("zip", ""),
        }
        if whole and not parts and not all(given.values()):
            read.faults.append(f"Whole address: “{whole}” is not like 418 Alder Court, Whittier, CA 90601")
        for name, value in given.items():
            label = BY_NAME[name].label
            if not value and not self._said(read, label, "Whole address", "Unit"):
                read.faults.append(f"{label}: it is missing")
        read.given |= given
        read.given["access"] = {name: self._text(row, read, name) for name in ACCESS}
        read.given["jurisdiction"] = self._jurisdiction(row, read, given["city"])
        utility = self._value(row, read, "utility", _choice(self._known.utilities), self._known.usual_utility)
        read.given["utility"] = utility
        if utility is None and not self._said(read, "Utility"):
            read.faults.append("Utility: it is missing, and there are several")

    def _jurisdiction(self, row: Row, read: Read, city: str) -> Any:
        chosen = self._value(row, read, "jurisdiction", _choice(self._known.jurisdictions), None)
        found = chosen or self._known.jurisdictions.get(number_key(city))
        if found is None and city and not self._said(read, "Building department"):
            read.faults.append(f"Building department: “{city}” is no city of the directory, so name one")
        return found

    def _what(self, row: Row, read: Read) -> None:
        read.given["kind"] = self._value(row, read, "kind", _choice(self._known.kinds), "installation")
        read.given["wishes"] = self._text(row, read, "wishes")
        for name in ("account_number", "meter_number", "reference"):
            read.given[name] = self._value(row, read, name, cells.number_in, "")
        self._past(row, read)
        before = min((on for name, on in read.past.items() if name.endswith("_on")), default=None)
        read.given["on"] = self._day(row, read, "opened_on") or before or timezone.localdate()
        if before and before < read.given["on"]:
            label = BY_NAME["opened_on"].label
            read.faults.append(f"{label}: {read.given['on']:%m/%d/%Y} is after a step of {before:%m/%d/%Y}")

    def _past(self, row: Row, read: Read) -> None:
        for column in PAST:
            if column.day or column.coming:
                value: Any = self._day(row, read, column.name, coming=column.coming)
            else:
                value = self._value(row, read, column.name, cells.number_in, "")
            if value:
                read.past[column.name] = value

    def _day(self, row: Row, read: Read, name: str, *, coming: bool = False) -> date | None:
        def reader(cell: Cell) -> date:
            return days.day_in(cell, day_first=name in self._day_first)

        on: date | None = self._value(row, read, name, reader, None)
        if on and on > timezone.localdate() and not coming:
            read.faults.append(f"{BY_NAME[name].label}: {on:%m/%d/%Y} has not come yet")
        return on

    def _text(self, row: Row, read: Read, name: str) -> str:
        return str(self._value(row, read, name, cells.text_in, ""))

    def _value(self, row: Row, read: Read, name: str, reader: Callable[[Cell], Any], blank: Any) -> Any:
        """Return what a cell holds; ``blank`` where it is empty or wrong, and the fault is written down."""
        place = self._chosen.places.get(name)
        cell = row.at(place) if place is not None else NOTHING
        if not cell and name in self._chosen.always:
            cell = Cell(self._chosen.always[name])
        if not cell:
            return blank
        try:
            return reader(cell)
        except Unclear as unclear:
            read.faults.append(f"{BY_NAME[name].label}: {unclear}")
            return blank

    def _said(self, read: Read, *labels: str) -> bool:
        """Return whether something is wrong with one of these columns already."""
        return any(fault.startswith(f"{label}:") for fault in read.faults for label in labels)


def _choice(choices: Mapping[str, Any]) -> Callable[[Cell], Any]:
    return lambda cell: cells.choice_in(cell, choices)


def _key(read: Read) -> str:
    """Return what two rows of one job have in common; a corrected phone number is still the same row."""
    numbers = (number_key(read.given[name]) for name in ("meter_number", "account_number", "reference"))
    parts = (name_key(read.given["name"]), *read.house, read.given["kind"], *numbers)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
