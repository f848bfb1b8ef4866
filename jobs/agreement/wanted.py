"""The open items that a contract and its money need, from the facts of the job. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jobs.open_items.keys import unwinding_key
from jobs.open_items.wanted import OFFICE, Over, Wanted
from jobs.road import stages
from jobs.road.stages import Milestone

NOTICES, CHANGE, EXCESS, HELD = (f"jobs.agreement:{name}" for name in ("notices", "change", "excess", "held"))
REFUND = unwinding_key("refund")
_WORK = (Milestone.CIRCUIT_INSTALLED, Milestone.COMMISSIONED, Milestone.CLOSED_OUT)


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """``held_usd``: the homeowner's money that we hold; ``excess_usd``: what of it the contract does not ask.

    ``in_force``: a contract stands. ``refund_due_on`` is set where the owner cancelled inside the right to
    cancel. ``work`` is our next act on the road that a change waits for.
    """

    cancelled: bool
    held_usd: Decimal
    in_force: bool = True
    excess_usd: Decimal = Decimal(0)
    refund_due_on: date | None = None
    lacks_notices_since: date | None = None
    pending_change: str = ""
    pending_since: date | None = None
    work: str = ""


def next_work(kind: str, standing: Collection[str]) -> str:
    """Return our next act at the house that is not recorded yet: circuit, commissioning or close-out."""
    road = [step.milestone for step in stages.road(kind)]
    return next((m.value for m in _WORK if m in road and m not in standing), "")


def wanted_items(facts: ContractFacts) -> Iterator[Wanted | Over]:
    """Yield every item of the contract that should be open, and every one that is over."""
    live = not facts.cancelled
    yield _notices(facts) if live and facts.lacks_notices_since else Over(NOTICES)
    yield _change(facts) if live and facts.pending_change else Over(CHANGE)
    yield _excess(facts) if live and facts.excess_usd else Over(EXCESS)
    yield _held(facts) if live and not facts.in_force and facts.held_usd > 0 else Over(HELD)
    yield _refund(facts) if facts.cancelled and facts.held_usd > 0 else Over(REFUND)


def _notices(facts: ContractFacts) -> Wanted:
    return Wanted(
        NOTICES,
        OFFICE,
        "Hand over the notices: the contract is signed, and the right to cancel begins only with them",
        act="jobs:hand_over_notices",
        since_on=facts.lacks_notices_since,
        blocks=Milestone.AGREED.value,
    )


def _change(facts: ContractFacts) -> Wanted:
    what = f"Have the owner sign {facts.pending_change} before the work that it covers begins, or drop it"
    return Wanted(CHANGE, OFFICE, what, act="jobs:agreement", since_on=facts.pending_since, blocks=facts.work)


def _excess(facts: ContractFacts) -> Wanted:
    excess = facts.excess_usd
    what = f"Refund or credit ${excess:,.2f}: the homeowner paid more than the contract asks for"
    return Wanted(EXCESS, OFFICE, what, act="jobs:record_repayment", stake_usd=excess)


def _held(facts: ContractFacts) -> Wanted:
    held = f"the deposit of ${facts.held_usd:,.2f}, whose contract no longer stands"
    what = f"Settle {held}: refund it, or have a new one signed"
    return Wanted(HELD, OFFICE, what, act="jobs:record_repayment", stake_usd=facts.held_usd)


def _refund(facts: ContractFacts) -> Wanted:
    held, due_on = facts.held_usd, facts.refund_due_on
    what = f"Refund ${held:,.2f} in full" if due_on else f"Settle the deposit of ${held:,.2f}"
    act = "jobs:record_repayment"
    return Wanted(REFUND, OFFICE, what, act=act, expected_on=due_on, stake_usd=held, unwinds=True)
