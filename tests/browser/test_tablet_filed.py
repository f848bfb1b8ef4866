"""What a tablet sends is filed or kept: answers that cannot be, a visit that left, a retake come early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Answer
from jobs.appointments.services import appointments
from jobs.holds.services import holds
from jobs.models import Appointment, Booking, Job, NotFiled, Photo, PhotoRequest, Submission
from tests.browser.field_page import go
from tests.browser.gate import Gate
from tests.browser.tablet import Item, Tablet, camera_file
from tests.builders.cast import someone
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job
from tests.builders.records import ev_adapter

pytestmark = [pytest.mark.browser, pytest.mark.faults, pytest.mark.django_db(transaction=True)]

FORM = """async ({ drafts, submit }, { job, fields }) => {
  const draft = await drafts.openDraft(job, "survey");
  for (const [name, patch] of Object.entries(fields)) {
    drafts.setField(draft, name, { source: "site", ...patch });
  }
  return submit.submit(draft, { finish: false });
}"""
BEGUN = """async ({ drafts }, jobs) => {
  for (const job of jobs) drafts.setField(await drafts.openDraft(job, "survey"), "hazards", { value: "Dog" });
  await drafts.flush();
}"""
RETAKEN = """({ photos }, [job, replaces]) => photos.keepPhoto({
  job, kind: "survey", slot: "seal", replaces, file: document.querySelector("#camera").files[0] })"""
IS = "async ({ store }, [id, state]) => (await store.get('items', id)).state === state"
WAITS = "async ({ store }, id) => (await store.get('items', id)).not_before > 0"
WITHOUT = "async ({ ways_out, store }, id) => ways_out.sendWithout(await store.get('items', id))"
A_SENTENCE_OF_MY_OWN = "The label is painted over"


@pytest.fixture
def job() -> Job:
    ev_adapter()
    return on_site(accepted_job()).job


def sent(window: Tablet, job: Job, **fields: Any) -> Item:
    return window.run(FORM, {"job": job.number, "fields": fields})


def test_an_answer_that_cannot_be_filed_stops_no_other_and_is_the_offices_to_settle(
    window: Tablet, gate: Gate, job: Job
) -> None:
    """*Cannot tell* is an answer like any other; an adapter that has left the directory is not."""
    gate.bare = False
    window.switch_on(start=False)
    window.page.locator(".appointment-card").first.wait_for()
    unsure = {"value": None, "cannot_tell": A_SENTENCE_OF_MY_OWN}
    sent(window, job, adapter=unsure, panel_bus_amps=unsure)
    window.all_held()
    assert NotFiled.objects.count() == 0
    sent(window, job, adapter={"value": 99_999, "cannot_tell": ""}, spare_breaker_slots={"value": 2})
    window.all_held()
    refused = NotFiled.objects.get()
    assert refused.field == "adapter"
    assert Answer.objects.filter(assessment__job=job, fact="spare_breaker_slots").latest("pk").value == 2
    assert Submission.objects.count() == 2
    assert window.run("({ queue }) => queue.counts()")["needs"] == 0
    go(window.page, f"/{job.number}/survey/finish")
    settled = "The office settles these; there is nothing left for you to do:"
    expect(window.page.locator(".note-card", has_text=settled)).to_contain_text(refused.because)


def call_off(visit: Appointment) -> None:
    appointments.cancel_appointment(appointment=visit, because="Rain", by=someone("olive"))


def move(visit: Appointment) -> None:
    length, start = visit.ends_at - visit.starts_at, timezone.now() + timedelta(days=3)
    appointments.move_appointment(
        appointment=visit, starts_at=start, ends_at=start + length, because="Rain", by=someone("olive")
    )


def give_away(visit: Appointment) -> None:
    Booking.objects.filter(appointment=visit).update(released_at=timezone.now())


def cancel_the_job(visit: Appointment) -> None:
    holds.cancel_job(job=visit.job, because="price", note="", by=someone("olive"))


MEANWHILE: dict[Callable[[Appointment], object], str] = {
    call_off: "called off",
    move: "moved to",
    give_away: "given to somebody else",
    cancel_the_job: "the job is cancelled",
}


def test_drafts_of_visits_that_left_the_calendar_are_sent_and_kept(window: Tablet, gate: Gate) -> None:
    """Whatever became of the visit, and although the tablet has heard of it."""
    visits = {
        meanwhile: on_site(accepted_job(name=f"Ana {number}"), hours_ago=2 + 2 * number)
        for number, meanwhile in enumerate(MEANWHILE)
    }
    window.switch_on()
    numbers = [visit.job.number for visit in visits.values()]
    window.wait_until("async ({ packs }) => (await packs.surveyPack())?.jobs")
    window.run(BEGUN, numbers)
    for meanwhile, visit in visits.items():
        meanwhile(visit)
    window.run("({ packs }) => packs.refreshPacks()")
    assert (
        window.run("async ({ packs }) => (await packs.dayPack()).appointments.length") <= 1
    )  # the moved one
    for number in numbers:
        window.run(FORM, {"job": number, "fields": {}})
    window.all_held()
    kept = dict(Submission.objects.values_list("job__number", "off_calendar"))
    for number, why in zip(numbers, MEANWHILE.values(), strict=True):
        assert kept[number].startswith(why)


def test_a_retake_that_arrives_before_its_original_replaces_it(
    window: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    window.switch_on()
    window.choose([camera_file(tmp_path, 1)])
    held_up = gate.fault("/photos/", 500)
    [original] = window.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    window.wait_until(WAITS, original["id"])
    held_up = gate.fault(f"/photos/{original['id']}/", "refuse", times=100)
    window.choose([camera_file(tmp_path, 2)])
    retake = window.run(RETAKEN, [job.number, original["id"]])
    window.wait_until(IS, [retake["id"], "acked"])
    assert [str(photo.pk) for photo in Photo.objects.all()] == [retake["id"]]
    held_up.times = 0
    window.run("({ queue }) => queue.retryAll()")
    window.all_held()
    replaced = Photo.objects.get(pk=original["id"])
    assert str(replaced.replaced_by_id) == retake["id"]


def test_a_form_goes_without_a_photo_that_is_too_large_and_the_office_asks_for_it_again(
    window: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    """Also where the refusal is the network's own, which says nothing of a retake."""
    window.switch_on()
    gate.closed = True
    [photo] = window.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    form = sent(window, job, panel_bus_amps={"value": 100})
    gate.fault(f"/photos/{photo['id']}/", 413, times=9)
    gate.closed = False
    window.wait_until(IS, [photo["id"], "blocked"])
    assert window.run("({ store }, id) => store.get('items', id)", photo["id"])["retake"] is True
    window.run(WITHOUT, photo["id"])
    window.wait_until(IS, [form["id"], "acked"])
    assert PhotoRequest.objects.get(job=job).slot == "seal"


def test_a_retake_of_a_refused_retake_replaces_what_the_office_has(
    window: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    """The one between never came, so the newest stands for the first."""
    window.switch_on()
    [first] = window.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    window.all_held()
    gate.fault("/photos/", 413)
    window.choose([camera_file(tmp_path, 2)])
    second = window.run(RETAKEN, [job.number, first["id"]])
    window.wait_until(IS, [second["id"], "blocked"])
    window.choose([camera_file(tmp_path, 3)])
    third = window.run(RETAKEN, [job.number, second["id"]])
    window.all_held()
    on_file = dict(Photo.objects.values_list("pk", "replaced_by"))
    assert {str(pk): by and str(by) for pk, by in on_file.items()} == {
        first["id"]: third["id"],
        third["id"]: None,
    }
