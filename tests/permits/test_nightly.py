"""What the clock brings: once, for the right permits, at the same cost however many there are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.holds.services import holds
from jobs.installation.services import installations as installation
from jobs.models import Event, Job, OpenItem
from kilowire.celery import app
from permits.models import Permit
from permits.nightly import look_at_permits
from permits.services.applications import record_application_complete
from permits.services.issuing import extend_permit
from tests.builders.cast import someone
from tests.builders.jobs import days_ago
from tests.builders.permits import agreed_job, final_passed, permit_applied, permit_issued
from tests.builders.records import installation_facts
from tests.permits.in_the_jacket import last_event, open_items, written_since

pytestmark = pytest.mark.django_db


def item(job: Job, key: str) -> OpenItem:
    return OpenItem.objects.of(job).open().get(key=key)


def events() -> int:
    return Event.objects.count()


def test_the_look_is_in_the_timetable() -> None:
    timetable = [entry["task"] for entry in app.conf.beat_schedule.values()]
    assert look_at_permits.name in timetable
    assert look_at_permits.name in app.tasks


def test_silence_becomes_the_offices_item_once() -> None:
    silent = permit_applied(applied_on=days_ago(30))
    early = permit_applied(applied_on=days_ago(1))
    before = last_event(silent.job)
    look_at_permits()
    said = (
        f"The city was silent until {silent.answer_due_on:%B %-d, %Y}, so the application counts as complete"
    )
    assert written_since(silent.job, before) == [("item_opened", f"Waiting for office: {said}: record it")]
    assert item(silent.job, f"permits.silence:{silent.pk}").blocks == "permit_issued"
    assert f"permits.silence:{early.pk}" not in open_items(early.job)
    count = events()
    look_at_permits()
    assert events() == count


def test_silence_recorded_ends_the_item_and_may_come_again_for_the_approval() -> None:
    permit = permit_applied(applied_on=days_ago(60))
    look_at_permits()
    permit = record_application_complete(permit=permit, how="silence", by=someone("olive"))
    assert permit.answer_due_on is not None
    assert permit.answer_due_on <= days_ago(0)
    look_at_permits()
    assert "approved: ask the city for the permit" in item(permit.job, f"permits.silence:{permit.pk}").what


def test_a_permit_about_to_lapse_is_brought_up_once_with_what_is_at_stake() -> None:
    permit = permit_issued(expires_on=days_ago(-30), fee_usd=Decimal("412.50"))
    fine = permit_issued(expires_on=days_ago(-31))
    look_at_permits()
    found = item(permit.job, f"permits.lapsing:{permit.pk}")
    assert (found.party, found.stake_usd, found.expected_on) == ("office", Decimal("412.50"), days_ago(0))
    assert f"whose last day is {days_ago(-30):%B %-d, %Y}: begin work" in found.what
    assert f"permits.lapsing:{fine.pk}" not in open_items(fine.job)
    count = events()
    look_at_permits()
    assert events() == count


def test_an_extension_ends_the_warning_and_lets_it_come_again() -> None:
    permit = permit_issued(expires_on=days_ago(-10))
    look_at_permits()
    permit = extend_permit(
        permit=permit, extended_on=days_ago(0), expires_on=days_ago(-190), because="x", by=someone("olive")
    )
    assert f"permits.lapsing:{permit.pk}" not in open_items(permit.job)
    Permit.objects.filter(pk=permit.pk).update(expires_on=days_ago(-20), lapses_on=days_ago(-20))
    look_at_permits()
    assert f"permits.lapsing:{permit.pk}" in open_items(permit.job)


def test_a_closed_permit_and_a_cancelled_job_are_left_alone() -> None:
    closed = final_passed(permit_issued(expires_on=days_ago(-5)).job)
    cancelled = permit_issued(expires_on=days_ago(-5)).job
    holds.cancel_job(job=cancelled, because="price", note="too dear", by=someone("olive"))
    count = events()
    look_at_permits()
    assert events() == count
    assert open_items(closed) == {}


def test_a_start_of_work_from_before_is_taken_over_from_the_installation_record() -> None:
    permit = permit_issued()
    installation.record_installation(job=permit.job, by=someone("cruz"), **installation_facts(days_ago(20)))
    Permit.objects.filter(pk=permit.pk).update(work_started_on=None)
    look_at_permits()
    permit.refresh_from_db()
    assert permit.work_started_on == days_ago(20)
    event = Event.objects.of(permit.job).filter(sentence__startswith="Work began").first()
    assert (event.by, event.who, event.on) == (None, "KiloWire", days_ago(20))


def test_an_unnumbered_application_of_a_cancelled_job_is_put_on_its_list_once() -> None:
    permit = permit_applied()
    job = holds.cancel_job(job=permit.job, because="price", note="too dear", by=someone("olive"))
    look_at_permits()
    assert item(job, f"permits.unwind:{permit.pk}").unwinds
    count = events()
    look_at_permits()
    assert events() == count


def test_a_job_that_goes_on_after_all_has_its_items_again() -> None:
    permit = permit_issued()
    job = holds.cancel_job(job=permit.job, because="price", note="too dear", by=someone("olive"))
    job = holds.reopen_job(job=job, because="They called back.", by=someone("olive"))
    assert f"permits.expiry:{permit.pk}" not in open_items(job)
    look_at_permits()
    assert f"permits.expiry:{permit.pk}" in open_items(job)


def looks() -> int:
    with CaptureQueriesContext(connection) as captured:
        look_at_permits()
    return len(captured)


def test_the_look_costs_the_same_with_one_permit_and_with_many() -> None:
    permit_applied(applied_on=days_ago(30))
    look_at_permits()
    few = looks()
    for _ in range(5):
        permit_applied(agreed_job(), applied_on=days_ago(30))
    permit_issued(expires_on=days_ago(-5))
    look_at_permits()
    assert looks() == few
