"""A tablet's export brought in by the office: nothing lost, nothing twice, and nothing believed of a zip."""

from __future__ import annotations

import hashlib
import io
import json
import uuid
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jobs.appointments.services import appointments
from jobs.brought_in.services.tablet_import import Line, import_queue
from jobs.models import Appointment, Job, Photo, Signature, Submission
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.files import not_a_paper, photo
from tests.builders.from_tablets import TABLET, form_body, glass, on_site, sha256, signature_words
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db
Entries = dict[str, bytes]


def photo_item(job: Job, words: str = "meter", **more: Any) -> tuple[dict[str, Any], Entries]:
    pk, file = str(uuid.uuid4()), photo(words)
    item = {"id": pk, "type": "photo", "job": job.number, "kind": "survey", "slot": "meter_face", **_of_asa()}
    return {**item, "sha256": sha256(file), **more}, {f"blobs/{pk}": file.open().read()}


def signature_item(job: Job, **more: Any) -> tuple[dict[str, Any], Entries]:
    pk, file, words = str(uuid.uuid4()), glass(), signature_words(job)
    signer = int(words.pop("person"))
    item = {"id": pk, "type": "signature", "job": job.number, "kind": "survey", "signer": signer, **_of_asa()}
    return {**item, **words, "sha256": sha256(file), **more}, {f"blobs/{pk}": file.open().read()}


def step_item(visit: Appointment, *files: dict[str, Any], **more: Any) -> dict[str, Any]:
    pk = uuid.uuid4()
    named = {f"{kind}s": [_named(f) for f in files if f["type"] == kind] for kind in ("photo", "signature")}
    body = form_body(visit.job, "step", pk, step="arrived", appointment=visit.pk, **named)
    item = {"id": str(pk), "type": "form", "job": visit.job.number, "kind": "step", **_of_asa()}
    return {**item, "body": body.decode(), "sha256": hashlib.sha256(body).hexdigest(), **more}


def _of_asa() -> dict[str, Any]:
    return {"person": someone("asa").pk, "made_at": "2026-11-20T10:00:00Z", "state": "queued"}


def _named(item: dict[str, Any]) -> dict[str, Any]:
    return {"id": item["id"], "sha256": item["sha256"]}


def zipped(items: Any, entries: Entries | None = None, **more: Any) -> SimpleUploadedFile:
    said = items if more.pop("bare", False) else {"tablet": str(TABLET), "items": items, **more}
    return packed({"queue.json": json.dumps(said).encode(), **(entries or {})})


def packed(entries: Entries) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return SimpleUploadedFile("queue.zip", buffer.getvalue())


def brought(file: SimpleUploadedFile) -> list[Line]:
    return import_queue(file=file, by=someone("olive"))


def came(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.what, line.came) for line in lines]


@pytest.mark.parametrize("bare", [False, True])
def test_everything_is_taken_files_before_the_form_that_names_them(bare: bool) -> None:
    visit = on_site(accepted_job())
    (first, one), (second, two) = photo_item(visit.job), signature_item(visit.job)
    form = step_item(visit, first, second)
    lines = brought(zipped([form, first, second], {**one, **two}, bare=bare))
    assert came(lines) == [
        ("photo: meter face", "taken"),
        ("signature: survey", "taken"),
        ("form: step", "taken"),
    ]
    assert {line.job for line in lines} == {visit.job.number}
    submission = Submission.objects.get()
    assert (submission.by, submission.brought_by) == (someone("asa"), someone("olive"))
    assert [file["id"] for file in submission.receipt["files"]] == [first["id"], second["id"]]
    assert Photo.objects.get().taken_by == someone("asa")
    assert Photo.objects.get().original.open().read() == one[f"blobs/{first['id']}"]
    assert Signature.objects.get().person.name == "Hana Ito"


def test_a_second_time_nothing_changes() -> None:
    visit = on_site(accepted_job())
    (first, one), (second, two) = photo_item(visit.job), signature_item(visit.job)
    file = zipped([first, second, step_item(visit, first, second)], {**one, **two})
    brought(file)
    receipt = Submission.objects.get().receipt
    assert {line.came for line in brought(file)} == {"there"}
    assert (Photo.objects.count(), Signature.objects.count(), Submission.objects.get().receipt) == (
        1,
        1,
        receipt,
    )


def test_what_the_tablet_sent_meanwhile_is_there() -> None:
    visit = on_site(accepted_job())
    item, blob = photo_item(visit.job)
    brought(zipped([item], blob))
    assert came(brought(zipped([item, step_item(visit, item)]))) == [
        ("photo: meter face", "there"),
        ("form: step", "taken"),
    ]


def test_one_that_is_refused_does_not_hold_up_the_rest() -> None:
    visit = on_site(accepted_job())
    good, blob = photo_item(visit.job)
    lost, _ = photo_item(visit.job, "lost")
    cut, half = photo_item(visit.job, "cut")
    half = {name: content[:100] for name, content in half.items()}
    naming = step_item(visit, lost)
    odd = {"id": str(uuid.uuid4()), "type": "moon", "job": visit.job.number, **_of_asa()}
    changed = step_item(visit, sha256="0" * 64)
    lines = brought(zipped([lost, cut, odd, good, naming, changed], {**blob, **half}))
    assert [(line.came, line.said) for line in lines] == [
        ("refused", "Its file is not in the zip."),
        ("refused", "The file did not arrive whole: send it again."),
        ("refused", "Nobody knows what it is."),
        ("taken", ""),
        ("refused", "Photos or signatures of this form have not come yet; they go first."),
        ("refused", "It is not as the tablet wrote it."),
    ]
    assert str(Photo.objects.get().pk) == good["id"]


def test_a_draft_that_was_never_handed_in_comes_as_an_unfinished_form() -> None:
    job = on_site(accepted_job(), "staging").job
    item, blob = photo_item(job, kind="staging", slot="adapter_staged")
    values = {"adapter_serial": "CD-1", "clean_and_dry": True, "whole": True}
    draft = {
        "key": "x",
        "job": job.number,
        "kind": "staging",
        "person": someone("asa").pk,
        "form_version": "staging/2026-11",
        "started_at": "2026-11-20T09:00:00Z",
        "changed_at": "2026-11-20T09:30:00Z",
        "fields": {name: {"value": value} for name, value in values.items()},
    }
    file = zipped([item], blob, drafts=[draft])
    assert came(brought(file))[1] == ("draft: staging", "taken")
    submission = Submission.objects.get()
    assert (submission.kind, submission.body["finish"]) == ("staging", False)
    assert submission.receipt["files"] == [_named(item)]
    assert came(brought(file))[1] == ("draft: staging", "there")


def test_what_somebody_made_who_left_is_taken_and_what_nobody_made_is_not() -> None:
    visit, asa = on_site(accepted_job()), someone("asa")
    appointments.cancel_appointment(appointment=visit, because="Left us", by=someone("olive"))
    asa.is_active = False
    asa.save(update_fields=["is_active"])
    item, blob = photo_item(visit.job)
    assert came(brought(zipped([item], blob))) == [("photo: meter face", "taken")]
    for person, said in (
        (someone("strand").pk, "Strand was never booked for this job."),
        (someone("olive").pk, "Nobody of the field is known"),
        (987_654, "Nobody of the field is known"),
        ("x", "Nobody of the field is known"),
        (True, "Nobody of the field is known"),
        (10**30, "Nobody of the field is known"),
    ):
        (line,) = brought(zipped([photo_item(visit.job, person=person)[0]]))
        assert line.came == "refused"
        assert line.said.startswith(said)


def test_nonsense_is_a_line_and_no_error() -> None:
    job = on_site(accepted_job()).job
    odd = [
        {},
        {"type": ["photo"], "person": {}},
        {"id": "../../etc/passwd", "type": "photo", "job": job.number, **_of_asa()},
        {"id": str(uuid.uuid4()), "type": "form", "kind": ["x"], "job": job.number, **_of_asa()},
        {"id": str(uuid.uuid4()), "type": "form", "kind": "step", "body": 7, "job": job.number, **_of_asa()},
    ]
    lines = brought(zipped(odd, drafts=[{}, {"kind": "step", "fields": 3, "job": job.number, **_of_asa()}]))
    assert [line.came for line in lines] == ["refused"] * 7
    assert not Submission.objects.exists()


NO_EXPORT: dict[str, Any] = {
    "a program": not_a_paper,
    "a zip of something else": lambda: packed({"other.txt": b"x"}),
    "a queue that is no list": lambda: zipped({"id": 1}),
    "a queue of words": lambda: zipped(["x"]),
    "no JSON": lambda: packed({"queue.json": b"{"}),
    "a number": lambda: packed({"queue.json": b"1"}),
    "a queue without end": lambda: packed({"queue.json": b"[" * 100_000}),
    "half a letter": lambda: packed({"queue.json": b'["\\ud800"]'}),
    "more things than a queue holds": lambda: packed(
        {"queue.json": b"[]", **{f"blobs/{number}": b"" for number in range(4001)}}
    ),
}


@pytest.mark.parametrize("file", NO_EXPORT.values(), ids=NO_EXPORT.keys())
def test_what_is_no_export_is_refused(file: Any) -> None:
    with pytest.raises(Refused, match="no export of a tablet"):
        brought(file())


def in_folder(entries: Entries) -> Entries:
    beside = {"__MACOSX/export/._queue.json": b"\0\0\0\0", "export/.DS_Store": b"\0" * 8, "export/": b""}
    return {**beside, **{f"export/{name}": content for name, content in entries.items()}}


def without_names(entries: Entries) -> Entries:
    return {(f"{name}.jpg" if name.startswith("blobs/") else name): each for name, each in entries.items()}


ZIPPED_AGAIN = {
    "with its folders": lambda entries: {"blobs/": b"", **entries},
    "in a folder, by a Mac": in_folder,
    "with ./ before each name": lambda entries: {f"./{name}": each for name, each in entries.items()},
    "by Windows": lambda entries: {name.replace("/", "\\"): each for name, each in entries.items()},
    "with other names": without_names,
    "with a mark before the text": lambda entries: {
        **entries,
        "queue.json": b"\xef\xbb\xbf" + entries["queue.json"],
    },
}


@pytest.mark.parametrize("how", ZIPPED_AGAIN)
def test_an_export_that_somebody_zipped_again_is_taken_once(how: str) -> None:
    job = accepted_job()
    on_site(job)
    item, files = photo_item(job)
    queue = json.dumps({"tablet": str(TABLET), "items": [item]}).encode()
    again = ZIPPED_AGAIN[how]({"queue.json": queue, **files})
    olive = someone("olive")
    assert [line.came for line in import_queue(file=packed(again), by=olive)] == ["taken"]
    assert [line.came for line in import_queue(file=packed(again), by=olive)] == ["there"]
    assert Photo.objects.get().sha256 == item["sha256"]


def test_a_bomb_is_stopped_at_its_limit(settings: Any) -> None:
    job = on_site(accepted_job()).job
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    item, _ = photo_item(job)
    bomb = zipped([item], {f"blobs/{item['id']}": b"\0" * (50 * 1024 * 1024)})
    assert bomb.size < 100_000
    (line,) = brought(bomb)
    assert (line.came, line.said) == ("refused", "A file in “queue.zip” is larger than 1 MB.")


def test_a_damaged_entry_is_said_to_be_so() -> None:
    job = on_site(accepted_job()).job
    item, blob = photo_item(job)
    whole = bytearray(zipped([item], blob).read())
    place = whole.index(b"blobs/") + len(f"blobs/{item['id']}") + 40
    whole[place : place + 20] = b"\0" * 20
    (line,) = brought(SimpleUploadedFile("queue.zip", bytes(whole)))
    assert (line.came, line.said) == ("refused", "“queue.zip” is damaged: copy it from the tablet again.")


def test_two_entries_of_one_name_are_no_export() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("queue.json", b"[]")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("queue.json", b"[]")
    with pytest.raises(Refused, match="no export"):
        brought(SimpleUploadedFile("queue.zip", buffer.getvalue()))
