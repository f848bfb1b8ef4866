"""The fee ledger of a job: what each visit costs, what was paid, how many visits were wasted. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class FeeState(StrEnum):
    """The state of the fee of one visit."""

    PAID = "paid"
    DUE = "due"
    MAY_BE_CHARGED = "may_be_charged"
    NOT_CHARGED = "not_charged"


@dataclass(frozen=True, slots=True)
class VisitFee:
    """The fee of one visit. ``further``: not the first visit, so its fee is assumed until confirmed."""

    ordinal: int
    amount_usd: Decimal
    paid_usd: Decimal | None
    paid_on: date | None
    further: bool
    answer: str = ""
    wasted: bool = False

    @property
    def state(self) -> FeeState:
        if self.paid_usd is not None:
            return FeeState.PAID
        if self.answer == "not_charged":
            return FeeState.NOT_CHARGED
        if self.further and self.answer != "charged":
            return FeeState.MAY_BE_CHARGED
        return FeeState.DUE


@dataclass(frozen=True, slots=True)
class Ledger:
    """All fees of a job, in USD: ``open_usd`` is due, ``doubtful_usd`` may still be charged."""

    fees: tuple[VisitFee, ...]

    @property
    def paid_usd(self) -> Decimal:
        return sum((fee.paid_usd for fee in self.fees if fee.paid_usd is not None), Decimal(0))

    @property
    def open_usd(self) -> Decimal:
        return self._sum_in(FeeState.DUE)

    @property
    def doubtful_usd(self) -> Decimal:
        return self._sum_in(FeeState.MAY_BE_CHARGED)

    @property
    def wasted_visits(self) -> int:
        return sum(1 for fee in self.fees if fee.wasted)

    def _sum_in(self, state: FeeState) -> Decimal:
        return sum((fee.amount_usd for fee in self.fees if fee.state is state), Decimal(0))


def ledger_of(fees: Iterable[VisitFee]) -> Ledger:
    """Return the ledger of these visits, in their order."""
    return Ledger(tuple(sorted(fees, key=lambda fee: fee.ordinal)))
