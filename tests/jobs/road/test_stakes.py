"""One fee is at stake, however many items put it there."""

from __future__ import annotations

from decimal import Decimal

from jobs.road.stakes import at_stake

FEE, DEPOSIT = Decimal("279.22"), Decimal("480.00")


def test_several_items_that_risk_one_fee_count_once() -> None:
    assert at_stake([FEE, None, FEE, FEE]) == FEE


def test_different_amounts_add_up() -> None:
    assert at_stake([FEE, DEPOSIT, FEE]) == Decimal("759.22")


def test_nothing_is_at_stake_without_an_amount() -> None:
    assert at_stake([None, Decimal("0.00")]) == 0
