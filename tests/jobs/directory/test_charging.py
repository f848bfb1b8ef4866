"""Charging arithmetic against the circuit table and the cars of the contractor's page."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.directory.charging import charging_kw, charging_time, circuit_answer, largest_evse_amps


def rounded(value: Decimal, places: str = "0.1") -> Decimal:
    return value.quantize(Decimal(places))


@pytest.mark.parametrize(
    ("circuit", "evse", "kw", "low", "high"),
    [
        (15, 12, "2.88", "8.6", "10.1"),
        (20, 16, "3.84", "11.5", "13.4"),
        (30, 24, "5.76", "17.3", "20.2"),
        (40, 32, "7.68", "23.0", "26.9"),
        (50, 40, "9.60", "28.8", "33.6"),
        (60, 48, "11.52", "34.6", "40.3"),
        (70, 56, "13.44", "40.3", "47.0"),
        (100, 80, "19.20", "57.6", "67.2"),
    ],
)
def test_the_circuit_table(circuit, evse, kw, low, high):
    answer = circuit_answer(circuit)
    assert (answer.evse_amps, answer.power_kw) == (evse, Decimal(kw))
    assert rounded(answer.miles_per_hour_low) == Decimal(low)
    assert rounded(answer.miles_per_hour_high) == Decimal(high)


def test_the_adapters_limit_is_inclusive_and_unknown_is_no_limit():
    assert not circuit_answer(60, device_max_circuit_amps=60).over_device_limit
    assert circuit_answer(70, device_max_circuit_amps=60).over_device_limit
    assert not circuit_answer(100).over_device_limit


@pytest.mark.parametrize(
    ("usable", "on_board", "start", "hours"),
    [
        ("50", "7.7", 20, "5.7"),  # Model 3 Standard Range Plus
        ("57.5", "7.7", 20, "6.6"),  # Model 3 RWD
        ("131", "19.2", 0, "12.5"),  # F-150 Lightning ER: the charger is the limit
        ("75", "11.5", 20, "5.7"),
    ],
)
def test_hours_with_loss_on_a_sixty_ampere_circuit(usable, on_board, start, hours):
    answer = charging_time(
        usable_kwh=Decimal(usable),
        evse_kw=charging_kw(48),
        on_board_kw=Decimal(on_board),
        start_percent=start,
    )
    assert rounded(answer.hours) == Decimal(hours)
    assert answer.limited_by_car == (Decimal(on_board) < Decimal("11.52"))
    assert answer.power_kw == min(Decimal(on_board), Decimal("11.52"))


def test_a_car_of_unknown_on_board_power_asks_for_it():
    answer = charging_time(usable_kwh=Decimal(77), evse_kw=charging_kw(48), on_board_kw=None)
    assert (answer.hours, answer.asks) == (None, "on_board_kw")


@pytest.mark.parametrize(("start", "target"), [(80, 80), (90, 80), (-1, 50), (20, 101)])
def test_a_charge_that_goes_nowhere_is_refused(start, target):
    with pytest.raises(ValueError, match="from a lower to a higher share"):
        charging_time(
            usable_kwh=Decimal(75),
            evse_kw=Decimal("11.52"),
            on_board_kw=Decimal("11.5"),
            start_percent=start,
            target_percent=target,
        )


@pytest.mark.parametrize(("usable", "evse", "on_board"), [(0, 11, 11), (75, 0, 11), (75, 11, 0)])
def test_nothing_charges_nothing(usable, evse, on_board):
    with pytest.raises(ValueError, match="more than nothing"):
        charging_time(usable_kwh=Decimal(usable), evse_kw=Decimal(evse), on_board_kw=Decimal(on_board))


@given(circuit=st.integers(0, 10_000))
def test_the_largest_charger_is_within_eighty_percent_and_the_next_is_not(circuit):
    evse = largest_evse_amps(circuit)
    assert evse * 10 <= circuit * 8 < (evse + 1) * 10


@given(
    usable=st.decimals(10, 250, places=1),
    evse_kw=st.decimals("1.4", 20, places=2),
    on_board=st.decimals("1.4", 20, places=2),
    more=st.decimals(0, 10, places=2),
)
def test_more_power_never_takes_longer(usable, evse_kw, on_board, more):
    slow = charging_time(usable_kwh=usable, evse_kw=evse_kw, on_board_kw=on_board)
    fast = charging_time(usable_kwh=usable, evse_kw=evse_kw + more, on_board_kw=on_board)
    assert fast.hours <= slow.hours
