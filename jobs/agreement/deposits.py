"""The largest lawful deposit: USD 1,000 or a tenth of the contract price, whichever is less.

Source: Business and Professions Code 7159.5, as the CSLB explains it. Counted in whole cents and rounded
down, so that no rounding ever asks for a cent too much.
"""

from __future__ import annotations

from decimal import Decimal

DEPOSIT_CAP_USD = Decimal("1000.00")
DEPOSIT_SHARE = 10  # one tenth


def in_cents(amount_usd: Decimal) -> int:
    """Return an amount in USD as whole cents; raises ValueError if negative or with parts of a cent."""
    cents = amount_usd * 100
    if not cents.is_finite() or cents < 0 or cents != cents.to_integral_value():
        raise ValueError(f"{amount_usd} is not an amount in dollars and cents.")
    return int(cents)


def largest_deposit_usd(contract_price_usd: Decimal) -> Decimal:
    """Return the most, in USD, that may be asked for before work begins under a contract of this price."""
    lesser = min(in_cents(DEPOSIT_CAP_USD), in_cents(contract_price_usd) // DEPOSIT_SHARE)
    return (Decimal(lesser) / 100).quantize(Decimal("0.01"))


def excess_usd(held_usd: Decimal, *, deposit_usd: Decimal, price_usd: Decimal) -> Decimal:
    """Return what we hold, in USD, beyond the deposit that the contract asks for, or beyond its price."""
    return max(held_usd - min(deposit_usd, price_usd), Decimal(0))


def is_lawful_deposit(deposit_usd: Decimal, contract_price_usd: Decimal) -> bool:
    return in_cents(deposit_usd) <= in_cents(largest_deposit_usd(contract_price_usd))
