"""What a circuit gives a car: charger amps, kilowatts, miles per hour of charging, and hours to charge.

Sources: NEC 625.42 (a charger takes at most 80 % of its circuit); the 10 % charging loss is Car and
Driver's rule. Amounts are exact decimals; the page rounds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

VOLTS = 240
LOW_MILES_PER_KWH = Decimal("3.0")
HIGH_MILES_PER_KWH = Decimal("3.5")
CHARGING_LOSS = Decimal("1.10")
SHARE_PERCENT = 80
START_PERCENT, TARGET_PERCENT = 20, 100


def largest_evse_amps(circuit_amps: int) -> int:
    """Return the largest charger setting that this circuit may feed, in whole amps."""
    return circuit_amps * SHARE_PERCENT // 100


def charging_kw(evse_amps: int, volts: int = VOLTS) -> Decimal:
    return Decimal(evse_amps) * volts / 1000


def miles_per_hour(power_kw: Decimal, miles_per_kwh: Decimal) -> Decimal:
    """Return the miles of range gained in an hour of charging."""
    return power_kw * miles_per_kwh


@dataclass(frozen=True)
class CircuitAnswer:
    """The most that one circuit gives."""

    circuit_amps: int
    evse_amps: int
    power_kw: Decimal
    miles_per_hour_low: Decimal
    miles_per_hour_high: Decimal
    over_device_limit: bool


def circuit_answer(circuit_amps: int, device_max_circuit_amps: int | None = None) -> CircuitAnswer:
    """Return one row of the circuit table; ``over_device_limit`` if the adapter is rated for less."""
    evse_amps = largest_evse_amps(circuit_amps)
    power_kw = charging_kw(evse_amps)
    return CircuitAnswer(
        circuit_amps=circuit_amps,
        evse_amps=evse_amps,
        power_kw=power_kw,
        miles_per_hour_low=miles_per_hour(power_kw, LOW_MILES_PER_KWH),
        miles_per_hour_high=miles_per_hour(power_kw, HIGH_MILES_PER_KWH),
        over_device_limit=device_max_circuit_amps is not None and circuit_amps > device_max_circuit_amps,
    )


@dataclass(frozen=True)
class ChargingTime:
    """Hours from one state of charge to another, or which fact is missing."""

    hours: Decimal | None
    power_kw: Decimal | None
    limited_by_car: bool
    asks: str = ""


def charging_time(
    *,
    usable_kwh: Decimal,
    evse_kw: Decimal,
    on_board_kw: Decimal | None,
    start_percent: int = START_PERCENT,
    target_percent: int = TARGET_PERCENT,
) -> ChargingTime:
    """Return how long a charge takes, in hours; if the car's on-board charger is unknown, ask for it."""
    if not 0 <= start_percent < target_percent <= 100:
        raise ValueError("Charging goes from a lower to a higher share of the battery, between 0 and 100 %.")
    if usable_kwh <= 0 or evse_kw <= 0 or (on_board_kw is not None and on_board_kw <= 0):
        raise ValueError("Battery and power are more than nothing.")
    if on_board_kw is None:
        return ChargingTime(None, None, limited_by_car=False, asks="on_board_kw")
    power_kw = min(evse_kw, on_board_kw)
    charged_kwh = usable_kwh * (target_percent - start_percent) / 100
    return ChargingTime(
        charged_kwh * CHARGING_LOSS / power_kw, power_kw, limited_by_car=on_board_kw < evse_kw
    )


def hours_for_miles(miles: int, power_kw: Decimal) -> Decimal:
    """Return the hours that so many miles take, charging losses counted, for a car that needs the most."""
    return miles / LOW_MILES_PER_KWH * CHARGING_LOSS / power_kw
