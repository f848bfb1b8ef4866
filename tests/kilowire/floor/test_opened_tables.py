"""A list is read whichever program saved it: nothing is shortened, and what is no list is refused by name."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile

from kilowire.floor.files import opened_tables
from kilowire.floor.files.opened_tables import DAY, LOST, NUMBER, TEXT, Table, open_table
from kilowire.floor.files.workbooks import NOT_COMPUTED, ROUNDED
from kilowire.floor.refusals import Refused
from kilowire.floor.sandbox.limits import Limits

TEXT_OF_A_LIST = 'Name,ZIP,Note\nJosé Núñez,90601,"gate\ncode 12"\n\n ,,\nAna,02138,dog\n'


def opened(content: bytes | str, name: str = "jobs.csv") -> Table:
    content = content.encode() if isinstance(content, str) else content
    return open_table(ContentFile(content, name=name))


def workbook(*rows: list[Any], formats: dict[str, str] | None = None, **more: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet, lines in {"Jobs": rows, **more}.items():
        page = book.create_sheet(sheet)
        for row in lines:
            page.append(row)
    for cell, shown in (formats or {}).items():
        book["Jobs"][cell].number_format = shown
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("encoding", "delimiter", "line_end"),
    [
        ("utf-8", ",", "\n"),
        ("utf-8-sig", ";", "\r\n"),
        ("utf-16", "\t", "\r\n"),
        ("utf-16-le", ",", "\r"),
        ("utf-16-be", "|", "\n"),
        ("cp1252", ";", "\r\n"),
    ],
)
def test_a_text_is_read_in_every_encoding(encoding: str, delimiter: str, line_end: str) -> None:
    text = TEXT_OF_A_LIST.replace(",", delimiter).replace("\n", line_end)
    table = opened(text.encode(encoding))
    assert table.headings == ["Name", "ZIP", "Note"]
    assert [row.line for row in table.rows] == [2, 6]
    assert [cell.text for cell in table.rows[0].cells] == ["José Núñez", "90601", f"gate{line_end}code 12"]
    assert table.rows[1].at(1).text == "02138"


def test_excel_may_say_the_delimiter_itself() -> None:
    table = opened("sep=;\nName;ZIP\nAna;90601\n")
    assert (table.headings, table.rows[0].line) == (["Name", "ZIP"], 3)


def test_a_workbook_says_what_each_value_is() -> None:
    content = workbook(
        ["Name", "ZIP", "Phone", "Day", "Sum", "Yes", "Long", "Text"],
        ["Ana", 2138, 5625550142, date(2026, 3, 4), "=1+1", True, 1234567890123456, "=\"x\""],
        formats={"B2": "00000", "D2": "yyyy-mm-dd"},
        Second=[["something"]],
        Empty=[],
    )  # fmt: skip
    table = opened(content, "jobs.xlsx")
    assert [(cell.kind, cell.text) for cell in table.rows[0].cells] == [
        (TEXT, "Ana"),
        (NUMBER, "02138"),
        (NUMBER, "5625550142"),
        (DAY, date(2026, 3, 4).isoformat()),
        (LOST, NOT_COMPUTED),
        (TEXT, "yes"),
        (LOST, ROUNDED),
        (LOST, NOT_COMPUTED),
    ]
    assert (table.sheet, table.others) == ("Jobs", "Second")


def rewritten(change: dict[str, bytes]) -> bytes:
    """A workbook with these parts in place of its own."""
    source, made = zipfile.ZipFile(BytesIO(workbook(["Name"], ["Ana"]))), BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, change.get(name, source.read(name)))
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "has no rows"),
        (b"\n \n,,\n", "has no rows"),
        (b"%PDF-1.7 ...", "is no list"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old or a locked Excel file"),
        (b"PK\x05\x06" + bytes(18), "is no list"),
        (b"PK\x03\x04 cut off", "is no list"),
        (b"Name,ZIP\nAna,\x81\x8d\n", "is no list"),
        (b"Name,ZIP\nAna,\x00\n", "is no list"),
        (b'Name,ZIP\nAna,"90601\nBob,90602\n', "near line 2"),
        (b'Name,ZIP\n"A" na,90601\n', "near line 2"),
        (b"Name\n" + b"x" * 5000, "Line 2|line 2"),
        (b"Name" + b",x" * 300, "more than 200 columns"),
        (b"Name\n" + b"x\n" * 60_000, "more than 50000 rows"),
        (rewritten({SHEET: LAUGHS + b"<worksheet " + MAIN + b">&b;</worksheet>"}), "is damaged"),
        (rewritten({"xl/workbook.xml": b"<workbook"}), "is damaged"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_by_name(content: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        opened(content, "list.xlsx")
    assert "“list.xlsx”" in str(refusal.value)


def test_a_list_that_costs_too_much_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened_tables, "A_TABLE", Limits(memory_mb=465, cpu_s=1, wall_s=1))
    bomb = rewritten({SHEET: b"<worksheet " + MAIN + b"><sheetData>" + b"<row/>" * 2_000_000})
    with pytest.raises(Refused, match="memory or time"):
        opened(bomb, "list.xlsx")
