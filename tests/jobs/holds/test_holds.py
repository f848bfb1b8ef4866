"""Hold, go on, cancel with its unwinding list, settle, and open again: rows and exact events."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.holds.services import holds, told
from jobs.milestones.services import milestones
from jobs.models import Agreement, Appointment, DigTicket, Event, Job, OpenItem, Party, Payment
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from jobs.search.services import search
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, days_ago, opened_job

pytestmark = pytest.mark.django_db


def events_since(job: Job, event: Event | None) -> list[tuple[str, str]]:
    rows = Event.objects.of(job).order_by("id")
    if event:
        rows = rows.filter(pk__gt=event.pk)
    return list(rows.values_list("kind", "sentence"))


def latest(job: Job) -> Event | None:
    return Event.objects.of(job).first()


def cancelled(job: Job, **new: str) -> Job:
    given = {"because": "price", "note": "Too dear for them", "recommended_instead": "load_splitter"}
    return holds.cancel_job(job=job, by=someone("olive"), **{**given, **new})


def test_hold_and_resume_write_one_event_each() -> None:
    job = accepted_job()
    before = latest(job)
    job = holds.hold_job(job=job, because="Panel repair in spring", by=someone("olive"))
    assert (job.held_on, job.held_because) == (timezone.localdate(), "Panel repair in spring")
    job = holds.resume_job(job=job, note="Panel is new", by=someone("olive"))
    assert (job.held_on, job.held_because) == (None, "")
    assert events_since(job, before) == [("held", "On hold"), ("held", "Going on again")]
    assert latest(job).before["held_because"] == "Panel repair in spring"


def test_hold_is_refused_twice_and_without_a_reason() -> None:
    job = accepted_job()
    with pytest.raises(Refused, match="what the job waits for"):
        holds.hold_job(job=job, because=" ", by=someone("olive"))
    holds.hold_job(job=job, because="Panel", by=someone("olive"))
    with pytest.raises(Refused, match="Olive already put this job on hold"):
        holds.hold_job(job=job, because="Panel", by=someone("owen"))
    with pytest.raises(Refused, match="not on hold"):
        holds.resume_job(job=accepted_job(), by=someone("olive"))


def test_cancel_keeps_reason_and_recommendation_and_ends_ordinary_items() -> None:
    job = opened_job()
    before = latest(job)
    job = cancelled(job)
    assert (job.cancelled_because, job.recommended_instead) == ("price", "load_splitter")
    assert events_since(job, before) == [
        ("cancelled", "Not going ahead: price"),
        ("item_ended", "No longer open: Decide whether we take the job"),
        ("item_opened", "Waiting for office: Tell the homeowner that the job is not going ahead"),
    ]
    assert (job.settled_on, [item.unwinds for item in OpenItem.objects.of(job).open()]) == (None, [True])


def test_cancel_opens_an_item_for_each_thing_set_going() -> None:
    job = accepted_job()
    for milestone in (Milestone.SURVEYED, Milestone.ELIGIBLE, Milestone.AGREED):
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(20), by=someone("olive"))
    Agreement.objects.create(
        job=job,
        first_price_usd=Decimal(4000),
        price_usd=Decimal(4000),
        deposit_usd=Decimal(400),
        scope="A circuit",
        notices_given_on=days_ago(20),
        signed_on=days_ago(20),
        cancellable_until_on=days_ago(16),
        recorded_by=someone("olive"),
    )
    Payment.objects.create(job=job, kind="deposit", amount_usd=Decimal(400), paid_on=days_ago(19))
    DigTicket.objects.create(
        job=job,
        number="A1",
        notified_on=days_ago(5),
        dig_from_on=days_ago(2),
        good_until_on=days_ago(-20),
        recorded_by=someone("olive"),
    )
    search.refer(job=job, kind="permit", value="E-17")
    search.refer(job=job, kind="utility_request", value="MSA-9")
    start = timezone.now() + timedelta(days=2)
    appointments.book_appointment(
        job=job,
        kind="survey",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        technicians=[someone("asa"), someone("cruz")],
        by=someone("olive"),
    )
    job = cancelled(job)
    day = timezone.localtime(start)
    assert set(OpenItem.objects.of(job).open().values_list("what", "act", "stake_usd")) == {
        ("Tell the homeowner that the job is not going ahead", "jobs:tell_homeowner", None),
        (
            f"Tell Asa and Cruz that the site survey on {day:%B %-d} is off",
            "jobs:tell_technicians",
            None,
        ),
        ("Close permit E-17 with City of Whittier", "permits:permit", None),
        (
            "Withdraw request MSA-9 at SCE, and ask about its fee",
            "utility_requests:utility_request",
            None,
        ),
        ("Close dig ticket A1 with DigAlert", "jobs:installation", None),
        ("Settle the deposit of $400.00", "jobs:record_repayment", Decimal("400.00")),
    }
    assert Appointment.objects.of(job).get().outcome == "cancelled"


def test_a_cancelled_job_is_settled_with_its_last_item() -> None:
    job = cancelled(accepted_job())
    by = someone("olive")
    extra = open_items.add(job=job, party=Party.OFFICE, what="Refund the fee", unwinds=True, by=by)
    first = OpenItem.objects.of(job).open().exclude(pk=extra.pk).get()
    with pytest.raises(Refused, match="how it ended"):
        open_items.end(item=first, by=by)
    told.tell_homeowner(job=job, told_on=timezone.localdate(), means="phone", by=by)
    assert not OpenItem.objects.of(job).open().filter(pk=first.pk).exists()
    assert Job.objects.unsettled().get() == job
    before = latest(job)
    open_items.end(item=extra, by=by, note="Refunded")
    job.refresh_from_db()
    assert job.settled_on == timezone.localdate()
    assert events_since(job, before) == [
        ("item_ended", "No longer open: Refund the fee"),
        ("settled", "Everything is unwound"),
    ]


def test_cancel_is_refused_twice_and_after_the_close_out() -> None:
    job = cancelled(accepted_job())
    with pytest.raises(Refused, match="Olive already cancelled this job"):
        cancelled(job)
    closed = accepted_job(kind="removal")
    for milestone in (
        Milestone.SURVEYED,
        Milestone.ELIGIBLE,
        Milestone.AGREED,
        Milestone.UTILITY_SUBMITTED,
        Milestone.UTILITY_APPROVED,
        Milestone.OUTAGE_CONFIRMED,
        Milestone.ADAPTER_SET,
        Milestone.CLOSED_OUT,
    ):
        closed = milestones.stamp(job=closed, milestone=milestone, on=days_ago(3), by=someone("olive"))
    with pytest.raises(Refused, match="closed out"):
        cancelled(closed)


def test_cancel_ends_a_hold() -> None:
    job = holds.hold_job(job=accepted_job(), because="Panel", by=someone("olive"))
    assert cancelled(job).held_on is None


def test_reopen_takes_the_cancellation_back_and_asks_the_office_to_look() -> None:
    job = cancelled(accepted_job())
    with pytest.raises(Refused, match="Say why"):
        holds.reopen_job(job=job, because="", by=someone("olive"))
    before = latest(job)
    job = holds.reopen_job(job=job, because="They called again", by=someone("olive"))
    assert (job.cancelled_on, job.cancelled_because, job.settled_on) == (None, "", None)
    assert [kind for kind, _ in events_since(job, before)] == ["cancelled", "item_ended", "item_opened"]
    assert Event.objects.of(job).get(sentence="Going ahead after all").before["cancelled_because"] == "price"
    with pytest.raises(Refused, match="was not cancelled"):
        holds.reopen_job(job=job, because="again", by=someone("olive"))
