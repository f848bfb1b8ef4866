"""What is at stake on a job: several items that put the same amount at risk lose it once. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def at_stake(stakes: Iterable[Decimal | None]) -> Decimal:
    """However many readiness items are red, one visit's fee is lost: equal amounts count once."""
    return sum({stake for stake in stakes if stake}, Decimal(0))
