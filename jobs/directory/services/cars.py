"""The car of a job: an app tells which one in its module ``job_facts``, the directory what it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from jobs.models import Job, Vehicle


@dataclass(frozen=True, slots=True)
class Car:
    """A car of the directory, and the kW of its on-board charger; None where nobody knows them."""

    vehicle: Vehicle
    onboard_kw: Decimal | None


LONGEST_NUMBER = 10
LONGEST_NUMBER = 10
CarReader = Callable[[Job], Car | None]
_READERS: list[CarReader] = []


def tells_car(reader: CarReader) -> None:
    """Register the function that tells which car a job was planned for."""
    _READERS.append(reader)


def car_of(job: Job) -> Car | None:
    """Return the car that a job was planned for; None where nobody said."""
    return next((car for reader in _READERS if (car := reader(job))), None)


def chosen_car(number: str) -> Car | None:
    """Return the car of this number in the directory; None where there is none."""
    if not (number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER):
        return None
    found = Vehicle.objects.filter(pk=int(number)).first()
    return Car(found, found.onboard_kw) if found else None
