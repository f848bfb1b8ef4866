"""What a tablet sends and the office cannot file: kept, shown with the reason, and settled by the office."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.holds.services import holds
from jobs.models import (
    Appointment,
    Event,
    Job,
    NotFiled,
    OpenItem,
    PhotoRequest,
    Submission,
)
from jobs.tablet.services import submissions
from tests.builders.cast import signed_in, someone
from tests.builders.from_tablets import field, form_body, on_site, sent_photo
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db


def send(
    job: Job, kind: str = "staging", fields: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    pk = uuid.uuid4()
    body = form_body(job, kind, pk, fields=fields or {}, **more)
    return submissions.take(job=job, kind=kind, pk=pk, body=body, by=someone("asa")).receipt


def item(job: Job) -> OpenItem | None:
    return OpenItem.objects.of(job).open().filter(key="jobs.not_filed").first()


def test_the_office_sees_what_was_not_filed_and_settles_it_with_a_word() -> None:
    job, olive = on_site(accepted_job(), "staging").job, signed_in("olive")
    receipt = send(job, fields={"whole": field("yes"), "clean_and_dry": field("perhaps")})
    assert [each["label"] for each in receipt["not_filed"]] == ["Whole", "Clean and dry"]
    waiting = item(job)
    assert waiting
    assert waiting.what.endswith("could not be filed: 2 things")
    page = reverse("jobs:conflicts", args=[job.number])
    shown = olive.get(page).content.decode()
    assert "Whole" in shown
    assert "answer yes or no" in shown
    for row in NotFiled.objects.of(job):
        act = reverse("jobs:settle_not_filed", args=[job.number, row.pk])
        assert olive.post(act, {"note": " "}).status_code == 422
        assert olive.post(act, {"note": "Asked Asa"}).status_code == 302
        assert olive.post(act, {"note": "Asked Asa again"}).status_code == 422
    assert item(job) is None
    assert "(Asked Asa)" in olive.get(page).content.decode()
    assert Event.objects.of(job).filter(because="Asked Asa").count() == 2
    assert signed_in("asa").get(page).status_code == 403


def call_off(visit: Appointment) -> None:
    appointments.cancel_appointment(appointment=visit, because="Rain", by=someone("olive"))


def move(visit: Appointment) -> None:
    length, start = visit.ends_at - visit.starts_at, timezone.now() + timedelta(days=3)
    appointments.move_appointment(
        appointment=visit, starts_at=start, ends_at=start + length, because="Rain", by=someone("olive")
    )


def give_away(visit: Appointment) -> None:
    visit.bookings.update(released_at=timezone.now())


def cancel(visit: Appointment) -> None:
    holds.cancel_job(job=visit.job, because="price", note="", by=someone("olive"))


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (call_off, "called off"),
        (move, "moved to"),
        (give_away, "given to somebody else"),
        (cancel, "the job is cancelled"),
        (None, ""),
    ],
)
def test_a_form_that_was_begun_outlives_its_appointment_and_says_so(meanwhile: Any, why: str) -> None:
    visit = on_site(accepted_job(), "staging", hours_ago=1)
    photo = None
    if meanwhile:
        meanwhile(visit)
        photo = sent_photo(visit.job, "adapter_unboxed")
    photos = [{"id": str(photo.pk), "sha256": photo.sha256}] if photo else []
    receipt = send(visit.job, fields={"whole": field(True)}, appointment=visit.pk, photos=photos)
    kept = Submission.objects.get()
    assert receipt["off_calendar"] == kept.off_calendar
    assert kept.off_calendar.startswith(why)
    assert bool(kept.off_calendar) is bool(meanwhile)
    event = Event.objects.of(visit.job).get(sentence__startswith="Adapter staged came")
    assert ("no longer on the calendar" in event.sentence) is bool(meanwhile)


def test_a_form_sent_without_a_photo_has_the_photo_asked_for_again_once() -> None:
    job = on_site(accepted_job(), "staging").job
    sent_photo(job, "adapter_staged")
    left_out = [
        {"photo": str(uuid.uuid4()), "slot": slot, "because": "“a.jpg” is empty."}
        for slot in ("adapter_unboxed", "adapter_staged", "moon")
    ]
    for _ in range(2):
        send(job, without=left_out)
    asked = PhotoRequest.objects.of(job).get()
    assert (asked.slot, asked.because) == (
        "adapter_unboxed",
        "The form was sent without it. “a.jpg” is empty.",
    )
