"""Register several devices of a job with their makers at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from jobs.models import Coverage
from jobs.warranty.services import warranties
from kilowire.floor.locks import locked
from kilowire.models import User


@transaction.atomic
def register_with_makers(*, numbers: Mapping[Coverage, str], registered_on: date, by: User) -> list[Coverage]:
    """Record these registrations, by coverage; each is refused as ``register_with_maker`` refuses it."""
    for coverage in numbers:
        locked(coverage.job)
    return [
        warranties.register_with_maker(
            coverage=coverage, registered_on=registered_on, number=number, proof=None, by=by
        )
        for coverage, number in numbers.items()
    ]
