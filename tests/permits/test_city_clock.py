"""The clocks of a permit and the order of its final: tables of cases, no database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jobs.models import Jurisdiction
from permits.city_clock import lapse_day, silence_counts_on, warn_of_lapse_on
from permits.models import Permit
from permits.visit_order import finals_asked, is_last_final, is_time_for_final

THANKSGIVING = {"closed_days": ["2026-11-27"]}


def permit(city: dict[str, Any] | None = None, **new: Any) -> Permit:
    return Permit(jurisdiction=Jurisdiction(name="City of Whittier", **(city or {})), **new)


@pytest.mark.parametrize(
    ("city", "facts", "answered_on", "counts_on"),
    [
        ({}, {"applied_on": date(2026, 11, 20)}, None, date(2026, 12, 1)),
        (THANKSGIVING, {"applied_on": date(2026, 11, 20)}, None, date(2026, 12, 1)),
        ({}, {"applied_on": date(2026, 11, 20), "complete_on": date(2026, 12, 1)}, None, date(2026, 12, 30)),
        ({}, {"applied_on": date(2026, 11, 2)}, date(2026, 11, 20), date(2026, 12, 1)),
        ({"closed_weekdays": "fri"}, {"applied_on": date(2026, 11, 2)}, None, date(2026, 11, 10)),
        ({"complete_business_days": 10}, {"applied_on": date(2026, 11, 2)}, None, date(2026, 11, 17)),
        ({"complete_business_days": 0}, {"applied_on": date(2026, 11, 2)}, None, None),
        ({}, {"applied_on": date(2026, 11, 2), "kind": "building"}, None, None),
    ],
)
def test_silence_counts_on_the_citys_own_day(
    city: dict[str, Any], facts: dict[str, Any], answered_on: date | None, counts_on: date | None
) -> None:
    assert silence_counts_on(permit(city, **facts), answered_on=answered_on) == counts_on


ISSUED = {"issued_on": date(2026, 1, 10), "expires_on": date(2027, 1, 10), "number": "E-1"}
BEGUN = {**ISSUED, "work_started_on": date(2026, 3, 1)}


@pytest.mark.parametrize(
    ("facts", "lapses_on"),
    [
        ({}, None),
        (ISSUED, date(2027, 1, 10)),
        (BEGUN, date(2026, 8, 28)),
        ({**BEGUN, "last_inspected_on": date(2026, 5, 1)}, date(2026, 10, 28)),
        (
            {**BEGUN, "extended_on": date(2026, 2, 1), "expires_on": date(2027, 7, 1)},
            date(2026, 8, 28),
        ),
        (
            {**BEGUN, "extended_on": date(2026, 8, 1), "expires_on": date(2027, 7, 1)},
            date(2027, 7, 1),
        ),
        ({**BEGUN, "finaled_on": date(2026, 6, 1)}, None),
        ({**BEGUN, "ended_on": date(2026, 6, 1)}, None),
    ],
)
def test_a_permit_lapses_unbegun_or_idle(facts: dict[str, Any], lapses_on: date | None) -> None:
    assert lapse_day(permit(**facts)) == lapses_on


def test_the_idle_days_are_the_jurisdictions() -> None:
    assert lapse_day(permit({"idle_days": 90}, **BEGUN)) == date(2026, 5, 30)


def test_the_warning_comes_thirty_days_before() -> None:
    assert warn_of_lapse_on(date(2026, 12, 31)) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("order", "finals_passed", "installed", "adapter_set", "is_time"),
    [
        ("either", 0, False, False, False),
        ("either", 0, True, False, True),
        ("final_before_set", 0, True, False, True),
        ("set_before_final", 0, True, False, False),
        ("set_before_final", 0, True, True, True),
        ("two_finals", 0, True, False, True),
        ("two_finals", 1, True, False, False),
        ("two_finals", 1, True, True, True),
    ],
)
def test_when_it_is_time_for_a_final(
    order: str, finals_passed: int, *, installed: bool, adapter_set: bool, is_time: bool
) -> None:
    asked = is_time_for_final(
        order, finals_passed=finals_passed, circuit_installed=installed, adapter_set=adapter_set
    )
    assert asked is is_time


def test_two_finals_are_held_where_the_city_wants_two() -> None:
    assert (finals_asked("either"), finals_asked("two_finals")) == (1, 2)
    assert [is_last_final("two_finals", passed) for passed in (0, 1, 2)] == [False, True, True]
    assert is_last_final("set_before_final", 0)
