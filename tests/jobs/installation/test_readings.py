"""Readings: what cannot be on a house's wiring, what is unlikely, and what is usual."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jobs.installation.readings import (
    impossible_installation,
    impossible_test,
    unlikely_installation,
    unlikely_test,
)

pytestmark = pytest.mark.once

RECORD = {"circuit_amps": 60, "charger_amps": 48, "torque_readings": [["Breaker L1", "45", "44.5"]]}
TEST = {
    "volts_l1_l2": Decimal("241.0"),
    "volts_l1_n": Decimal("120.5"),
    "volts_l2_n": None,
    "charging_amps": Decimal("47.2"),
    "charger_limit_amps": 48,
}


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({}, None),
        ({"circuit_amps": 0}, "circuit_amps"),
        ({"circuit_amps": 32000}, "circuit_amps"),
        ({"charger_amps": 0}, "charger_amps"),
        ({"torque_readings": [["Breaker L1", "45", "-3"]]}, "torque_readings"),
        ({"torque_readings": [["Breaker L1", "0", "45"]]}, "torque_readings"),
        ({"torque_readings": [["Breaker L1", "45", "Infinity"]]}, "torque_readings"),
        ({"torque_readings": [["Breaker L1", "NaN", "45"]]}, "torque_readings"),
        ({"torque_readings": [["Breaker L1", "45", "4500"]]}, "torque_readings"),
    ],
)
def test_what_an_installation_cannot_be(new: dict[str, Any], field: str | None) -> None:
    found = impossible_installation({**RECORD, **new})
    assert (found[0] if found else None) == field


@pytest.mark.parametrize(
    ("new", "readings"),
    [
        ({}, []),
        ({"circuit_amps": 61}, ["61 A"]),
        ({"charger_amps": 4}, ["4 A"]),
        ({"torque_readings": [["Breaker L1", "45", "60"]]}, ["Breaker L1 60 in·lb"]),
        ({"torque_readings": [["Breaker L1", "45", "54"]]}, []),
        ({"torque_readings": [["Breaker L1", "", "Infinity"]]}, ["Breaker L1 Infinity in·lb"]),
    ],
)
def test_what_is_unlikely_of_an_installation(new: dict[str, Any], readings: list[str]) -> None:
    assert [unlikely.reading for unlikely in unlikely_installation({**RECORD, **new})] == readings


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({}, None),
        ({"volts_l1_l2": Decimal(-3)}, "volts_l1_l2"),
        ({"volts_l1_n": Decimal(0)}, "volts_l1_n"),
        ({"volts_l2_n": Decimal(700)}, "volts_l2_n"),
        ({"charging_amps": Decimal(80)}, "charging_amps"),
        ({"charging_amps": Decimal("-0.1")}, "charging_amps"),
        ({"charging_amps": Decimal("48.9")}, None),
        ({"charger_limit_amps": 0}, "charger_limit_amps"),
    ],
)
def test_what_a_test_cannot_read(new: dict[str, Any], field: str | None) -> None:
    found = impossible_test({**TEST, **new})
    assert (found[0] if found else None) == field


@pytest.mark.parametrize(
    ("new", "readings"),
    [
        ({}, []),
        ({"volts_l1_l2": Decimal("208.0")}, []),
        ({"volts_l1_l2": Decimal("190.0")}, ["L1–L2 190 V"]),
        ({"volts_l1_n": Decimal("95.5")}, ["L1–N 95.5 V"]),
        ({"charging_amps": Decimal(0)}, ["0 A"]),
    ],
)
def test_what_is_unlikely_of_a_test(new: dict[str, Any], readings: list[str]) -> None:
    assert [unlikely.reading for unlikely in unlikely_test({**TEST, **new})] == readings
