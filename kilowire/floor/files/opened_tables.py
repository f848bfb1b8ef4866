"""Opens a list that somebody sent, CSV or an Excel workbook, in a child process: what every door uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO

from kilowire.floor.files.found import NotTaken
from kilowire.floor.files.uploads import name_of
from kilowire.floor.refusals import Refused, TryAgainLater
from kilowire.floor.sandbox.asking import EndedEarly, ask
from kilowire.floor.sandbox.limits import A_TABLE
from kilowire.floor.sandbox.slots import DOOR, Busy

TOO_MUCH = "{name} takes more memory or time to read than a list may have; divide it, or save it as CSV."
BUSY = "{name} had to wait too long behind other files; send it again in a minute."
TEXT, NUMBER, DAY, LOST = "text", "number", "day", "lost"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of the list, and what the spreadsheet held it as: ``TEXT``, ``NUMBER``, ``DAY`` or ``LOST``."""

    text: str
    kind: str = TEXT

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Cell("")


@dataclass(frozen=True, slots=True)
class Row:
    """A row, with its line as the spreadsheet counts it."""

    line: int
    cells: tuple[Cell, ...]

    def at(self, place: int) -> Cell:
        return self.cells[place] if place < len(self.cells) else NOTHING


@dataclass
class Table:
    """The headings and the rows below them. ``sheet`` was read, and ``others`` of its workbook were not."""

    headings: list[str]
    rows: list[Row] = field(default_factory=list)
    sheet: str = ""
    others: str = ""


def open_table(file: IO[bytes], *, whose: str = DOOR, field: str | None = None) -> Table:
    """Return what stands in a list; its first row that is not blank holds the headings.

    What is no list, is damaged, or costs too much to read is ``Refused`` with its name.
    """
    about: dict[str, str] = {}
    rows: list[Row] = []
    try:
        for message in ask("table", file, A_TABLE, whose=whose):
            about |= message.words.get("about", {})
            rows += [_row(line, cells) for line, cells in message.words.get("rows", ())]
    except NotTaken as refusal:
        raise Refused(refusal.sentence.format(name=name_of(file), **refusal.values), field=field) from None
    except EndedEarly:
        raise Refused(TOO_MUCH.format(name=name_of(file)), field=field) from None
    except Busy:
        raise TryAgainLater(BUSY.format(name=name_of(file)), field=field) from None
    headings = [" ".join(cell.text.split()) for cell in rows[0].cells]
    return Table(headings, rows[1:], about.get("sheet", ""), about.get("others", ""))


def _row(line: int, cells: list[str | list[str]]) -> Row:
    read = (Cell(cell.strip()) if isinstance(cell, str) else Cell(cell[1].strip(), cell[0]) for cell in cells)
    return Row(line, tuple(read))
