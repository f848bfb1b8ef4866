"""The homeowner's money: the deposit paid, and what is refunded or credited."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from jobs.agreement.services import items
from jobs.agreement.services.agreements import refuse_ended
from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import Agreement, EventKind, Job, Payment, PaymentKind
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_reason, not_before
from kilowire.models import User


@transaction.atomic
def record_deposit(
    *, agreement: Agreement, amount_usd: Decimal, paid_on: date, means: str, by: User
) -> Payment:
    """Record what was paid of the deposit, in USD, with its day and means; refused beyond what is asked."""
    job = locked(agreement.job)
    agreement = locked(agreement)
    refuse_ended(agreement)
    milestones.refuse_if_cancelled(job)
    _refuse_deposit(job, agreement, amount_usd, paid_on)
    return _record(job, PaymentKind.DEPOSIT, amount_usd, paid_on, means, "", by)


@transaction.atomic
def record_repayment(
    *, job: Job, kind: str, amount_usd: Decimal, paid_on: date, means: str, by: User, note: str = ""
) -> Payment:
    """Record a refund or a credit to the homeowner, in USD; what waits for it ends, or says what is left.

    Refused beyond what we hold, before the deposit, and as a credit where a refund in full is due.
    """
    job = locked(job)
    held = Payment.objects.of(job).held_usd()
    if amount_usd > held:
        raise Refused(f"We hold ${held:,.2f} of the homeowner's money.", field="amount_usd")
    contract = Agreement.objects.of(job).in_force().first()
    if kind == PaymentKind.CREDIT and items.is_refunded_in_full(job, contract):
        raise Refused("The contract was cancelled in time: all of it is refunded.", field="kind")
    day_has_come(paid_on, field="paid_on")
    first = Payment.objects.of(job).standing().deposits().order_by("paid_on").first()
    paid = gettext("The deposit was paid")
    not_before(paid_on, first.paid_on if first else None, paid, field="paid_on")
    return _record(job, kind, amount_usd, paid_on, means, note, by)


@transaction.atomic
def withdraw_payment(*, payment: Payment, because: str, by: User) -> Payment:
    """Undo a payment that did not happen, for a written reason; a deposit only before it was paid back."""
    job = locked(payment.job)
    payment = locked(payment)
    if payment.withdrawn_on:
        raise already(payment.withdrawn_by, gettext("undid this payment"), payment.withdrawn_on)
    needs_reason(because)
    held = Payment.objects.of(job).held_usd()
    if payment.kind == PaymentKind.DEPOSIT and payment.amount_usd > held:
        raise Refused("Some of it was refunded or credited: undo that first.")
    payment.withdrawn_on, payment.withdrawn_by = timezone.localdate(), by
    payment.withdrawn_because = because[:400]
    payment.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_because"])
    history.record(
        job=job,
        kind=EventKind.UNDONE,
        sentence=f"Undone: {str(payment).lower()}",
        because=because,
        by=by,
        before=_plain(payment),
    )
    items.bring_up_to_date(job, by)
    return payment


def _record(
    job: Job, kind: str, amount_usd: Decimal, paid_on: date, means: str, note: str, by: User
) -> Payment:
    payment = Payment.objects.create(
        job=job,
        kind=kind,
        amount_usd=amount_usd,
        paid_on=paid_on,
        means=means,
        note=note[:240],
        recorded_by=by,
    )
    did = "credited" if kind == PaymentKind.CREDIT else "paid"
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"{payment} {did}",
        because=note,
        on=paid_on,
        by=by,
        after=_plain(payment),
    )
    items.bring_up_to_date(job, by, paid_on)
    return payment


def _plain(payment: Payment) -> dict[str, str]:
    return {
        "amount_usd": f"{payment.amount_usd:.2f}",
        "paid_on": payment.paid_on.isoformat(),
        "means": payment.get_means_display(),
    }


def _refuse_deposit(job: Job, agreement: Agreement, amount_usd: Decimal, paid_on: date) -> None:
    if not agreement.deposit_usd:
        raise Refused("The contract asks for no deposit.")
    if paid_on < agreement.signed_on:
        raise Refused("A deposit is not taken before the contract is signed.", field="paid_on")
    left = agreement.deposit_usd - Payment.objects.of(job).held_usd()
    if left <= 0:
        latest = Payment.objects.of(job).standing().deposits().select_related("recorded_by").last()
        did = gettext("recorded the deposit as paid")
        raise already(latest and latest.recorded_by, did, latest.paid_on if latest else None)
    if amount_usd > left:
        raise Refused(f"The contract asks for ${left:,.2f} more, and for no more.", field="amount_usd")
