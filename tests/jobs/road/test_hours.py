"""Hours that the office typed stand on a page without a code only where they are nothing but hours."""

from __future__ import annotations

import pytest

from jobs.road.hours import only_hours


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "8–12",
            "8-12",
            "8 to 12",
            "8:00–12:00",
            "8 AM – 12 PM",
            "8am-noon",
            "between 8 and 12",
            "from 9 to 11",
        ),
        *("morning", "Afternoon", "in the morning", "late afternoon", "all day", "AM", "p.m.", "before 10"),
        *("around 9:30 am", "10", "after 1 p.m."),
    ],
)
def test_hours(typed: str) -> None:
    assert only_hours(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        *("8–12, gate code 4711", "ask for Mrs. Vega", "8–12 at 12 Elm St", "call 555-0100", "555-0100"),
        *("4711", "8–12 Luis", "", "morning, dog in the yard", "by the gate"),
    ],
)
def test_what_says_more(typed: str) -> None:
    assert only_hours(typed) == ""
