"""Bring the open items of the contract up to date with its rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jobs.agreeing.services import agreeing
from jobs.agreement.deposits import excess_usd
from jobs.agreement.right_to_cancel import refund_due_on
from jobs.agreement.wanted import ContractFacts, next_work, wanted_items
from jobs.models import Agreement, ChangeOrder, Job, Payment
from jobs.open_items.services import open_items
from kilowire.models import User


def bring_up_to_date(job: Job, by: User, on: date | None = None) -> None:
    """Open, update and end what the contract needs, and compare what must agree; called once by an act."""
    open_items.bring_up_to_date(job=job, wanted=wanted_items(_facts(job)), by=by, on=on)
    agreeing.bring_up_to_date(job=job, by=by)


def is_refunded_in_full(job: Job, contract: Agreement | None) -> bool:
    """Return whether the owner gave notice of cancellation while the contract could be cancelled."""
    notice_on = job.cancel_notice_on
    return contract is not None and notice_on is not None and contract.may_be_cancelled_on(notice_on)


def _facts(job: Job) -> ContractFacts:
    contract = Agreement.objects.of(job).in_force().first()
    pending = ChangeOrder.objects.of(job).pending().first()
    held, notice_on = Payment.objects.of(job).held_usd(), job.cancel_notice_on
    in_full = is_refunded_in_full(job, contract)
    return ContractFacts(
        cancelled=job.cancelled_on is not None,
        held_usd=held,
        in_force=contract is not None,
        excess_usd=_excess(contract, held),
        refund_due_on=refund_due_on(notice_on) if in_full and notice_on else None,
        lacks_notices_since=contract.signed_on if contract and contract.notices_given_on is None else None,
        pending_change=f"change order {pending.number}" if pending else "",
        pending_since=pending.written_on if pending else None,
        work=next_work(job.kind, job.standing),
    )


def _excess(contract: Agreement | None, held: Decimal) -> Decimal:
    if contract is None:
        return Decimal(0)
    return excess_usd(held, deposit_usd=contract.deposit_usd, price_usd=contract.price_usd)
