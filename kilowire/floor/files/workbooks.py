"""Reads the first sheet with rows of an Excel workbook; what Excel made of a value is said with it.

Only a child uses it: openpyxl reads row by row, and defusedxml refuses entities in the XML.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import IO, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from kilowire.floor.files.found import NotTaken
from kilowire.floor.files.separated_values import Rows

DAMAGED = "{name} is damaged or no workbook: open it in Excel and save it again as .xlsx or CSV."
NUMBER, DAY, LOST = "number", "day", "lost"
MOST_LINES = 1_048_576  # of a sheet, says Excel
EXACT = 10**15
"""Excel keeps 15 digits of a number and makes zeros of the others."""
NOT_COMPUTED = "a formula whose result is not in the file"
ROUNDED = "a number of more than 15 digits, of which Excel kept 15"
_ZEROS = re.compile(r"0+")
_NINE = "00000\\-0000"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, DefusedXmlException, ParseError, KeyError,
    ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip


def is_workbook(file: IO[bytes]) -> bool:
    """Return whether this zip is an Excel workbook; the file's position is at the start afterwards."""
    try:
        with zipfile.ZipFile(file) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except _BROKEN:
        return False
    finally:
        file.seek(0)


def read_workbook(file: IO[bytes]) -> tuple[dict[str, str], Rows]:
    """Return the rows of the first sheet that has any, with its name and those of the others."""
    warnings.simplefilter("ignore")  # about styles and validations, which are not read
    try:
        formulas, values = _opened(file, False), _opened(file, True)
        sheets = [s.title for s in formulas.worksheets if s.sheet_state == "visible"]
        filled = [title for title in sheets if _has_rows(formulas[title])]
    except _BROKEN:
        raise NotTaken(DAMAGED) from None
    if not filled:
        return {}, iter(())
    about = {"sheet": filled[0], "others": ", ".join(filled[1:])}
    return about, _rows(formulas[filled[0]], values[filled[0]])


def _opened(file: IO[bytes], data_only: bool) -> Any:
    book = openpyxl.load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # a sheet may say less than it has
    return book


def _has_rows(sheet: Any) -> bool:
    return any(
        cell is not None for row in islice(sheet.iter_rows(values_only=True), MOST_LINES) for cell in row
    )


def _rows(formulas: Any, values: Any) -> Rows:
    """Read the rows; of a row with formulas the results are read, which stand beside them in the file."""
    results = _Results(values)
    try:
        for number, row in enumerate(islice(formulas.iter_rows(), MOST_LINES), 1):
            cells = [_cell(cell) for cell in row]
            if any(cell is None for cell in cells):
                cells = results.of(number, cells)
            yield number, cells
    except _BROKEN:
        raise NotTaken(DAMAGED) from None


class _Results:
    """The results of formulas, read beside the formulas, row by row and only as far as they are asked for."""

    def __init__(self, sheet: Any) -> None:
        self._rows: Iterator[tuple[Any, ...]] = sheet.iter_rows()
        self._number = 0

    def of(self, number: int, cells: list[Any]) -> list[Any]:
        row: tuple[Any, ...] = ()
        while self._number < number:
            row = next(self._rows, ())
            self._number += 1
        return [
            _result(row[place] if place < len(row) else None) if cell is None else cell
            for place, cell in enumerate(cells)
        ]


def _result(cell: Any) -> Any:
    """Return what a formula gave: an empty text is one, and nothing at all means that nobody computed it."""
    if cell is None or (cell.value is None and cell.data_type != "str"):
        return [LOST, NOT_COMPUTED]
    return _cell(cell)


def _cell(cell: Any) -> Any:
    """Return a cell's text or ``[kind, text]``; None for a formula."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return None
    if cell.data_type == "e":
        return [LOST, str(value)]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    if isinstance(value, datetime):
        return [DAY, value.date().isoformat()]
    if isinstance(value, date | time):
        return [DAY, value.isoformat()] if isinstance(value, date) else [LOST, "a time of day"]
    return str(value)


def _number(value: float, shown_as: str) -> list[str]:
    """Return a number as written out, with the zeros at its beginning that the sheet shows."""
    if abs(value) >= EXACT:
        return [LOST, ROUNDED]
    if value != int(value):
        return [NUMBER, repr(value)]
    digits = str(int(value))
    if _ZEROS.fullmatch(shown_as):
        return [NUMBER, digits.zfill(len(shown_as))]
    if shown_as == _NINE:
        nine = digits.zfill(9)
        return [NUMBER, f"{nine[:5]}-{nine[5:]}"]
    return [NUMBER, digits]
