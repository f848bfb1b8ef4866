"""The utility's typical day: the worked example of domain.md."""

from __future__ import annotations

from datetime import date

from utility_requests.typical_time import utility_typical_on


def test_the_utilitys_typical_day_is_the_worked_example():
    assert utility_typical_on(date(2026, 11, 20)) == date(2027, 1, 6)
    assert utility_typical_on(date(2026, 11, 20), days=10) == date(2026, 12, 7)
