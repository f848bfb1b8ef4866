"""Forms from tablets: taken once, whole, by whom they say, and answered with the same receipt ever after."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.models import Appointment, Event, Job, Submission, SubmissionKind, Tablet
from jobs.tablet.services import submissions
from kilowire.floor.refusals import Refused, StillMissing
from tests.builders.cast import someone
from tests.builders.from_tablets import TABLET, form_body, iso, named, on_site, sent_photo, sent_signature
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db
STEP = SubmissionKind.STEP


def arrived(visit: Appointment, pk: uuid.UUID | None = None, **more: object) -> tuple[uuid.UUID, bytes]:
    pk = pk or uuid.uuid4()
    step = {"step": "arrived", "appointment": visit.pk, **more}
    return pk, form_body(visit.job, "step", pk, **step)


def take(job: Job, pk: uuid.UUID, body: bytes, **more: object) -> submissions.Taken:
    return submissions.take(job=job, kind=STEP, pk=pk, body=body, by=someone("asa"), **more)


def test_sent_ten_times_it_is_one_row_and_the_same_receipt() -> None:
    visit = on_site(accepted_job())
    pk, body = arrived(visit)
    taken = [take(visit.job, pk, body) for _ in range(10)]
    assert [each.again for each in taken] == [False, *[True] * 9]
    assert all(each.receipt == taken[0].receipt for each in taken)
    assert Submission.objects.get().receipt == taken[0].receipt
    assert Event.objects.of(visit.job).filter(sentence__contains="arrived").count() == 1


def test_the_receipt_names_every_file_with_its_hash() -> None:
    visit = on_site(accepted_job())
    photo, signature = sent_photo(visit.job), sent_signature(visit.job)
    signed = {"id": str(signature.sent_as), "paper": "survey", "sha256": signature.upload.sha256}
    pk, body = arrived(visit, photos=[named(photo)], signatures=[signed])
    receipt = take(visit.job, pk, body).receipt
    assert receipt["id"] == str(pk)
    assert receipt["sha256"] == Submission.objects.get().sha256
    assert receipt["files"] == [
        {"id": str(photo.pk), "sha256": photo.sha256},
        {"id": signed["id"], "sha256": signed["sha256"]},
    ]
    assert receipt["conflicts"] == []


def test_what_is_kept_is_what_was_sent() -> None:
    visit = on_site(accepted_job())
    pk, body = arrived(visit, form_version="step/2026-11", rules_version="sce-msa/2026-11")
    take(visit.job, pk, body)
    submission = Submission.objects.get()
    assert submission.body == json.loads(body)
    assert (submission.form_version, submission.rules_version) == ("step/2026-11", "sce-msa/2026-11")
    assert (submission.by, submission.brought_by) == (someone("asa"), None)
    assert submission.tablet == Tablet.objects.get(pk=TABLET)
    assert submission.tablet.user == someone("asa")


def test_the_same_number_with_other_bytes_is_refused() -> None:
    visit = on_site(accepted_job())
    pk, body = arrived(visit)
    take(visit.job, pk, body)
    with pytest.raises(Refused, match="Another form came under this number"):
        take(visit.job, *arrived(visit, pk, because="other words"))
    assert Submission.objects.get().body == json.loads(body)


def test_what_has_not_come_is_named_and_nothing_is_kept() -> None:
    visit = on_site(accepted_job())
    held, never, changed = sent_photo(visit.job), str(uuid.uuid4()), sent_photo(visit.job, "seal")
    photos = [named(held), {**named(held), "id": never}, {**named(changed), "sha256": "0" * 64}]
    nameless = [{"id": never}, {"id": "x"}, {}]
    with pytest.raises(StillMissing) as unnamed:
        take(visit.job, *arrived(visit, photos=[named(held), *nameless]))
    assert unnamed.value.ids == (never, "x", "None")
    unsigned = {"id": str(uuid.uuid4()), "paper": "survey", "sha256": "0" * 64}
    pk, body = arrived(visit, photos=photos, signatures=[unsigned])
    with pytest.raises(StillMissing) as missing:
        take(visit.job, pk, body)
    assert missing.value.ids == (never, str(changed.pk), unsigned["id"])
    assert not Submission.objects.exists()
    assert Appointment.objects.get().arrived_at is None


def test_another_jobs_photo_is_not_held_here() -> None:
    visit, elsewhere = on_site(accepted_job()), accepted_job(name="Ann Other")
    photo = sent_photo(elsewhere)
    pk, body = arrived(visit, photos=[named(photo)])
    with pytest.raises(StillMissing):
        take(visit.job, pk, body)


def test_a_retaken_photo_still_counts_as_held() -> None:
    visit = on_site(accepted_job())
    first = sent_photo(visit.job)
    sent_photo(visit.job, caption="again", replaces=str(first.pk))
    pk, body = arrived(visit, photos=[named(first)])
    assert take(visit.job, pk, body).receipt["files"] == [{"id": str(first.pk), "sha256": first.sha256}]


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_clock_a_day_off_is_set_right(hours: int) -> None:
    visit = on_site(accepted_job())
    theirs = timezone.now() + timedelta(hours=hours)
    pk, body = arrived(visit, made_at=iso(theirs - timedelta(minutes=5)))
    take(visit.job, pk, body, sent_at=theirs)
    submission = Submission.objects.get()
    assert timedelta(minutes=4) < submission.received_at - submission.made_at < timedelta(minutes=6)
    assert Appointment.objects.get().arrived_at == submission.made_at


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=365 * 9000)])
def test_nothing_is_made_after_it_came(ahead: timedelta) -> None:
    visit = on_site(accepted_job())
    at = "9999-12-31T23:59:59+00:00" if ahead > timedelta(days=2) else iso(timezone.now() + ahead)
    pk, body = arrived(visit, made_at=at)
    take(visit.job, pk, body)
    submission = Submission.objects.get()
    assert submission.made_at == submission.received_at


def test_the_office_that_brings_it_is_named_beside_whoever_made_it() -> None:
    visit = on_site(accepted_job())
    pk, body = arrived(visit)
    take(visit.job, pk, body, brought_by=someone("olive"))
    submission = Submission.objects.get()
    assert (submission.by, submission.brought_by) == (someone("asa"), someone("olive"))


def test_somebody_elses_form_is_not_taken_under_this_name() -> None:
    visit = on_site(accepted_job())
    pk = uuid.uuid4()
    body = form_body(visit.job, "step", pk, by=someone("cruz"), step="arrived", appointment=visit.pk)
    with pytest.raises(PermissionDenied):
        take(visit.job, pk, body)


UNREADABLE = {
    "no JSON": b"{",
    "no object": b"[1]",
    "no number": b'{"a": NaN}',
    "too deep": b"[" * 100_000,
    "half a letter": b'{"made_at": "\\ud800"}',
    "a letter that no database keeps": b'{"made_at": "2026-11-21T10:00:00Z", "note": "\\u0000"}',
    "no time": b'{"id": "1"}',
    "nonsense for a time": b'{"made_at": "2026-13-41T99:00"}',
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_nobody_can_read_is_refused(body: bytes) -> None:
    visit = on_site(accepted_job())
    with pytest.raises(Refused, match="cannot be read"):
        take(visit.job, uuid.uuid4(), body)


def test_a_form_whose_address_says_otherwise_is_refused() -> None:
    visit, elsewhere = on_site(accepted_job()), accepted_job(name="Ann Other")
    pk, body = arrived(visit)
    for job, number, kind in (
        (elsewhere, pk, STEP),
        (visit.job, uuid.uuid4(), STEP),
        (visit.job, pk, SubmissionKind.STAGING),
    ):
        with pytest.raises(Refused, match="another job or of another kind"):
            submissions.take(job=job, kind=kind, pk=number, body=body, by=someone("asa"))


def test_lists_that_are_none_are_refused() -> None:
    visit = on_site(accepted_job())
    for broken in ({"photos": "many"}, {"photos": ["one"]}, {"signatures": {"a": 1}}):
        with pytest.raises(Refused, match="cannot be read"):
            take(visit.job, *arrived(visit, **broken))


def test_a_step_is_told_to_the_history_once_and_the_form_itself_is_not() -> None:
    visit = on_site(accepted_job())
    before = set(Event.objects.values_list("pk", flat=True))
    take(visit.job, *arrived(visit))
    (event,) = Event.objects.exclude(pk__in=before)
    assert event.sentence.startswith("Site survey: Asa arrived, ")
    assert event.by == someone("asa")


def test_somebody_called_off_may_still_send_what_they_did_before() -> None:
    visit = on_site(accepted_job())
    appointments.cancel_appointment(appointment=visit, because="Rain", by=someone("olive"))
    assert Job.objects.ever_assigned_to(someone("asa")).get() == visit.job
    assert not Job.objects.visible_to(someone("asa")).exists()
    assert not Job.objects.ever_assigned_to(someone("strand")).exists()
    assert not Job.objects.ever_assigned_to(someone("olive")).exists()
