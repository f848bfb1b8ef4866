"""Reads a text of separated values: its encoding, what stands between its values, and its rows. Pure."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from kilowire.floor.files.found import NotTaken

Rows = Iterator[tuple[int, list[str | list[str]]]]
DELIMITERS = ",;\t|"
LOOKED_AT = 50
NO_TEXT = "{name} is no list that can be read: save it as CSV or as an Excel workbook (.xlsx)."
BROKEN_QUOTE = "A quotation mark near line {line} of {name} is not closed: mend that line."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAID_BY_EXCEL = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)


def read_text(content: bytes) -> tuple[dict[str, str], Rows]:
    """Return encoding and delimiter of a text, and its rows, each with the line on which it begins.

    UTF-8 and UTF-16 with or without a mark, else Windows-1252; commas, semicolons, tabs or bars. A quoted
    value may hold line breaks; a quotation mark that is not closed is ``NotTaken`` with its line.
    """
    encoding = _encoding_of(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise NotTaken(NO_TEXT) from None
    if "\x00" in text:
        raise NotTaken(NO_TEXT)
    said = _SAID_BY_EXCEL.match(text)
    skipped = 1 if said else 0
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter_of(text)
    return {"encoding": encoding, "delimiter": delimiter}, _rows(text, delimiter, skipped)


def _encoding_of(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if silent := _without_a_mark(content[:4096]):
        return silent
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _without_a_mark(head: bytes) -> str:
    """Return which UTF-16 this is, where every other byte of its first lines is zero."""
    half = len(head) // 2
    if half and head[1::2].count(0) > half * 0.6 and not head[0::2].count(0):
        return "utf-16-le"
    if half and head[0::2].count(0) > half * 0.6 and not head[1::2].count(0):
        return "utf-16-be"
    return ""


def _delimiter_of(text: str) -> str:
    """Return the sign that divides most of the first rows into as many values as the first row."""
    return max(DELIMITERS, key=lambda sign: _fits(text, sign))


def _fits(text: str, delimiter: str) -> tuple[int, int]:
    widths = []
    try:
        for _, cells in _rows(text[:200_000], delimiter, 0):
            widths.append(len(cells))
            if len(widths) == LOOKED_AT:
                break
    except NotTaken:
        pass  # said when the whole is read
    if not widths or widths[0] == 1:
        return (0, 0)
    return (Counter(widths)[widths[0]], widths[0])


def _rows(text: str, delimiter: str, skipped: int) -> Rows:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    begins = 1
    try:
        for cells in reader:
            yield begins + skipped, list(cells)
            begins = reader.line_num + 1
    except csv.Error:
        raise NotTaken(BROKEN_QUOTE, line=begins + skipped) from None
