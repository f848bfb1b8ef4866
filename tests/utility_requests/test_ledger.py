"""The fee ledger: what is paid, due, in doubt, and how many visits were wasted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from utility_requests.ledger import FeeState, VisitFee, ledger_of

FEE = Decimal("279.22")


def visit(ordinal: int = 1, **new: Any) -> VisitFee:
    given: dict[str, Any] = {"amount_usd": FEE, "paid_usd": None, "paid_on": None, "further": ordinal > 1}
    return VisitFee(ordinal=ordinal, **{**given, **new})


@pytest.mark.parametrize(
    ("fee", "state"),
    [
        (visit(), FeeState.DUE),
        (visit(answer="not_charged"), FeeState.NOT_CHARGED),
        (visit(2), FeeState.MAY_BE_CHARGED),
        (visit(2, answer="charged"), FeeState.DUE),
        (visit(2, answer="not_charged"), FeeState.NOT_CHARGED),
        (visit(2, paid_usd=FEE, paid_on=date(2026, 11, 2)), FeeState.PAID),
    ],
)
def test_a_further_fee_is_in_doubt_until_the_utility_says(fee: VisitFee, state: FeeState) -> None:
    assert fee.state is state


def test_two_paid_visits_one_of_them_wasted() -> None:
    ledger = ledger_of([visit(2, paid_usd=FEE), visit(1, paid_usd=FEE, wasted=True)])
    assert (ledger.paid_usd, ledger.wasted_visits) == (Decimal("558.44"), 1)
    assert [fee.ordinal for fee in ledger.fees] == [1, 2]


def test_what_is_open_and_what_is_in_doubt_are_told_apart() -> None:
    ledger = ledger_of([visit(1), visit(2), visit(3, answer="not_charged")])
    assert (ledger.open_usd, ledger.doubtful_usd, ledger.paid_usd) == (FEE, FEE, 0)
