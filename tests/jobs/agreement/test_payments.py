"""The deposit has amount, day and means and can be undone; what goes back is recorded as well."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jobs.agreement.services import payments
from jobs.models import Agreement, Event, Job, Payment
from kilowire.floor.refusals import Refused
from tests.builders import records
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import days_ago
from tests.journeys.walker import read_answer

pytestmark = pytest.mark.django_db


def paid(job: Job, amount: str = "480.00", **new: Any) -> Payment:
    given = {"paid_on": days_ago(30), "means": "check", "by": someone("olive"), **new}
    return payments.record_deposit(
        agreement=Agreement.objects.of(job).get(), amount_usd=Decimal(amount), **given
    )


def back(job: Job, amount: str, **new: Any) -> Payment:
    given = {"kind": "refund", "paid_on": days_ago(0), "means": "check", "by": someone("olive"), **new}
    return payments.record_repayment(job=job, amount_usd=Decimal(amount), **given)


def held(job: Job) -> Decimal:
    return Payment.objects.of(job).held_usd()


def test_a_deposit_has_amount_day_and_means() -> None:
    job = records.signed(records.ready_to_sign())
    paid(job, "200.00", means="card")
    event = Event.objects.of(job).get(sentence="Deposit of $200.00 paid")
    assert event.after == {"amount_usd": "200.00", "paid_on": days_ago(30).isoformat(), "means": "Card"}
    form = read_answer(signed_in().get(f"/jobs/{job.number}/agreement/deposit/")).form_to("")
    assert form.stands["amount_usd"] == ["280.00"]
    paid(job, "280.00")
    assert held(job) == Decimal("480.00")


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({"amount": "480.01"}, r"asks for \$480.00 more"),
        ({"paid_on": "early"}, "before the contract is signed"),
    ],
)
def test_no_deposit_beyond_what_the_contract_asks_for(new: dict[str, Any], said: str) -> None:
    job = records.signed(records.ready_to_sign())
    if new.get("paid_on"):
        new = {"paid_on": days_ago(41)}
    with pytest.raises(Refused, match=said):
        paid(job, **new)
    paid(job)
    with pytest.raises(Refused, match="Olive already recorded the deposit as paid on"):
        paid(job, "1.00", by=someone("owen"))


def test_a_payment_is_undone_with_a_reason_and_what_went_back_first() -> None:
    job = records.signed(records.ready_to_sign())
    deposit, olive = paid(job), someone("olive")
    refund = back(job, "80.00")
    with pytest.raises(Refused, match="undo that first"):
        payments.withdraw_payment(payment=deposit, because="Bounced", by=olive)
    with pytest.raises(Refused, match="Say why"):
        payments.withdraw_payment(payment=refund, because="", by=olive)
    payments.withdraw_payment(payment=refund, because="Never sent", by=olive)
    payments.withdraw_payment(payment=deposit, because="The check bounced", by=olive)
    with pytest.raises(Refused, match="Olive already undid this payment"):
        payments.withdraw_payment(payment=deposit, because="Again", by=olive)
    assert held(job) == 0
    assert Event.objects.of(job).filter(sentence="Undone: deposit of $480.00", kind="undone").exists()
    paid(job)


@pytest.mark.parametrize(
    ("new", "said"),
    [({"amount": "480.01"}, r"We hold \$480.00"), ({"paid_on": "early"}, "The deposit was paid on")],
)
def test_no_more_goes_back_than_we_hold(new: dict[str, Any], said: str) -> None:
    job = records.signed(records.ready_to_sign())
    paid(job)
    given = {"amount": "480.00", **new, **({"paid_on": days_ago(31)} if "paid_on" in new else {})}
    with pytest.raises(Refused, match=said):
        back(job, **given)
