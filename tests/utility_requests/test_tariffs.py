"""The fee per visit: which tariff holds on which day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utility_requests.tariffs import NoTariff, Tariff, fee_on, tariff_on

FIRST = Tariff(date(2026, 1, 1), Decimal("279.22"))
SECOND = Tariff(date(2026, 11, 21), Decimal("301.00"))


@pytest.mark.parametrize(
    ("day", "fee"),
    [
        (date(2026, 1, 1), "279.22"),
        (date(2026, 11, 20), "279.22"),
        (date(2026, 11, 21), "301.00"),
        (date(2031, 5, 5), "301.00"),
    ],
)
def test_a_tariff_holds_from_its_day_until_the_next_begins(day, fee):
    assert fee_on(day, [SECOND, FIRST]) == Decimal(fee)


def test_a_tariff_from_tomorrow_changes_nothing_today():
    assert fee_on(date(2026, 11, 20), [FIRST]) == fee_on(date(2026, 11, 20), [FIRST, SECOND])


def test_a_day_before_the_first_tariff_is_refused_by_its_date():
    with pytest.raises(NoTariff, match="No fee is on record for December 31, 2025"):
        tariff_on(date(2025, 12, 31), [FIRST, SECOND])
    with pytest.raises(NoTariff, match="No fee is on record"):
        tariff_on(date(2026, 6, 1), [])


def test_two_fees_from_one_day_are_refused_and_twins_are_one():
    with pytest.raises(NoTariff, match="Two different fees begin on January 1, 2026"):
        tariff_on(date(2026, 2, 1), [FIRST, Tariff(FIRST.effective_from, Decimal("1.00"))])
    assert tariff_on(date(2026, 2, 1), [FIRST, FIRST]) == FIRST


tariff_lists = st.lists(
    st.builds(Tariff, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.decimals(1, 999, places=2)),
    min_size=1,
    unique_by=lambda tariff: tariff.effective_from,
)


@given(tariffs=tariff_lists, days_after=st.integers(0, 4000))
def test_the_tariff_has_begun_and_none_later_has(tariffs, days_after):
    day = min(tariffs).effective_from + timedelta(days=days_after)
    held = tariff_on(day, tariffs)
    assert held in tariffs
    assert held.effective_from <= day
    assert not any(held.effective_from < other.effective_from <= day for other in tariffs)
