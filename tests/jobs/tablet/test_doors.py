"""The tablet's doors over HTTP: each status, in JSON, and nothing kept by anybody on the way."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.installation.services import installations as installation
from jobs.models import Conflict, Event, Forget, Job, Photo, Signature, Submission, Tablet
from jobs.people.services import people
from jobs.tablet.services import tablets
from tests.builders import records
from tests.builders.cast import someone
from tests.builders.files import not_a_paper, paper, photo
from tests.builders.from_tablets import (
    TABLET,
    VERSIONS,
    form_body,
    glass,
    iso,
    on_site,
    sent_photo,
    sha256,
    signature_words,
)
from tests.builders.jobs import accepted_job, days_ago
from tests.builders.permits import permitted_job

pytestmark = pytest.mark.django_db


def tablet_of(key: str | None = "asa") -> Client:
    client = Client()
    if key:
        client.force_login(someone(key))
    return client


def send_photo(client: Client, job: Job, pk: uuid.UUID, file: Any = None, **words: str) -> HttpResponse:
    file = file or photo("meter")
    said = {"slot": "meter_face", "sha256": sha256(file), "taken_at": iso(timezone.now()), **words}
    return client.post(reverse("field:photo", args=[job.number, pk]), {"file": file, **said})


def send_signature(client: Client, job: Job, pk: uuid.UUID, file: Any = None, **words: str) -> HttpResponse:
    file = file or glass()
    said = {**signature_words(job), "sha256": sha256(file), **words}
    return client.post(reverse("field:signature", args=[job.number, pk]), {"file": file, **said})


def send_step(client: Client, job: Job, pk: uuid.UUID, body: bytes, **headers: str) -> HttpResponse:
    address = reverse("field:step", args=[job.number, pk])
    return client.post(address, body, content_type="application/json", headers=headers)


@pytest.mark.parametrize("came_as", ["multipart", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("name", ["step", "installation", "staging", "contact", "survey"])
def test_a_form_of_a_browser_at_a_door_for_json_is_refused_in_words(name: str, came_as: str) -> None:
    job = on_site(accepted_job()).job
    names = {"survey": "assessments:field_survey"}
    arguments = [] if name == "contact" else [job.number, uuid.uuid4()]
    more = {} if came_as == "multipart" else {"content_type": came_as}
    answer = tablet_of().post(
        reverse(names.get(name, f"field:{name}"), args=arguments), b"a=b" if more else {"a": "b"}, **more
    )
    assert (answer.status_code, answer.json()["error"]) == (422, "refused")
    assert "did not come as JSON" in answer.json()["said"]


def test_a_photo_is_held_under_the_tablets_own_id_and_hash() -> None:
    job, pk, file = on_site(accepted_job()).job, uuid.uuid4(), photo("meter")
    camera = "c" * 64
    answer = send_photo(tablet_of(), job, pk, file, caption="North wall", camera_sha256=camera)
    held = Photo.objects.get(pk=pk)
    assert (answer.status_code, answer.json()) == (
        200,
        {"id": str(pk), "sha256": sha256(file), "size": file.size},
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert (held.job, held.slot, held.caption, held.taken_by) == (
        job,
        "meter_face",
        "North wall",
        someone("asa"),
    )
    assert (held.sha256, held.camera_sha256) == (sha256(file), camera)
    assert held.original.open().read() == file.open().read()


def test_a_photo_sent_ten_times_is_one_photo() -> None:
    job, pk, client = on_site(accepted_job()).job, uuid.uuid4(), tablet_of()
    answers = [send_photo(client, job, pk).json() for _ in range(10)]
    assert answers == [answers[0]] * 10
    assert Photo.objects.count() == 1
    assert Event.objects.of(job).filter(sentence__startswith="Photo filed").count() == 1


def test_a_photo_that_arrives_cut_off_is_to_be_sent_again() -> None:
    job, client = on_site(accepted_job()).job, tablet_of()
    cut = photo("meter")
    cut.file.truncate(cut.size // 2)
    whole = sha256(photo("meter"))
    answer = send_photo(client, job, uuid.uuid4(), cut, sha256=whole)
    assert (answer.status_code, answer.json()["error"]) == (408, "incomplete")
    address = reverse("field:photo", args=[job.number, uuid.uuid4()])
    for part in ({"slot": "seal", "sha256": whole}, {"file": photo("meter")}):
        assert client.post(address, part).status_code == 408
    assert not Photo.objects.exists()


def test_a_photo_too_large_is_told_so_in_json(settings: Any) -> None:
    job, client = on_site(accepted_job()).job, tablet_of()
    settings.UPLOAD_MAX_BYTES = 100
    answer = send_photo(client, job, uuid.uuid4())
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    assert answer.json()["retake"] is True


def test_a_form_too_large_is_told_so_in_json(settings: Any) -> None:
    visit, pk = on_site(accepted_job()), uuid.uuid4()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = send_step(tablet_of(), visit.job, pk, form_body(visit.job, "step", pk))
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


def test_what_is_no_photo_of_a_slot_is_refused_and_says_whether_another_helps() -> None:
    job, client = on_site(accepted_job()).job, tablet_of()
    for file, words, status, said in (
        (not_a_paper(), {}, 415, "“card.pdf” is a program"),
        (paper(), {}, 415, "“paper.pdf” is a PDF"),
        (cut_off(), {}, 415, "meter.jpg"),
        (photo(), {"slot": "moon"}, 422, "does not say what it is of"),
    ):
        answer = send_photo(client, job, uuid.uuid4(), file, **words)
        told = answer.json()
        assert (answer.status_code, told.get("retake", False)) == (status, status == 415), told
        assert told["error"] == ("unusable" if status == 415 else "refused")
        assert said in told["said"]
    assert not Photo.objects.exists()


def cut_off() -> Any:
    """A photo that was cut off before the tablet hashed it."""
    file = photo("meter")
    file.file.truncate(file.size // 2)
    file.size //= 2
    return file


def test_an_id_stands_for_one_photo_of_one_job() -> None:
    job, pk, client = on_site(accepted_job()).job, uuid.uuid4(), tablet_of()
    send_photo(client, job, pk)
    later = appointments.book_appointment(
        job=accepted_job(name="Ann Other"),
        kind="survey",
        starts_at=timezone.now() + timedelta(days=1),
        ends_at=timezone.now() + timedelta(days=1, hours=1),
        technicians=[someone("asa")],
        by=someone("olive"),
    )
    for wrong in (send_photo(client, job, pk, photo("another")), send_photo(client, later.job, pk)):
        assert wrong.status_code == 422
        assert wrong.json()["said"].startswith("Another file came under this number")


def test_a_retake_stands_beside_its_original() -> None:
    job, first, second = on_site(accepted_job()).job, uuid.uuid4(), uuid.uuid4()
    send_photo(tablet_of(), job, first)
    send_photo(tablet_of(), job, second, photo("sharper"), replaces=str(first))
    assert Photo.objects.get(pk=first).replaced_by_id == second
    assert send_photo(tablet_of(), job, uuid.uuid4(), photo("b"), replaces="nonsense").status_code == 200


def test_a_photos_time_is_set_right_by_the_servers_clock() -> None:
    job, pk = on_site(accepted_job()).job, uuid.uuid4()
    theirs = timezone.now() - timedelta(days=1)
    taken = {"taken_at": iso(theirs - timedelta(hours=1)), "sent_at": iso(theirs)}
    send_photo(tablet_of(), job, pk, **taken)
    since = timezone.now() - Photo.objects.get(pk=pk).taken_at
    assert timedelta(minutes=59) < since < timedelta(minutes=61)


def test_a_camera_that_names_no_zone_is_read_in_ours_whatever_the_tablets_clock_says() -> None:
    job, pk = on_site(accepted_job()).job, uuid.uuid4()
    shot = (timezone.localtime() - timedelta(hours=3)).replace(microsecond=0)
    theirs = iso(timezone.now() + timedelta(days=1))
    send_photo(tablet_of(), job, pk, taken_at=f"{shot:%Y-%m-%dT%H:%M:%S}", sent_at=theirs)
    assert Photo.objects.get(pk=pk).taken_at == shot


def test_what_time_cures_says_from_when_it_is_taken() -> None:
    visit, pk = on_site(accepted_job(), hours_ago=-3), uuid.uuid4()
    body = form_body(visit.job, "step", pk, step="done", appointment=visit.pk)
    answer = send_step(tablet_of(), visit.job, pk, body)
    told = answer.json()
    assert (answer.status_code, told["error"]) == (425, "not_yet")
    assert datetime.fromisoformat(told["from"]) == visit.starts_at
    assert told["said"].startswith("This appointment begins on")


def test_a_signature_on_the_glass_is_kept_with_its_text_and_minute() -> None:
    job, pk, file = on_site(accepted_job()).job, uuid.uuid4(), glass()
    answer = send_signature(tablet_of(), job, pk, file)
    assert answer.json() == {"id": str(pk), "sha256": sha256(file), "size": file.size}
    signature = Signature.objects.get(sent_as=pk)
    assert (signature.paper, signature.method, signature.text_version) == (
        "survey",
        "screen",
        VERSIONS["survey"],
    )
    assert (signature.name_as_signed, signature.person.name) == ("Hana Ito", "Hana Ito")
    assert signature.recorded_by == someone("asa")
    assert signature.signed_at
    assert signature.signed_on == timezone.localtime(signature.signed_at).date()
    assert send_signature(tablet_of(), job, pk, glass()).json() == answer.json()
    assert Signature.objects.count() == 1


def test_signing_again_ends_the_first() -> None:
    job, first, second = on_site(accepted_job()).job, uuid.uuid4(), uuid.uuid4()
    send_signature(tablet_of(), job, first)
    send_signature(tablet_of(), job, second, glass("Hana  Ito"))
    ended, standing = Signature.objects.order_by("id")
    assert (ended.sent_as, ended.withdrawn_because) == (first, "signed again")
    assert (standing.sent_as, standing.withdrawn_on) == (second, None)


def test_what_somebody_signed_on_the_glass_is_kept_beside_what_stands() -> None:
    job = on_site(accepted_job()).job
    spouse = people.add_person(job=job, name="Ken Ito", roles=("occupant",), by=someone("olive"))
    first, second, late = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    send_signature(tablet_of(), job, first)
    by_ken = {"person": str(spouse.pk), "name_as_signed": "Ken Ito"}
    assert send_signature(tablet_of(), job, second, glass("Ken Ito"), **by_ken).status_code == 200
    earlier = iso(timezone.now() - timedelta(hours=1))
    assert send_signature(tablet_of(), job, late, glass("H. Ito"), signed_at=earlier).status_code == 200
    assert Signature.objects.standing().get().sent_as == first
    kept = Signature.objects.exclude(sent_as=first).values_list("withdrawn_because", flat=True)
    assert all(because.startswith("Hana Ito already signed this on") for because in kept)
    assert len(kept) == 2


def test_whose_it_is_not_to_sign_is_told_so() -> None:
    job = on_site(accepted_job()).job
    helper = people.add_person(job=job, name="Bo Ito", roles=("helper",), by=someone("olive"))
    authorize = {"paper": "authorization", "text_version": VERSIONS["authorization"]}
    refused = [
        send_signature(tablet_of(), job, uuid.uuid4(), person=str(helper.pk), **authorize),
        send_signature(tablet_of(), job, uuid.uuid4(), person="987654"),
        send_signature(tablet_of(), job, uuid.uuid4(), person="x"),
        send_signature(tablet_of(), job, uuid.uuid4(), text_version="survey/1999"),
        send_signature(tablet_of(), job, uuid.uuid4(), paper="contract"),
        send_signature(tablet_of(), job, uuid.uuid4(), photo("no glass")),
    ]
    assert [answer.status_code for answer in refused] == [422] * 5 + [415]
    assert "this paper is the account holder's to sign" in refused[0].json()["said"]
    assert "not among the people of this job" in refused[1].json()["said"]
    assert not Signature.objects.exists()
    assert send_signature(tablet_of(), job, uuid.uuid4(), **authorize).status_code == 200


def test_a_signature_cut_off_is_to_be_sent_again() -> None:
    job = on_site(accepted_job()).job
    assert send_signature(tablet_of(), job, uuid.uuid4(), sha256="0" * 64).status_code == 408


def test_a_step_is_answered_with_its_receipt_whatever_is_lost_on_the_way() -> None:
    visit, pk = on_site(accepted_job()), uuid.uuid4()
    body = form_body(visit.job, "step", pk, step="arrived", appointment=visit.pk)
    answers = [send_step(tablet_of(), visit.job, pk, body) for _ in range(10)]
    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert Submission.objects.count() == 1


def test_what_is_missing_is_named_in_the_answer() -> None:
    visit, pk, missing = on_site(accepted_job()), uuid.uuid4(), str(uuid.uuid4())
    photos = [{"id": missing, "slot": "other", "sha256": "0" * 64}]
    body = form_body(visit.job, "step", pk, step="arrived", appointment=visit.pk, photos=photos)
    answer = send_step(tablet_of(), visit.job, pk, body)
    assert (answer.status_code, answer.json()["error"]) == (422, "refused")
    assert answer.json()["missing"] == [missing]


def test_the_moment_of_sending_sets_the_clock_right() -> None:
    visit, pk = on_site(accepted_job()), uuid.uuid4()
    theirs = timezone.now() + timedelta(days=1)
    made_at = iso(theirs - timedelta(minutes=10))
    body = form_body(visit.job, "step", pk, step="arrived", appointment=visit.pk, made_at=made_at)
    send_step(tablet_of(), visit.job, pk, body, **{"X-Sent-At": iso(theirs)})
    since = timezone.now() - Submission.objects.get().made_at
    assert timedelta(minutes=9) < since < timedelta(minutes=11)


def test_who_may_not_enter_is_told_in_json() -> None:
    visit, pk = on_site(accepted_job()), uuid.uuid4()
    body = form_body(visit.job, "step", pk, step="arrived", appointment=visit.pk)
    for who, status, error in (
        (None, 401, "sign_in"),
        ("olive", 403, "not_for_you"),
        ("strand", 404, "not_found"),
    ):
        answer = send_step(tablet_of(who), visit.job, pk, body)
        assert (answer.status_code, answer.json()["error"]) == (status, error)
        assert answer.headers["Cache-Control"] == "no-store"
        assert send_photo(tablet_of(who), visit.job, uuid.uuid4()).status_code == status
    assert not Submission.objects.exists()


def test_another_persons_form_is_kept_back_for_them() -> None:
    visit, pk = on_site(accepted_job()), uuid.uuid4()
    body = form_body(visit.job, "step", pk, by=someone("cruz"), step="arrived", appointment=visit.pk)
    assert send_step(tablet_of(), visit.job, pk, body).status_code == 403


def test_a_press_without_a_token_is_turned_away() -> None:
    visit, client = on_site(accepted_job()), Client(enforce_csrf_checks=True)
    client.force_login(someone("asa"))
    pk, token = uuid.uuid4(), client.get(reverse("field:online")).json()["csrf"]
    body = form_body(visit.job, "step", pk, step="arrived", appointment=visit.pk)
    assert send_step(client, visit.job, pk, body).status_code == 403
    assert send_step(client, visit.job, pk, body, **{"X-CSRFToken": token}).status_code == 200


def test_evidence_of_a_visit_that_was_called_off_is_not_lost() -> None:
    visit, client = on_site(accepted_job()), tablet_of()
    appointments.cancel_appointment(appointment=visit, because="Rain", by=someone("olive"))
    assert send_photo(client, visit.job, uuid.uuid4()).status_code == 200
    assert send_signature(client, visit.job, uuid.uuid4()).status_code == 200
    pk, said = uuid.uuid4(), {"adapter_serial": "CD-1", "clean_and_dry": True, "whole": True}
    fields = {name: {"value": value} for name, value in said.items()}
    address = reverse("field:staging", args=[visit.job.number, pk])
    body = form_body(visit.job, "staging", pk, fields=fields)
    assert client.post(address, body, content_type="application/json").status_code == 200
    assert client.get(reverse("jobs:overview", args=[visit.job.number])).status_code == 404


def test_what_the_office_changed_meanwhile_is_taken_with_409_again_and_again() -> None:
    job = on_site(permitted_job()).job
    facts = records.installation_facts(days_ago(1))
    installation.record_installation(job=job, by=someone("olive"), **facts)
    pk = uuid.uuid4()
    fields = {"wire": {"value": "8 AWG", "base": "what stood there before"}}
    body = form_body(job, "installation", pk, fields=fields)
    address = reverse("field:installation", args=[job.number, pk])
    answers = [tablet_of().post(address, body, content_type="application/json") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {409}
    assert answers[0].json()["conflicts"] == ["Wire"]
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert Conflict.objects.get().tablet_value == "8 AWG"


def say(client: Client, **more: Any) -> HttpResponse:
    body = json.dumps({"tablet": str(TABLET), "label": "Chrome on Linux", "app": "abc", **more})
    return client.post(reverse("field:contact"), body, content_type="application/json")


def test_a_contact_says_what_the_tablet_holds_and_nothing_of_whom() -> None:
    since = iso(timezone.now() - timedelta(hours=3))
    held = [
        {
            "job": "KW-1001",
            "kind": "photo",
            "what": "meter_face",
            "since": since,
            "state": "queued",
            "name": "Hana",
        },
        {"job": "Hana Ito, 418 Alder Court", "kind": "photo", "what": "a" * 90, "since": "?", "state": "x"},
        "nonsense",
    ]
    assert say(tablet_of(), held=held, room_mb=812.5, keeps_storage=True).json() == {"forget": ""}
    tablet = Tablet.objects.get()
    assert (tablet.user, tablet.label, tablet.app_version) == (someone("asa"), "Chrome on Linux", "abc")
    assert (tablet.room_mb, tablet.keeps_storage, tablet.held_count) == (812, True, 2)
    assert tablet.held_since == timezone.datetime.fromisoformat(since)
    assert {key: tablet.held[0][key] for key in ("job", "kind", "what", "state")} == {
        "job": "KW-1001",
        "kind": "photo",
        "what": "meter_face",
        "state": "queued",
    }
    assert "Hana" not in json.dumps(tablet.held)
    say(tablet_of(), held=[])
    tablet.refresh_from_db()
    assert (tablet.held, tablet.held_count, tablet.held_since) == ([], 0, None)


def test_a_tablet_belongs_to_whoever_signed_in_last() -> None:
    say(tablet_of("asa"))
    say(tablet_of("cruz"))
    assert Tablet.objects.get().user == someone("cruz")


@pytest.mark.parametrize("how", Forget.values)
def test_an_order_to_forget_is_repeated_until_it_is_carried_out(how: str) -> None:
    say(tablet_of(), held=[{"job": "KW-1001", "kind": "photo", "since": iso(timezone.now())}])
    tablets.ask_to_forget(tablet=Tablet.objects.get(), how=how, by=someone("owen"))
    assert [say(tablet_of()).json()["forget"] for _ in range(3)] == [how] * 3
    assert say(tablet_of(), forgot=True, held=[{"job": "KW-1001"}]).json() == {"forget": ""}
    tablet = Tablet.objects.get()
    assert tablet.forgotten_at
    assert (tablet.forget, tablet.held, tablet.forget_asked_by) == ("", [], someone("owen"))


def test_an_order_taken_back_is_not_carried_out() -> None:
    say(tablet_of())
    tablet = tablets.ask_to_forget(tablet=Tablet.objects.get(), how=Forget.AT_ONCE, by=someone("olive"))
    tablets.let_it_keep(tablet=tablet, by=someone("olive"))
    say(tablet_of(), forgot=True)
    assert Tablet.objects.get().forgotten_at is None


def test_a_tablet_whose_person_is_signed_out_still_hears_its_order() -> None:
    say(tablet_of())
    tablets.ask_to_forget(tablet=Tablet.objects.get(), how=Forget.AT_ONCE, by=someone("olive"))
    online = reverse("field:online")
    assert tablet_of(None).get(online, headers={"X-Tablet": str(TABLET)}).json()["forget"] == "at_once"
    for other in (str(uuid.uuid4()), "nonsense", ""):
        assert tablet_of(None).get(online, headers={"X-Tablet": other}).json()["forget"] == ""


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"tablet": "x"}', b'{"tablet": "%s", "held": 3}'])
def test_a_contact_that_says_nothing_is_refused(body: bytes) -> None:
    body = body.replace(b"%s", str(TABLET).encode())
    answer = tablet_of().post(reverse("field:contact"), body, content_type="application/json")
    assert answer.status_code == 422


def test_a_photo_of_somebody_elses_booking_is_theirs_alone() -> None:
    job = on_site(accepted_job()).job
    held = sent_photo(job)
    assert send_photo(tablet_of("strand"), job, held.pk).status_code == 404


def test_a_reading_without_a_name_that_can_be_read_stays_in_the_form_alone() -> None:
    job, pk = on_site(accepted_job()).job, uuid.uuid4()
    readings = [{"id": str(uuid.uuid4()), "name": ["volts_l1_n"], "value": "120.8"}]
    body = form_body(job, "survey", pk, readings=readings)
    address = reverse("assessments:field_survey", args=[job.number, pk])
    answer = tablet_of().post(address, body, content_type="application/json")
    assert answer.status_code == 200
    assert Submission.objects.get().body["readings"] == readings


def test_tokens_of_a_page_that_are_no_tokens_are_none() -> None:
    job = accepted_job()
    address = reverse("jobs:edit_person", args=[job.number, job.people.get().pk])
    for tokens in ("[" * 2_000, '{"a": NaN}', "[]", "x"):
        assert tablet_of("olive").post(address, {"bases": tokens}).status_code == 422
