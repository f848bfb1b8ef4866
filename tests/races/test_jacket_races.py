"""Job numbers, stamps and appointments under forty at once: nothing lost, nothing doubled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.installation.services import commissioning
from jobs.installation.services import installations as installation
from jobs.intake.services import intake
from jobs.milestones.services import milestones
from jobs.models import Booking, Document, Event, Job, OpenItem
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from tests.builders import records
from tests.builders.cast import someone
from tests.builders.files import photo
from tests.builders.jobs import accepted_job, company, days_ago, opened_job, sce, whittier
from tests.races.harness import AT_ONCE, at_once

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def _reached(job: Job, *stamps: Milestone, days: int = 30) -> Job:
    for milestone in stamps:
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(days), by=someone("olive"))
    return job


def _eligible() -> Job:
    company()
    return _reached(accepted_job(), Milestone.SURVEYED, Milestone.ELIGIBLE)


def _permitted() -> Job:
    return _reached(records.signed(_eligible()), Milestone.PERMIT_ISSUED)


def test_forty_calls_at_once_get_forty_numbers_without_a_gap() -> None:
    olive, city, utility = someone("olive"), whittier(), sce()
    outcome = at_once(lambda n: opened_job(by=olive, jurisdiction=city, utility=utility, name=f"Caller {n}"))
    assert sorted(job.number for job in outcome.done) == [f"KW-{1001 + n}" for n in range(AT_ONCE)]


def test_one_technician_is_booked_once_for_one_hour() -> None:
    jobs, asa, olive = [accepted_job() for _ in range(AT_ONCE)], someone("asa"), someone("olive")
    start = timezone.now() + timedelta(days=3)

    def book(number: int) -> Any:
        return appointments.book_appointment(
            job=jobs[number],
            kind="survey",
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            technicians=[asa],
            by=olive,
        )

    outcome = at_once(book)
    assert len(outcome.done) == 1
    assert all("Asa" in sentence for sentence in outcome.refused)
    assert Booking.objects.filter(released_at=None).count() == 1


def test_one_appointment_of_a_kind_is_booked_on_a_job_at_once() -> None:
    job, olive = accepted_job(), someone("olive")
    people, start = [someone(key) for key in ("asa", "cruz", "strand")], timezone.now() + timedelta(days=3)

    def book(number: int) -> Any:
        return appointments.book_appointment(
            job=job,
            kind="survey",
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            technicians=[people[number % len(people)]],
            by=olive,
        )

    outcome = at_once(book)
    assert len(outcome.done) == 1
    assert all("is booked already" in sentence for sentence in outcome.refused)


def _accept() -> tuple[Job, Callable[[int], Any]]:
    job, olive = opened_job(), someone("olive")
    return job, lambda _: intake.accept_job(job=job, by=olive)


def _sign() -> tuple[Job, Callable[[int], Any]]:
    job = _eligible()
    someone("olive")
    return job, lambda _: records.signed(job)


def _finish() -> tuple[Job, Callable[[int], Any]]:
    job, cruz = _permitted(), someone("cruz")
    for slot in installation.NEEDED_PHOTOS:
        records.photos.file_photo(job=job, slot=slot, file=photo(slot), by=cruz)
    installation.record_installation(job=job, by=cruz, **records.installation_facts(days_ago(20)))
    return job, lambda _: installation.finish_installation(job=job, by=cruz)


def _commission() -> tuple[Job, Callable[[int], Any]]:
    job = _reached(
        records.installed(_permitted()), Milestone.ADAPTER_SET, Milestone.INSPECTION_PASSED, days=9
    )
    commissioning.record_test(job=job, by=someone("cruz"), **records.charger_test_facts(days_ago(4)))
    cruz = someone("cruz")
    return job, lambda _: commissioning.commission_job(job=job, on=days_ago(4), by=cruz)


ACTS = {
    Milestone.ACCEPTED: _accept,
    Milestone.AGREED: _sign,
    Milestone.CIRCUIT_INSTALLED: _finish,
    Milestone.COMMISSIONED: _commission,
}


@pytest.mark.parametrize("milestone", ACTS)
def test_an_act_of_the_jacket_is_done_once_and_the_others_are_told(milestone: Milestone) -> None:
    job, act = ACTS[milestone]()
    outcome = at_once(act)
    assert len(outcome.done) == 1
    assert len(outcome.refused) == AT_ONCE - 1
    assert all("already" in sentence for sentence in outcome.refused)
    assert Event.objects.of(job).filter(kind="done", milestone=milestone).count() == 1
    papers = Document.objects.of(job).in_force().values_list("kind", flat=True)
    assert len(papers) == len(set(papers))


def test_an_open_item_is_opened_once_per_key_and_ended_once() -> None:
    job, olive = accepted_job(), someone("olive")
    key = "jobs.adapter_seen"
    opened = at_once(lambda _: open_items.add(job=job, party="city", what="The permit", key=key, by=olive))
    assert len({item.pk for item in opened.done}) == 1
    item = OpenItem.objects.of(job).open().get(key=key)
    ended = at_once(lambda _: open_items.end(item=item, note="Seen", by=olive))
    assert (len(ended.done), len(ended.refused)) == (1, AT_ONCE - 1)
