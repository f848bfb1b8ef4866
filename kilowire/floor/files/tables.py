"""Reads the rows of a spreadsheet: a text of separated values or an Excel workbook. Runs in a child alone.

A cell comes as its text, or as ``[kind, text]`` where the spreadsheet holds something else: a number
(``number``), a day (``day``), or a value whose text nobody can tell any more (``lost``, with the reason).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import IO

from kilowire.floor.files.found import NotTaken
from kilowire.floor.files.separated_values import Rows, read_text
from kilowire.floor.files.workbooks import is_workbook, read_workbook

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 50_000, 200, 4_000
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
EMPTY = "{name} has no rows: choose the list again."
NO_LIST = "{name} is no list that can be read: save it as CSV or as an Excel workbook (.xlsx)."
TOO_OLD = "{name} is an old or a locked Excel file: save it without a password as .xlsx or CSV."
TOO_MANY = "{name} has more than {most} rows: divide it."
TOO_WIDE = "Line {line} of {name} has more than {most} columns."
TOO_LONG = "A cell in line {line} of {name} has more than {most} letters."
OTHER_FILES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def read_table(file: IO[bytes]) -> tuple[dict[str, str], Rows]:
    """Return what is said about the file (``sheet``, ``others``, ``encoding``, ``delimiter``) and its rows.

    A row is its line, counted from 1 as the spreadsheet shows it, and its cells; blank rows are left out.
    Raises ``NotTaken`` for what is no list, is too large, or cannot be read with certainty.
    """
    head = file.read(8)
    file.seek(0)
    if head.startswith(OLD_EXCEL):
        raise NotTaken(TOO_OLD)
    if head.startswith(OTHER_FILES) or (head.startswith(b"PK") and not is_workbook(file)):
        raise NotTaken(NO_LIST)
    about, rows = read_workbook(file) if head.startswith(b"PK") else read_text(file.read())
    held = _within_bounds(rows)
    first = next(held, None)
    if first is None:
        raise NotTaken(EMPTY)
    return about, chain([first], held)


def _within_bounds(rows: Rows) -> Iterator[tuple[int, list[str | list[str]]]]:
    count = 0
    for line, cells in rows:
        while cells and not _text(cells[-1]).strip():
            cells.pop()
        if not any(_text(cell).strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise NotTaken(TOO_MANY, most=MOST_ROWS)
        if len(cells) > MOST_COLUMNS:
            raise NotTaken(TOO_WIDE, line=line, most=MOST_COLUMNS)
        if max(len(_text(cell)) for cell in cells) > LONGEST_CELL:
            raise NotTaken(TOO_LONG, line=line, most=LONGEST_CELL)
        yield line, cells


def _text(cell: str | list[str]) -> str:
    return cell if isinstance(cell, str) else cell[1]
