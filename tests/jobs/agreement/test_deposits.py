"""The deposit: the lesser of USD 1,000 and a tenth of the price, in whole cents."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.agreement.deposits import excess_usd, in_cents, is_lawful_deposit, largest_deposit_usd

prices = st.integers(0, 50_000_000).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize(
    ("price", "deposit"),
    [
        ("9999.00", "999.90"),
        ("10000.00", "1000.00"),
        ("10000.01", "1000.00"),
        ("9999.99", "999.99"),
        ("4850.00", "485.00"),
        ("4850.09", "485.00"),
        ("0.09", "0.00"),
        ("0", "0.00"),
        ("250000", "1000.00"),
    ],
)
def test_the_largest_deposit(price, deposit):
    assert largest_deposit_usd(Decimal(price)) == Decimal(deposit)
    assert str(largest_deposit_usd(Decimal(price))) == deposit


@pytest.mark.parametrize("amount", ["-0.01", "10.001", "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(ValueError, match="is not an amount in dollars and cents"):
        in_cents(Decimal(amount))


def test_a_cent_more_is_not_lawful():
    assert is_lawful_deposit(Decimal("485.00"), Decimal("4850.09"))
    assert not is_lawful_deposit(Decimal("485.01"), Decimal("4850.09"))
    assert is_lawful_deposit(Decimal("1000"), Decimal("18000"))
    assert not is_lawful_deposit(Decimal("1000.01"), Decimal("18000"))


@given(price=prices)
def test_a_deposit_is_within_both_limits_and_the_next_cent_is_not(price):
    deposit = largest_deposit_usd(price)
    assert deposit <= 1000
    assert deposit * 10 <= price
    assert deposit == 1000 or (deposit + Decimal("0.01")) * 10 > price


@pytest.mark.parametrize(
    ("held", "deposit", "price", "excess"),
    [
        ("480", "480", "4800", "0"),
        ("480", "480", "4000", "0"),  # the deposit was lawful for the price first signed
        ("480", "480", "300", "180"),
        ("480", "300", "3000", "180"),  # a new contract asks for less
        ("0", "480", "300", "0"),
        ("480", "0", "0", "480"),
    ],
)
def test_only_what_the_contract_does_not_ask_for_is_too_much(held, deposit, price, excess):
    found = excess_usd(Decimal(held), deposit_usd=Decimal(deposit), price_usd=Decimal(price))
    assert found == Decimal(excess)
