"""Acts on the homeowner's money: the deposit paid, what is refunded or credited, and their undoing."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from django.shortcuts import get_object_or_404

from jobs.agreement.deposits import excess_usd
from jobs.agreement.forms import DepositForm, RepaymentForm
from jobs.agreement.services import payments
from jobs.agreement.views.contract import agreement_tab, visible_contract
from jobs.job_page.acts import Act, ActPage
from jobs.models import Agreement, Job, Payment
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.models import User


def visible_payment(user: User, job: Job, pk: int) -> Payment:
    return get_object_or_404(Payment.objects.visible_to(user).of(job), pk=pk)


@agreement_tab.act_on(visible_contract, office_only)
def record_deposit(page: ActPage, contract: Agreement) -> Act:
    left = contract.deposit_usd - Payment.objects.of(page.job).held_usd()
    return Act(
        title="Deposit paid",
        form=partial(DepositForm, initial={"amount_usd": left} if left > 0 else {}),
        does=partial(payments.record_deposit, agreement=contract),
        submit="Record",
    )


@agreement_tab.act(office_only)
def record_repayment(page: ActPage, job: Job) -> Act:
    return Act(
        title="Refund or credit",
        form=partial(RepaymentForm, initial={"amount_usd": _to_pay_back(job) or None}),
        does=partial(payments.record_repayment, job=job),
        submit="Record",
    )


def _to_pay_back(job: Job) -> Decimal:
    held, contract = Payment.objects.of(job).held_usd(), Agreement.objects.of(job).in_force().first()
    if job.cancelled_on or contract is None:
        return held
    return excess_usd(held, deposit_usd=contract.deposit_usd, price_usd=contract.price_usd)


@agreement_tab.act_on(visible_payment, office_only)
def withdraw_payment(page: ActPage, payment: Payment) -> Act:
    return Act(
        title=f"Undo: {str(payment).lower()}",
        form=ReasonForm,
        does=partial(payments.withdraw_payment, payment=payment),
        submit="Undo",
        danger=True,
    )
