"""The tablet's doors under forty at once: whatever is sent by two tabs or sent again is held once."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from jobs.models import Appointment, Event, Photo, PhotoRequest, Signature, Submission, Tablet
from jobs.photos.services import photo_requests
from jobs.tablet.services import submissions, tablets
from jobs.tablet.services.tablet_files import SentFile, take_photo, take_signature
from tests.builders.cast import someone
from tests.builders.files import photo
from tests.builders.from_tablets import TABLET, form_body, glass, on_site, sha256, signature_words
from tests.builders.jobs import accepted_job
from tests.races.harness import AT_ONCE, at_once

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit() -> Appointment:
    return on_site(accepted_job())


def test_one_form_sent_from_forty_tabs_is_taken_once_with_one_receipt(visit: Appointment) -> None:
    pk, asa = uuid.uuid4(), someone("asa")
    body = form_body(visit.job, "step", pk, step="arrived", appointment=visit.pk)
    outcome = at_once(lambda _: submissions.take(job=visit.job, kind="step", pk=pk, body=body, by=asa))
    assert sum(not taken.again for taken in outcome.done) == 1
    assert len(outcome.done) == AT_ONCE
    assert [taken.receipt for taken in outcome.done] == [Submission.objects.get().receipt] * AT_ONCE
    assert Event.objects.of(visit.job).filter(sentence__contains="arrived").count() == 1


def test_one_photo_sent_forty_times_is_held_once_and_answers_once(visit: Appointment) -> None:
    pk, asa, file = uuid.uuid4(), someone("asa"), photo("meter")
    content, words = file.read(), {"slot": "meter_face", "sha256": sha256(file)}
    photo_requests.ask_for_photo(job=visit.job, slot="meter_face", because="Number", by=someone("olive"))

    def send(_: int) -> Any:
        arrived = photo("meter")
        assert arrived.read() == content
        return take_photo(job=visit.job, sent=SentFile(pk, arrived, words, None), by=asa).pk

    assert at_once(send).done == [pk] * AT_ONCE
    assert Photo.objects.get().pk == PhotoRequest.objects.get().photo_id == pk
    assert Event.objects.of(visit.job).filter(sentence__startswith="Photo filed").count() == 1


def test_one_signature_sent_forty_times_is_recorded_once(visit: Appointment) -> None:
    pk, asa = uuid.uuid4(), someone("asa")
    words = {**signature_words(visit.job), "sha256": sha256(glass())}

    def send(_: int) -> Any:
        return take_signature(job=visit.job, sent=SentFile(pk, glass(), words, None), by=asa).pk

    assert set(at_once(send).done) == {Signature.objects.get().pk}


def test_forty_forms_of_a_new_tablet_write_it_down_once(visit: Appointment) -> None:
    asa = someone("asa")

    def send(_: int) -> Any:
        pk = uuid.uuid4()
        body = form_body(visit.job, "step", pk, step="arrived", appointment=visit.pk)
        return submissions.take(job=visit.job, kind="step", pk=pk, body=body, by=asa)

    assert len(at_once(send).done) == Submission.objects.count() == AT_ONCE
    assert Tablet.objects.get().pk == TABLET


def test_forty_contacts_of_a_new_tablet_are_one_tablet() -> None:
    asa = someone("asa")
    at_once(lambda _: tablets.record_contact(contact=tablets.Contact(TABLET), user=asa))
    assert Tablet.objects.get().user == asa
