"""Hours that the office typed stand on a page without a code only where they are nothing but hours."""

from __future__ import annotations

import pytest
from django.utils import translation

from jobs.road.hours import only_hours, read_hours, spoken_hours


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


SAID = {
    "8–12": ("8 AM–12 PM", "de 8 a. m. a 12 p. m."),
    "9-1": ("9 AM–1 PM", "de 9 a. m. a 1 p. m."),
    "1–5": ("1–5 PM", "de 1 a 5 p. m."),
    "8 to 5": ("8 AM–5 PM", "de 8 a. m. a 5 p. m."),
    "between 8:30 and 10": ("8:30–10 AM", "de 8:30 a 10 a. m."),
    "11 to 2 pm": ("11 AM–2 PM", "de 11 a. m. a 2 p. m."),
    "13:00-15:00": ("1–3 PM", "de 1 a 3 p. m."),
    "noon to 4": ("12–4 PM", "de 12 a 4 p. m."),
    "by 10": ("by 10 AM", "antes de las 10 a. m."),
    "10pm": ("at 10 PM", "a las 10 p. m."),
    "in the morning": ("in the morning", "por la mañana"),
    "early afternoon": ("early in the afternoon", "a primera hora de la tarde"),
}


@pytest.mark.parametrize("typed", SAID)
def test_hours_are_said_as_people_here_say_them(typed: str) -> None:
    assert spoken_hours(typed) == SAID[typed][0]
    with translation.override("es"):
        assert spoken_hours(typed) == SAID[typed][1]


@pytest.mark.parametrize("typed", ["25-30", "8:75–9", "", "8–12, gate code 4711"])
def test_what_is_no_time_of_a_day_is_left_as_it_was_typed(typed: str) -> None:
    assert read_hours(typed) is None
    assert spoken_hours(typed) == typed
