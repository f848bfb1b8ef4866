"""The clock ends warranties and asks for dig tickets to be renewed; a second look changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import nightly
from jobs.holds.services import holds
from jobs.installation.services import dig_tickets
from jobs.models import Coverage, Event, Job, OpenItem
from jobs.nightly import look_at_jackets
from jobs.warranty.services import warranties as warranty
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, days_ago, opened_job
from tests.builders.utility_requests import adapter_set
from tests.builders.whole_road import closed_job, ready_for_the_utility

pytestmark = pytest.mark.django_db


def over(job: Job) -> Job:
    Coverage.objects.of(job).filter(kind="workmanship").update(starts_on=days_ago(400), until_on=days_ago(1))
    return job


def test_a_warranty_whose_term_is_over_ends_by_the_clock_and_once() -> None:
    job = over(closed_job())
    look_at_jackets()
    look_at_jackets()
    job.refresh_from_db()
    assert (job.stage, job.warranty_over_on) == ("done", timezone.localdate())
    assert Event.objects.of(job).filter(milestone="warranty_over").get().who == "KiloWire"


def test_a_warranty_with_an_open_claim_or_days_to_run_goes_on() -> None:
    job = closed_job()
    look_at_jackets()
    over(job)
    warranty.open_claim(
        job=job, what="Trips", reported_by="Hana Ito", reported_on=days_ago(2), by=someone("olive")
    )
    look_at_jackets()
    job.refresh_from_db()
    assert job.stage == "warranty"


def test_a_dig_ticket_about_to_end_is_asked_for_once_and_its_item_goes_with_it() -> None:
    job, olive = accepted_job(), someone("olive")
    ticket = dig_tickets.record_dig_ticket(job=job, number="A-1", notified_on=days_ago(25), by=olive)
    look_at_jackets()
    look_at_jackets()
    asked = OpenItem.objects.of(job).open().get(key=f"jobs.dig_ends:{ticket.pk}")
    assert asked.expected_on == days_ago(25) + timedelta(days=28)
    dig_tickets.close_dig_ticket(ticket=ticket, closed_on=days_ago(0), by=olive)
    assert not OpenItem.objects.of(job).open().exists()


def test_facts_that_differ_from_before_are_found_by_the_clock_and_once() -> None:
    job = adapter_set(ready_for_the_utility(), serial="CD-999")
    differs = OpenItem.objects.of(job).filter(key="jobs.agree:serials")
    assert differs.exists()
    differs.delete()  # as on a job from before there was a table
    events = Event.objects.of(job).count()
    look_at_jackets()
    look_at_jackets()
    item = differs.get()
    assert item.ended_on is None
    assert item.what.startswith("The utility set the adapter CD-999, and")
    assert Event.objects.of(job).count() == events + 1


def test_the_clock_compares_every_open_job_in_turn_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "COMPARED", 2)
    jobs = [opened_job(name=f"Owner {number}") for number in range(5)]
    gone = opened_job(name="Gone")
    holds.cancel_job(job=gone, because="price", note="too dear", by=someone("olive"))
    turns = [set(nightly.jobs_to_compare(hour)) for hour in range(3)]
    assert all(len(turn) <= 2 for turn in turns)
    assert set.union(*turns) == set(jobs)
