"""Photos that the office asks for: asked of the field, answered by a photo of the slot, or withdrawn."""

from __future__ import annotations

import pytest

from jobs.models import Event, Job, OpenItem, PhotoRequest
from jobs.photos.services.photo_requests import ask_for_photo, withdraw_photo_request
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.from_tablets import on_site, sent_photo
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db


def asked(job: Job, slot: str = "meter_face", because: str = "Number legible") -> PhotoRequest:
    return ask_for_photo(job=job, slot=slot, because=because, by=someone("olive"))


def open_items(job: Job) -> list[tuple[str, str]]:
    return list(OpenItem.objects.of(job).open().values_list("party", "what"))


def test_asking_is_an_open_item_of_the_field_and_a_line_of_the_history() -> None:
    job = on_site(accepted_job()).job
    before = set(Event.objects.values_list("pk", flat=True))
    request = asked(job)
    assert (request.slot, request.because, request.asked_by) == (
        "meter_face",
        "Number legible",
        someone("olive"),
    )
    assert open_items(job) == [("field", "Photo asked for: meter face (Number legible)")]
    events = Event.objects.exclude(pk__in=before).order_by("id").values_list("sentence", "because")
    assert list(events) == [
        ("Photo asked for: meter face", "Number legible"),
        ("Waiting for field: Photo asked for: meter face (Number legible)", ""),
    ]


def test_a_photo_of_the_slot_answers_and_of_another_does_not() -> None:
    job = on_site(accepted_job()).job
    request, other = asked(job), asked(job, "seal")
    sent_photo(job, "socket_ring")
    assert PhotoRequest.objects.open().count() == 2
    photo = sent_photo(job, "meter_face")
    request.refresh_from_db()
    assert request.photo == photo
    assert PhotoRequest.objects.open().get() == other
    assert open_items(job) == [("field", "Photo asked for: utility's seal (Number legible)")]


def test_a_photo_of_why_a_visit_failed_answers_nothing() -> None:
    job = on_site(accepted_job()).job
    asked(job, "other", "The gate")
    sent_photo(job, "other", caption="Could not be done")
    assert PhotoRequest.objects.open().exists()
    sent_photo(job, "other", caption="The gate")
    assert not PhotoRequest.objects.open().exists()


def test_what_is_no_longer_wanted_is_not_asked_for() -> None:
    job = on_site(accepted_job()).job
    request = withdraw_photo_request(request=asked(job), by=someone("olive"))
    assert request.withdrawn_at
    assert not PhotoRequest.objects.open().exists()
    assert open_items(job) == []
    sent_photo(job)
    with pytest.raises(Refused, match="no longer asked for"):
        withdraw_photo_request(request=request, by=someone("olive"))
    request.refresh_from_db()
    assert request.photo is None


def test_what_is_answered_cannot_be_withdrawn() -> None:
    job = on_site(accepted_job()).job
    request = asked(job)
    sent_photo(job)
    with pytest.raises(Refused, match="no longer asked for"):
        withdraw_photo_request(request=request, by=someone("olive"))


@pytest.mark.parametrize(
    ("slot", "because", "said"), [("moon", "x", "what the photo is of"), ("seal", " ", "must show")]
)
def test_a_request_says_what_and_what_for(slot: str, because: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        asked(accepted_job(), slot, because)
