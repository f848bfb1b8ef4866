"""Which fee a site visit costs on a given day, in USD. Pure.

A tariff is valid from its day until the next one begins. A payment freezes its amount, so a tariff added
later changes no payment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kilowire.floor.days import spoken_day


class NoTariff(LookupError):
    """No fee is known for that day."""


@dataclass(frozen=True, order=True)
class Tariff:
    """A fee in USD per site visit and the first day on which it is valid."""

    effective_from: date
    amount_usd: Decimal


def tariff_on(day: date, tariffs: Iterable[Tariff]) -> Tariff:
    """Return the tariff valid on ``day``: the latest that has begun; raise NoTariff if none has."""
    begun = [tariff for tariff in tariffs if tariff.effective_from <= day]
    if not begun:
        raise NoTariff(
            f"No fee is on record for {spoken_day(day)}; add a tariff that begins on or before that day."
        )
    latest = max(begun)
    rivals = {tariff.amount_usd for tariff in begun if tariff.effective_from == latest.effective_from}
    if len(rivals) > 1:
        raise NoTariff(f"Two different fees begin on {spoken_day(latest.effective_from)}; keep one of them.")
    return latest


def fee_on(day: date, tariffs: Iterable[Tariff]) -> Decimal:
    """Return the fee of one site visit on ``day``, in USD."""
    return tariff_on(day, tariffs).amount_usd
