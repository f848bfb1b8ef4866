"""Readiness as open items: red ones open with the fee at stake and end once something answers them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from jobs.holds.services import holds
from jobs.installation.services import adapter as devices
from jobs.models import Event, Job, OpenItem, Photo, PhotoSlot
from jobs.open_items.services import open_items
from jobs.photos.services import photos
from kilowire.floor.calendars import SCE, add_business_days
from tests.builders.cast import signed_in, someone
from tests.builders.files import paper, photo
from tests.builders.jobs import days_ago, whittier
from tests.builders.permits import final_passed, permit_issued
from tests.builders.records import installed, with_adapter
from tests.builders.utility_requests import (
    adapter_set,
    approved_job,
    coming_visit,
    contracted_job,
    fresh,
    photographed,
    prepared,
    request_of,
    serial_of,
    submitted_job,
    visit_failed,
    window_given,
)
from tests.builders.whole_road import closed_job
from tests.utility_requests.seen import item, items
from utility_requests.models import SiteVisit, VisitWindow
from utility_requests.nightly import look_at_visits
from utility_requests.readiness import Item, State
from utility_requests.services import reading, visit_facts
from utility_requests.services.open_items import refresh
from utility_requests.services.undone_visits import undo_visit_outcome
from utility_requests.services.visit_readiness import judged

pytestmark = pytest.mark.django_db
SURVEY_PHOTOS = (PhotoSlot.PANEL_LABEL, PhotoSlot.METER_AREA, PhotoSlot.SOCKET_RING)


def red(job: Job) -> set[str]:
    return {key.removeprefix("readiness:") for key in items(job) if key.startswith("readiness:")}


def judgment(job: Job) -> dict[str, Item]:
    """The items of readiness as they are judged today."""
    found = judged(reading.request_rows(fresh(job)), timezone.localdate())
    assert found
    return {each.key: each for each in found.items}


def surveyed(job: Job) -> None:
    for slot in SURVEY_PHOTOS:
        photographed(job, slot, on=days_ago(50))


def test_what_the_survey_left_open_is_red_before_the_fee_is_paid() -> None:
    job = prepared(contracted_job(facts={"main_breaker_amps": None, "lock_ring": True})).job
    assert red(job) == {"rating", "violations", "socket", "lock_ring"}
    rating = item(job, "readiness:rating")
    assert rating.stake_usd == Decimal("279.22")
    assert (rating.act, item(job, "readiness:socket").act) == (
        "utility_requests:utility_request",
        "jobs:photos",
    )
    assert rating.what == "The main breaker's rating is not recorded (meter and main breaker within 200 A)"


def test_photos_and_records_end_the_items_at_the_next_look() -> None:
    job = prepared().job
    surveyed(job)
    refresh(job=job, by=someone("olive"))
    assert red(job) == set()


def test_rejecting_its_photo_turns_an_item_red_and_asks_once_for_a_retake() -> None:
    job = prepared().job
    surveyed(job)
    photo = Photo.objects.of(job).get(slot=PhotoSlot.SOCKET_RING)
    photos.reject_photo(photo=photo, because="blurred", by=someone("olive"))
    socket = judgment(job)["socket"]
    assert (socket.state, socket.reason) == (State.RED, "The photo was rejected: blurred. Take it again.")
    asked = OpenItem.objects.of(job).open().filter(what__contains="blurred")
    assert [each.what for each in asked] == ["Take the photo again: socket and ring (blurred)"]
    photos.accept_photo(photo=photo, by=someone("olive"))
    assert judgment(job)["socket"].state is State.OK
    assert not asked.all().exists()


def test_a_photo_that_nobody_looked_at_is_neither_ready_nor_red() -> None:
    job = prepared().job
    surveyed(job)
    socket = judgment(job)["socket"]
    assert (socket.state, socket.stake_usd) == (State.TO_LOOK_AT, None)
    assert red(job) == set()
    page = signed_in().get(f"/jobs/{job.number}/utility/").content.decode()
    assert "to be looked at" in page
    assert "may waste this visit" not in page


def test_a_photo_ends_its_item_when_it_comes_and_not_the_next_morning() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    job = window_given(starts_on=tomorrow).visit.job
    refresh(job=job, by=None)
    assert "staged" in red(job)
    photos.file_photo(job=job, slot=PhotoSlot.ADAPTER_STAGED, file=photo("bag"), by=someone("asa"))
    assert "staged" not in red(job)


def test_conduit_is_judged_as_built_once_the_circuit_is_in() -> None:
    job = window_given().visit.job
    surveyed(job)
    refresh(job=job, by=None)
    assert red(job) == set()
    permit_issued(fresh(job))
    installed(fresh(job), on=days_ago(20), liquidtight_to_first_enclosure=False)
    refresh(job=job, by=None)
    assert red(job) == {"live_conductors"}
    assert item(job, "readiness:live_conductors").act == "jobs:installation"


def test_a_city_that_wants_its_final_first_turns_the_booked_visit_red() -> None:
    job = approved_job(contracted_job(jurisdiction=whittier(visit_order="final_before_set")))
    surveyed(job)
    refresh(job=job, by=None)
    assert red(job) == set()
    window_given(job)
    assert items(job)["readiness:final_first"] == "city"
    final_passed(permit_issued(fresh(job)).job)
    refresh(job=job, by=None)
    assert red(job) == set()


def test_the_first_of_two_finals_is_read_from_the_history_and_may_be_revoked() -> None:
    job = window_given(
        approved_job(contracted_job(jurisdiction=whittier(visit_order="two_finals")))
    ).visit.job
    assert "first_final" in red(job)
    final_passed(permit_issued(fresh(job)).job, on=days_ago(8))
    assert visit_facts.first_final_passed_on(job) == days_ago(8)
    refresh(job=job, by=None)
    assert "first_final" not in red(job)
    passed = Event.objects.of(job).filter(after__result="passed").get()
    Event.objects.create(
        job=job, on=days_ago(2), kind="undone", sentence="Undone", after={**passed.after, "result": ""}
    )
    refresh(job=job, by=None)
    assert "first_final" in red(job)


def test_the_clock_judges_anew_two_business_days_before_the_visit() -> None:
    visit_on = timezone.localdate() + timedelta(days=20)
    job = window_given(starts_on=visit_on).visit.job
    surveyed(job)
    look_at_visits()
    assert red(job) == set()
    with time_machine.travel(_noon(add_business_days(visit_on, -3, SCE)), tick=False):
        look_at_visits()
        assert red(job) == set()
    with time_machine.travel(_noon(add_business_days(visit_on, -2, SCE)), tick=False):
        look_at_visits()
        assert red(job) == {"staged", "adapter"}
        assert item(job, "readiness:staged").expected_on == add_business_days(visit_on, -2, SCE)
        count = Event.objects.of(job).count()
        look_at_visits()
        assert Event.objects.of(job).count() == count


def test_the_clock_asks_for_the_outcome_of_a_visit_that_is_over() -> None:
    visit_on = timezone.localdate() + timedelta(days=2)
    job = window_given(starts_on=visit_on).visit.job
    look_at_visits()
    assert "outcome" not in items(job)
    with time_machine.travel(_noon(visit_on + timedelta(days=1)), tick=False):
        look_at_visits()
        assert items(job)["outcome"] == "office"
        assert item(job, "outcome").opened_by is None


def test_the_clock_says_when_the_typical_time_is_over() -> None:
    job = submitted_job()
    late_on = item(job, "answer").expected_on + timedelta(days=1)
    look_at_visits()
    assert "overdue" not in items(job)
    with time_machine.travel(_noon(late_on), tick=False):
        look_at_visits()
        assert items(job)["overdue"] == "office"


def test_the_clock_leaves_cancelled_and_quiet_jobs_alone() -> None:
    quiet, done = submitted_job(), adapter_set()
    for job in (quiet, done):
        surveyed(job)
        photographed(job, PhotoSlot.SEAL_AFTER)
        refresh(job=job, by=None)
    counts = [Event.objects.of(job).count() for job in (quiet, done)]
    look_at_visits()
    assert [Event.objects.of(job).count() for job in (quiet, done)] == counts


def test_an_item_whose_window_is_gone_loses_its_day() -> None:
    job = visit_failed()
    rating = item(job, "readiness:rating")
    assert rating.expected_on is None
    assert VisitWindow.objects.of(job).open().count() == 0
    assert coming_visit(job).ordinal == 2


def test_an_act_recorded_late_opens_only_what_is_still_owed() -> None:
    job = window_given(starts_on=days_ago(2), given_on=days_ago(20)).visit.job
    assert "outcome" not in items(job)
    refresh(job=job, by=None)
    assert "outcome" in items(job)


def test_a_judgement_needs_a_visit_to_come() -> None:
    done = adapter_set()
    assert judged(reading.request_rows(done), timezone.localdate()) is None
    open_job = request_of(prepared().job).job
    assert judged(reading.request_rows(open_job), timezone.localdate()) is not None


def test_the_clock_ends_the_title_item_once_the_adapter_is_the_customers() -> None:
    job = contracted_job()
    adapter = with_adapter(job, serial=serial_of(job), title=False)
    window_given(approved_job(job))
    assert item(job, "title").act == "jobs:pass_title"
    devices.pass_title(adapter=adapter, passed_on=days_ago(1), invoice=paper("invoice"), by=someone("olive"))
    look_at_visits()
    assert "title" not in items(job)


def test_the_lock_ring_is_asked_for_once_by_the_desk_that_found_it() -> None:
    job = prepared(contracted_job(facts={"lock_ring": True})).job
    assert "lock_ring" in red(job)
    open_items.add(
        job=job,
        party="office",
        what="Ask SCE: 800-655-4555",
        key="assessments.lock_ring",
        by=someone("olive"),
    )
    refresh(job=job, by=None)
    assert "lock_ring" not in red(job)


def test_the_clock_gives_a_reopened_job_its_items_back() -> None:
    job = submitted_job()
    holds.cancel_job(job=job, because="price", note="too dear", by=someone("olive"))
    look_at_visits()
    assert items(job) == {}
    holds.reopen_job(job=job, because="they called again", by=someone("olive"))
    look_at_visits()
    assert items(job)["answer"] == "utility"


def test_a_closed_job_owes_nothing_until_its_visit_is_undone() -> None:
    job = closed_job()
    look_at_visits()
    assert items(job) == {}
    visit = SiteVisit.objects.of(job).get()
    undo_visit_outcome(visit=visit, because="another house", by=someone("olive"))
    assert {"visit", "outcome"} <= set(items(job))
    assert not fresh(job).may_charge


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
