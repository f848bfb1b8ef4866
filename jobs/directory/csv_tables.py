"""Reads the directory's CSV files: a table is read whole or not at all; faults name file, line and column.

Empty rows and columns are ignored. Pure apart from reading the file. Each column has a reader that turns a
cell into a value; an empty cell is an empty value if the reader allows it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kilowire.floor.calendars import calendar_named, weekdays_named

Row = dict[str, Any]
Read = Callable[[str], Any]


class BadDirectoryFile(Exception):
    """A table of the directory cannot be used; ``faults`` says why, one sentence each."""

    def __init__(self, faults: Collection[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Table:
    """One file: its name, the reader of each column, and the columns that together name a row."""

    file_name: str
    columns: Mapping[str, Read]
    key: tuple[str, ...] = ("key",)

    def read(self, folder: Path) -> tuple[Row, ...]:
        """Return every row of the file in ``folder``; raises BadDirectoryFile with all faults at once."""
        path = folder / self.file_name
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except FileNotFoundError:
            raise BadDirectoryFile([f"{self.file_name} is missing in {folder}."]) from None
        except UnicodeDecodeError:
            raise BadDirectoryFile([f"{self.file_name} is not written in UTF-8."]) from None
        faults: list[str] = []
        rows = tuple(self._rows(csv.reader(lines, strict=True), faults))
        if faults:
            raise BadDirectoryFile(faults)
        return rows

    def _rows(self, cells: Any, faults: list[str]) -> Iterator[Row]:
        seen: dict[tuple[Any, ...], int] = {}
        try:
            header = [column.strip() for column in next(cells, [])]
            places = [place for place, column in enumerate(header) if column]
            faults += self._faults_of_header([header[place] for place in places])
            for row in () if faults else cells:
                found = self._row(_under_names(row, places), cells.line_num, faults)
                if not found:
                    continue
                key = tuple(found[column] for column in self.key)
                first = seen.setdefault(key, cells.line_num)
                if first != cells.line_num:
                    named = ", ".join(map(str, key))
                    faults.append(
                        f"{self._location(cells.line_num)}: “{named}” stands already on line {first}."
                    )
                yield found
        except csv.Error as error:
            faults.append(f"{self._location(cells.line_num)}: {error}.")

    def _faults_of_header(self, header: list[str]) -> list[str]:
        missing = [column for column in self.columns if column not in header]
        unknown = [column for column in header if column not in self.columns]
        return [
            f"{self.file_name}, line 1: the column “{column}” {what}."
            for what, columns in (("is missing", missing), ("is not known", unknown))
            for column in columns
        ] or (
            [] if header == list(self.columns) else [f"{self.file_name}, line 1: the columns changed places."]
        )

    def _row(self, cells: list[str], line: int, faults: list[str]) -> Row:
        if not cells:
            return {}
        if len(cells) != len(self.columns):
            faults.append(f"{self._location(line)}: {len(cells)} cells where {len(self.columns)} belong.")
            return {}
        found: Row = {}
        for (column, read), cell in zip(self.columns.items(), cells, strict=True):
            try:
                found[column] = read(cell.strip())
            except ValueError as fault:
                faults.append(f"{self._location(line)}, column “{column}”: {fault}")
        return found if len(found) == len(self.columns) else {}

    def _location(self, line: int) -> str:
        return f"{self.file_name}, line {line}"


def _under_names(row: list[str], named: list[int]) -> list[str]:
    """Leave out empty cells of columns without a name, as a spreadsheet adds; an empty row has no cells."""
    if not any(cell.strip() for cell in row):
        return []
    nameless = [cell for place, cell in enumerate(row) if place not in named and cell.strip()]
    return [*(row[place] for place in named if place < len(row)), *nameless]


def text(most: int, *, empty: bool = False) -> Read:
    """A reader of text of at most this many characters."""

    def read(cell: str) -> str:
        if not cell and not empty:
            raise ValueError("it is empty.")
        if len(cell) > most:
            raise ValueError(f"{len(cell)} characters where {most} fit.")
        return cell

    return read


def slug(cell: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", cell) or len(cell) > 60:
        raise ValueError(f"“{cell}” is not a short name of small letters, digits and dashes.")
    return cell


def one_of(*allowed: str, empty: bool = False) -> Read:
    def read(cell: str) -> str:
        if cell not in allowed and not (empty and not cell):
            raise ValueError(f"“{cell}” is none of {', '.join(allowed)}.")
        return cell

    return read


def yes_no(cell: str) -> bool:
    if cell not in {"yes", "no"}:
        raise ValueError(f"“{cell}” is neither yes nor no.")
    return cell == "yes"


def yes_no_unknown(cell: str) -> bool | None:
    """Read yes, no, or an empty cell as None: not known."""
    return yes_no(cell) if cell else None


def whole_number(least: int, most: int, *, empty: bool = False) -> Read:
    def read(cell: str) -> int | None:
        if empty and not cell:
            return None
        if not cell.isascii() or not cell.isdigit() or not least <= int(cell) <= most:
            raise ValueError(f"“{cell}” is not a whole number from {least} to {most}.")
        return int(cell)

    return read


def amount(places: int, *, empty: bool = False) -> Read:
    """A reader of a decimal above zero with at most this many decimal places."""

    def read(cell: str) -> Decimal | None:
        if empty and not cell:
            return None
        if not re.fullmatch(rf"\d{{1,7}}(?:\.\d{{1,{places}}})?", cell, re.ASCII) or not Decimal(cell):
            raise ValueError(f"“{cell}” is not a number above zero with at most {places} decimal places.")
        return Decimal(cell)

    return read


def day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"“{cell}” is not a day like 2026-11-20.") from None


def days(cell: str) -> list[str]:
    """Read several days; returned as ISO text, since a JSON field stores them."""
    return [day(word).isoformat() for word in cell.split()]


def weekdays(cell: str) -> str:
    weekdays_named(cell)
    return cell


def calendar(cell: str) -> str:
    return calendar_named(cell).name
