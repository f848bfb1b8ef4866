"""The table of ``docs/security.md`` has each item once and names nothing that does not exist."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from tests.architecture.source import ROOT

pytestmark = pytest.mark.once

PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
TABLE, DEVIATIONS = PAGE.partition("\n## The table\n")[2].split("\n## Deviations\n")
VERDICTS = {"holds", "in part", "deviation", "does not apply"}
WRITTEN_OUT = {"in part", "deviation"}
AT_THESE_LEVELS, READ = 253, 188
MOST_WORDS = 12
NUMBER = r"\d+\.\d+\.\d+"


@dataclass(frozen=True)
class Row:
    """One item of the standard: its number, what it asks, the verdict, and where to look."""

    number: str
    asks: str
    verdict: str
    where: str


ROWS = [Row(*found) for found in re.findall(rf"^\| ({NUMBER}) \| (.+?) \| (.+?) \| (.*?) ?\|$", TABLE, re.M)]


def _left_out() -> dict[str, int]:
    """The items or the chapter of each line of the first table, with how many these are."""
    first = PAGE.partition("| left out | items | why |")[2].partition("\n\n")[0]
    return {what: int(items) for what, items in re.findall(r"^\| ([^|]+?) \| (\d+) \|", first, re.M)}


def _in_order(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def test_every_item_stands_once_and_in_order() -> None:
    numbers = [row.number for row in ROWS]
    assert len(numbers) == READ
    assert numbers == sorted(set(numbers), key=_in_order)
    assert TABLE.count("\n| ") == READ + TABLE.count("| item | asks |"), "a row is written oddly"


def test_what_is_left_out_is_counted_and_not_in_the_table() -> None:
    left_out = _left_out()
    assert READ + sum(left_out.values()) == AT_THESE_LEVELS
    for what, items in left_out.items():
        numbers = re.findall(NUMBER, what)
        assert not numbers or len(numbers) == items, what
        assert not {row.number for row in ROWS} & set(numbers), what
    chapters = {what.removeprefix("chapter ") for what in left_out if what.startswith("chapter ")}
    assert not {row.number.partition(".")[0] for row in ROWS} & chapters


def test_a_row_is_short_and_its_verdict_one_of_four() -> None:
    assert {row.verdict for row in ROWS} <= VERDICTS
    assert not [row.number for row in ROWS if len(row.asks.split()) > MOST_WORDS]
    assert not [row.number for row in ROWS if not row.where and row.verdict not in WRITTEN_OUT]


def test_every_deviation_is_written_out_and_nothing_else() -> None:
    written = [
        number
        for begins in re.findall(r"^\* \*\*(.+?)\*\*", DEVIATIONS, re.M)
        for number in re.findall(NUMBER, begins)
    ]
    assert written == [row.number for row in ROWS if row.verdict in WRITTEN_OUT]


def test_every_file_and_test_that_is_named_exists() -> None:
    named = {name for name in re.findall(r"`([\w./-]+/[\w./-]*(?:::\w+)*)`", PAGE) if name[0] not in "./"}
    assert len(named) > READ / 2
    assert not sorted(name for name in named if not _exists(name))


def _exists(name: str) -> bool:
    path, *inside = name.split("::")
    if not (ROOT / path).exists():
        return False
    text = (ROOT / path).read_text(encoding="utf-8") if inside else ""
    *classes, function = inside or [""]
    indented = "    " if classes else ""
    return all(re.search(rf"^class {each}\b", text, re.M) for each in classes) and (
        not function or re.search(rf"^{indented}def {function}\(", text, re.M) is not None
    )


def test_every_link_leads_somewhere() -> None:
    headings = {re.sub(r"[^\w]+", "-", each.lower()) for each in re.findall(r"^#+ (.+)$", PAGE, re.M)}
    for address in re.findall(r"\]\(([^)]+)\)", PAGE):
        path, _, heading = address.partition("#")
        assert not path or (ROOT / "docs" / path).exists(), address
        assert not heading or heading in headings, address
