"""Warranty: what is covered, through which day, and what happens when nobody knows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.warranty.terms import (
    CoverageTerm,
    Covered,
    MakersTerm,
    coverages,
    months_later,
    months_of,
    term_is_over_on,
    workmanship_ends_on,
)

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))

ADAPTER = MakersTerm("ConnectDER", "EV MSA", months=150, serial="CD-77120")
CHARGER = MakersTerm("Wallbox", "Pulsar Plus", starts_on=date(2026, 10, 1))


def covered_by(commissioned_on=date(2026, 11, 20), **devices):
    return coverages(commissioned_on=commissioned_on, contractor="KiloWire", **devices)


def test_workmanship_is_covered_through_its_anniversary():
    (workmanship,) = covered_by()
    assert workmanship == CoverageTerm(
        Covered.WORKMANSHIP, "KiloWire", date(2026, 11, 20), date(2027, 11, 20)
    )
    assert workmanship.in_term(date(2026, 11, 20))
    assert workmanship.in_term(date(2027, 11, 20))
    assert workmanship.in_term(date(2027, 11, 21)) is False
    assert workmanship.in_term(date(2026, 11, 19)) is False


def test_each_device_is_its_makers_for_the_makers_term():
    _, adapter, charger = covered_by(adapter=ADAPTER, charger=CHARGER)
    assert (adapter.answered_by, adapter.product, adapter.serial) == ("ConnectDER", "EV MSA", "CD-77120")
    assert (adapter.starts_on, adapter.ends_on) == (date(2026, 11, 20), date(2039, 5, 20))
    assert (charger.covered, charger.starts_on) == (Covered.CHARGER, date(2026, 10, 1))


def test_a_term_nobody_looked_up_is_neither_yes_nor_no():
    _, charger = covered_by(charger=CHARGER)
    assert charger.ends_on is None
    assert charger.in_term(date(2030, 1, 1)) is None
    assert charger.in_term(date(2026, 9, 30)) is False


def test_a_job_commissioned_on_a_leap_day():
    workmanship, adapter = covered_by(date(2028, 2, 29), adapter=ADAPTER)
    assert workmanship.ends_on == date(2029, 2, 28)
    assert adapter.ends_on == date(2040, 8, 29)


def test_our_term_is_over_on_the_day_after_its_last():
    assert term_is_over_on(covered_by(adapter=ADAPTER)) == date(2027, 11, 21)
    assert term_is_over_on(covered_by(workmanship_months=24)) == date(2028, 11, 21)


def test_years_become_whole_months():
    assert months_of(12.5) == 150
    assert months_of(3) == 36
    for years in (0, -1, 1.3):
        with pytest.raises(ValueError, match="not a whole number of months"):
            months_of(years)


@given(commissioned_on=st.dates(date(2020, 1, 1), date(2060, 12, 31)), months=st.integers(1, 240))
def test_the_term_is_one_unbroken_stretch_of_days(commissioned_on, months):
    (workmanship,) = covered_by(commissioned_on, workmanship_months=months)
    assert workmanship.in_term(workmanship.ends_on)
    assert not workmanship.in_term(workmanship.ends_on + timedelta(days=1))
    assert not workmanship.in_term(commissioned_on - timedelta(days=1))
    assert (workmanship.ends_on - commissioned_on).days >= 28 * months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 150, date(2039, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_later_keeps_the_day_or_takes_the_months_last(day, months, later):
    assert months_later(day, months) == later


def test_workmanship_is_one_year_from_commissioning():
    assert workmanship_ends_on(date(2026, 11, 20)) == date(2027, 11, 20)
    assert workmanship_ends_on(date(2028, 2, 29)) == date(2029, 2, 28)


@given(earlier=days, gap=st.integers(0, 400), months=st.integers(0, 300))
def test_who_was_later_is_not_covered_for_less_long(earlier, gap, months):
    assert months_later(earlier, months) <= months_later(earlier + timedelta(days=gap), months)
