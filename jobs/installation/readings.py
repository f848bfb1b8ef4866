"""What readings can be on a house's wiring: impossible ones are refused, unlikely ones are marked. Pure.

Volts and amperes; torque in inch-pounds. Services refuse what ``impossible_…`` returns; forms ask once about
what ``unlikely_…`` returns, and pages and papers show it beside the reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from kilowire.floor.refusals import Refused

# What a house in North America has: breakers for continuous loads, and 120/240 or 120/208 volts.
BREAKERS = frozenset({15, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 110, 125})
LARGEST_CIRCUIT = 200
LEAST_CHARGING = 6
MOST_VOLTS = 600
LARGEST_TORQUE = 1000
LINE_TO_LINE = (Decimal(197), Decimal(264))
LINE_TO_NEUTRAL = (Decimal(108), Decimal(132))
VOLTS = {
    "volts_l1_l2": ("L1–L2", LINE_TO_LINE),
    "volts_l1_n": ("L1–N", LINE_TO_NEUTRAL),
    "volts_l2_n": ("L2–N", LINE_TO_NEUTRAL),
}
# An ammeter's error, and how far a torque may be from the maker's and still be right.
AMMETER = Decimal("1.05")
TORQUE_APART = Decimal("0.2")

Facts = Mapping[str, Any]
Impossible = tuple[str, str]
"""The name of the field, and the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Unlikely:
    """A reading in few words, such as ``L1–L2 190 V``, and the sentence that asks about it."""

    reading: str
    sentence: str


def impossible_installation(facts: Facts) -> Impossible | None:
    """Return the first reading of an installation record that cannot be; None if all can."""
    circuit, charger = facts["circuit_amps"], facts["charger_amps"]
    if not 0 < circuit <= LARGEST_CIRCUIT:
        return "circuit_amps", f"A circuit of {circuit} A is not possible here: 1 to {LARGEST_CIRCUIT} A."
    if charger <= 0:
        return "charger_amps", f"A charger set to {charger} A is not possible."
    for terminal, *readings in facts["torque_readings"]:
        for reading in readings:
            if not _is_torque(reading):
                return "torque_readings", f"{terminal}: “{reading}” is not a torque in inch-pounds."
    return None


def unlikely_installation(facts: Facts) -> list[Unlikely]:
    """Return the unlikely readings of an installation record."""
    return list(_unlikely_installation(facts))


def impossible_test(facts: Facts) -> Impossible | None:
    """Return the first reading of a charger's test that cannot be; None if all can."""
    for name, (between, _) in VOLTS.items():
        volts = _amount(facts.get(name))
        if volts is not None and not 0 < volts <= MOST_VOLTS:
            return name, f"{_plain(volts)} V between {between} is not possible."
    limit, amps = facts["charger_limit_amps"], Decimal(facts["charging_amps"])
    if not 0 < limit <= LARGEST_CIRCUIT:
        return "charger_limit_amps", f"A charger's limit of {limit} A is not possible."
    if amps < 0:
        return "charging_amps", f"{_plain(amps)} A is not possible."
    if amps > limit * AMMETER:
        return "charging_amps", f"{_plain(amps)} A is more than the charger can draw: its limit is {limit} A."
    return None


def unlikely_test(facts: Facts) -> list[Unlikely]:
    """Return the unlikely readings of a charger's test."""
    return list(_unlikely_test(facts))


def refuse_impossible(found: Impossible | None) -> None:
    """Refuse a reading that cannot be, at its field."""
    if found:
        field, sentence = found
        raise Refused(sentence, field=field)


def _unlikely_installation(facts: Facts) -> Iterator[Unlikely]:
    circuit, charger = facts["circuit_amps"], facts["charger_amps"]
    if circuit not in BREAKERS:
        yield Unlikely(f"{circuit} A", f"A circuit of {circuit} A is unusual: no breaker has that size.")
    if charger < LEAST_CHARGING:
        yield Unlikely(f"{charger} A", f"A charger set to {charger} A is unusual.")
    for terminal, specified, measured in facts["torque_readings"]:
        if not (_is_torque(specified) and _is_torque(measured)) or _is_far_apart(specified, measured):
            said = f"{terminal} is unusual: {measured} in·lb measured, {specified} in·lb specified."
            yield Unlikely(f"{terminal} {measured} in·lb", said)


def _unlikely_test(facts: Facts) -> Iterator[Unlikely]:
    for name, (between, (least, most)) in VOLTS.items():
        volts = _amount(facts.get(name))
        if volts is not None and not least <= volts <= most:
            said = f"{_plain(volts)} V between {between} is unusual: {least} to {most} V are usual."
            yield Unlikely(f"{between} {_plain(volts)} V", said)
    amps = Decimal(facts["charging_amps"])
    if amps < LEAST_CHARGING:
        said = f"{_plain(amps)} A while charging is unusual: cars take at least {LEAST_CHARGING} A."
        yield Unlikely(f"{_plain(amps)} A", said)


def _is_torque(reading: object) -> bool:
    try:
        return 0 < Decimal(str(reading)) <= LARGEST_TORQUE
    except InvalidOperation:
        return False


def _is_far_apart(specified: str, measured: str) -> bool:
    wanted = Decimal(str(specified))
    return abs(Decimal(str(measured)) - wanted) > wanted * TORQUE_APART


def _amount(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
