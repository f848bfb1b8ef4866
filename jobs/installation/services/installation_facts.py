"""The facts of an installation record, as its form and the tablet give them."""

from __future__ import annotations

from datetime import date
from typing import NotRequired, TypedDict

from kilowire.models import User


class InstallationFacts(TypedDict):
    """The columns of the record. Amperes; torque readings in inch-pounds."""

    work_started_on: date
    installed_on: date
    lead: User
    circuit_amps: int
    charger_amps: int
    charger_make: str
    charger_model: str
    charger_serial: str
    charger_location: str
    breaker: NotRequired[str]
    wire: str
    conduit_to_first_enclosure: str
    liquidtight_to_first_enclosure: bool
    conduit_beyond: NotRequired[str]
    comms_cable: NotRequired[bool]
    comms_liquidtight: NotRequired[bool | None]
    torque_readings: list[list[str]]
    dead_and_locked_on: date
    note: NotRequired[str]
