"""The owner cancels: all goes back in ten days, the list ends by facts, going on needs a signature."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from jobs.agreement.services import payments
from jobs.holds.services import holds, told
from jobs.milestones.services import milestones
from jobs.models import Agreement, Event, Job, OpenItem, Payment, Signature
from jobs.models.open_item import MUST_AGREE
from jobs.open_items.keys import unwinding_key
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_day
from kilowire.floor.refusals import Refused
from tests.builders import records
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import booked, days_ago
from tests.journeys.walker import read_answer

pytestmark = pytest.mark.django_db
REFUND = unwinding_key("refund")


def signed_and_paid(days: int = 1, **new: Any) -> Job:
    job = records.signed(records.ready_to_sign(), on=days_ago(days), **new)
    payments.record_deposit(
        agreement=Agreement.objects.of(job).get(),
        amount_usd=Decimal(480),
        paid_on=days_ago(days),
        means="card",
        by=someone("olive"),
    )
    return job


def cancelled(job: Job, because: str = "price", **new: Any) -> Job:
    return holds.cancel_job(job=job, because=because, note="Too dear", by=someone("olive"), **new)


def refund_item(job: Job) -> OpenItem:
    return OpenItem.objects.of(job).open().get(key=REFUND)


def back(job: Job, amount: str, kind: str = "refund") -> Payment:
    return payments.record_repayment(
        job=job,
        kind=kind,
        amount_usd=Decimal(amount),
        paid_on=days_ago(0),
        means="card",
        by=someone("olive"),
    )


@pytest.mark.parametrize("new", [{}, {"notices_given_on": None}])
def test_inside_the_right_to_cancel_all_is_refunded_in_ten_days(new: dict[str, Any]) -> None:
    job = signed_and_paid(**new)
    with pytest.raises(Refused, match="day of the owner's notice") as refusal:
        cancelled(job)
    assert refusal.value.field == "notice_on"
    job = cancelled(job, notice_on=days_ago(1))
    item = refund_item(job)
    due_on = days_ago(1) + timedelta(days=10)
    assert (item.what, item.expected_on, item.unwinds) == ("Refund $480.00 in full", due_on, True)
    assert (item.stake_usd, item.act) == (Decimal("480.00"), "jobs:record_repayment")
    with pytest.raises(Refused, match="all of it is refunded"):
        back(job, "480.00", kind="credit")
    back(job, "200.00")
    assert refund_item(job).what == "Refund $280.00 in full"
    back(job, "280.00")
    assert not OpenItem.objects.of(job).open().filter(key=REFUND).exists()
    assert Event.objects.of(job).filter(sentence="Refund of $280.00 paid").exists()


def test_where_we_end_the_job_inside_it_our_day_counts() -> None:
    job = cancelled(signed_and_paid(), because="ineligible")
    assert refund_item(job).expected_on == days_ago(0) + timedelta(days=10)


def test_after_the_right_to_cancel_the_deposit_is_settled_without_a_day() -> None:
    job = cancelled(signed_and_paid(40))
    item = refund_item(job)
    assert (item.what, item.expected_on) == ("Settle the deposit of $480.00", None)
    back(job, "480.00", kind="credit")
    assert not OpenItem.objects.of(job).open().filter(key=REFUND).exists()


@pytest.mark.parametrize(("days", "said"), [(2, "The contract was signed"), (-1, "was decided")])
def test_a_notice_lies_between_contract_and_cancellation(days: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        cancelled(signed_and_paid(), notice_on=days_ago(days))


def test_the_cancel_form_asks_for_the_notice_only_where_a_contract_stands() -> None:
    client = signed_in()
    for job, asked in ((records.ready_to_sign(), False), (signed_and_paid(), True)):
        form = read_answer(client.get(f"/jobs/{job.number}/cancel/")).form_to("")
        assert ("notice_on" in form.names) is asked


def test_the_list_ends_by_facts_or_by_a_word_that_the_owner_sees() -> None:
    job = signed_and_paid(40)
    booked(job, "asa")
    job = cancelled(job)
    olive = someone("olive")
    told.tell_technicians(job=job, told_on=days_ago(0), means="text", by=olive)
    told.tell_homeowner(job=job, told_on=days_ago(0), means="phone", note="Was glad", by=olive)
    assert Event.objects.of(job).get(sentence="The homeowner told by phone that the job is off").on
    item = refund_item(job)
    with pytest.raises(Refused, match="how it ended"):
        open_items.end(item=item, note=" ", by=olive)
    open_items.end(item=item, note="They kept the charger for it", by=olive)
    job.refresh_from_db()
    assert job.settled_on == days_ago(0)
    with pytest.raises(Refused, match="Nobody is left to be told"):
        told.tell_homeowner(job=job, told_on=days_ago(0), means="phone", by=olive)
    assert "Read how it was ended" not in read_answer(signed_in("olive").get(reverse("jobs:today")))
    owner = signed_in("owen")
    assert "They kept the charger for it" in read_answer(owner.get(reverse("jobs:today")))
    assert signed_in("olive").post(f"/jobs/{job.number}/open-items/{item.pk}/seen/").status_code == 403
    assert "They kept the charger for it" in read_answer(owner.get(f"/jobs/{job.number}/"))
    owner.post(f"/jobs/{job.number}/open-items/{item.pk}/seen/")
    item.refresh_from_db()
    assert item.word_seen_by == someone("owen")
    assert "They kept the charger for it" not in read_answer(owner.get(reverse("jobs:today")))


def test_a_refund_that_was_undone_is_owed_again() -> None:
    job = cancelled(signed_and_paid(40))
    told.tell_homeowner(job=job, told_on=days_ago(0), means="phone", by=someone("olive"))
    refund = back(job, "480.00")
    job.refresh_from_db()
    assert job.settled_on
    payments.withdraw_payment(payment=refund, because="The check came back", by=someone("olive"))
    job.refresh_from_db()
    assert (job.settled_on, refund_item(job).stake_usd) == (None, Decimal("480.00"))


def test_going_ahead_again_needs_a_new_signature() -> None:
    job = cancelled(signed_and_paid(), notice_on=days_ago(0))
    job = holds.reopen_job(job=job, because="They thought better of it", by=someone("olive"))
    assert (job.agreed_on, job.stage, job.cancel_notice_on) == (None, "agreement", None)
    assert not Signature.objects.of(job).standing().exists()
    job = records.signed(job, on=days_ago(0))
    assert job.agreed_on == days_ago(0)
    assert Payment.objects.of(job).held_usd() == Decimal("480.00")


def test_a_stamp_that_our_work_rests_on_stays_until_the_new_signature() -> None:
    job = signed_and_paid(40)
    olive = someone("olive")
    for milestone in (Milestone.PERMIT_ISSUED, Milestone.CIRCUIT_INSTALLED):
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(10), by=olive)
    job = holds.reopen_job(job=cancelled(job), because="They called again", by=olive)
    assert job.agreed_on == days_ago(40)
    item = OpenItem.objects.of(job).open().get(key=f"{MUST_AGREE}contract")
    ended_on = spoken_day(days_ago(0))
    said = f"The contract ended on {ended_on}, when the job was cancelled: have a new one signed"
    assert (item.act, item.what) == ("jobs:agreement", said)
    with pytest.raises(Refused, match="have a new one signed"):
        milestones.stamp(job=job, milestone=Milestone.UTILITY_SUBMITTED, on=days_ago(0), by=someone("olive"))
    job = records.signed(job, on=days_ago(0))
    assert (job.agreed_on, job.circuit_installed_on) == (days_ago(0), days_ago(10))
    assert not OpenItem.objects.of(job).open().that_must_agree().exists()
