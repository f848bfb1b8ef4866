"""The amount at stake on a job, in USD: items that put the same amount at risk count once. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def at_stake(stakes: Iterable[Decimal | None]) -> Decimal:
    """Return the sum in USD, equal amounts once: several red items still lose only one visit's fee."""
    return sum({stake for stake in stakes if stake}, Decimal(0))
