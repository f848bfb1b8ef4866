"""A zip of a tablet is stored first; a worker brings it in, one goes on for another, and the page tells."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.brought_in.services import tablet_import, tablet_zips
from jobs.brought_in.services.tablet_zips import bring_in, hand_in
from jobs.models import Event, Photo, Signature, TabletZip, Upload, ZipStatus
from kilowire.floor.refusals import Refused
from kilowire.floor.sandbox import slots
from tests.builders.cast import someone
from tests.builders.files import not_a_paper
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job
from tests.jobs.brought_in.test_tablet_import import packed, photo_item, signature_item, zipped

pytestmark = pytest.mark.django_db


def olive() -> Client:
    client = Client()
    client.force_login(someone("olive"))
    return client


def handed_in(*others: dict[str, Any], photos: int = 2) -> TabletZip:
    """A zip of some photos of one job, and of these other things."""
    job = on_site(accepted_job()).job
    made = [photo_item(job, f"photo {number}") for number in range(photos)]
    blobs = {name: content for _, files in made for name, content in files.items()}
    return hand_in(file=zipped([*others, *(item for item, _ in made)], blobs), by=someone("olive"))


def again(row: TabletZip) -> TabletZip:
    return TabletZip.objects.get(pk=row.pk)


def test_the_office_hands_in_a_zip_and_its_page_shows_the_result(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(tablet_zips, "_ring", rung.append)
    job = on_site(accepted_job()).job
    (item, blob), odd = photo_item(job), {"id": "x", "type": "moon", "job": job.number}
    with django_capture_on_commit_callbacks(execute=True):
        answer = olive().post(reverse("jobs:bring_in_queue"), {"file": zipped([odd, item], blob)})
    row = TabletZip.objects.get()
    page = reverse("jobs:brought_in", args=[row.pk])
    poll = reverse("jobs:brought_in_progress", args=[row.pk])
    assert (answer.status_code, answer["Location"], rung) == (302, page, [row.pk])
    assert not Photo.objects.exists()
    before = olive().get(page).content.decode()
    assert "queue.zip" in before
    assert "Waiting" in before
    assert poll in before
    bring_in(row.pk)
    told = olive().get(poll)
    after = told.content.decode()
    assert "Brought in, 2 of 2" in after
    assert after.index("Nobody of the field is known") < after.index("Photo: meter face")
    assert poll not in after
    assert olive().get(poll, headers={"if-none-match": told["ETag"]}).status_code == 304
    assert page in olive().get(reverse("jobs:bring_in_queue")).content.decode()


def test_nobody_of_the_field_sees_a_zip() -> None:
    row = handed_in()
    client = Client()
    client.force_login(someone("asa"))
    for name in ("brought_in", "brought_in_progress"):
        assert client.get(reverse(f"jobs:{name}", args=[row.pk])).status_code == 403


def test_who_brought_it_in_stands_on_photo_signature_and_event() -> None:
    job = on_site(accepted_job()).job
    (one, first), (two, second) = photo_item(job), signature_item(job)
    row = hand_in(file=zipped([one, two], {**first, **second}), by=someone("olive"))
    bring_in(row.pk)
    held, signed = Photo.objects.get(), Signature.objects.get()
    assert (held.taken_by, held.brought_by) == (someone("asa"), someone("olive"))
    assert (signed.recorded_by, signed.brought_by) == (someone("asa"), someone("olive"))
    told = Event.objects.of(job).get(sentence__startswith="Photo filed")
    assert (told.by, told.sentence) == (someone("olive"), "Photo filed: meter face, from Asa's tablet")
    assert Event.objects.of(job).get(sentence__contains=" signed by ").by == someone("olive")
    filed = Event.objects.of(job).get(after__upload=Upload.objects.get().pk, kind="filed")
    assert filed.by == Upload.objects.get().filed_by == someone("olive")


def test_what_is_no_zip_is_refused_at_the_door() -> None:
    with pytest.raises(Refused, match="“card.pdf” is no export of a tablet"):
        hand_in(file=not_a_paper(), by=someone("olive"))
    assert not TabletZip.objects.exists()


def test_a_zip_of_something_else_ends_with_the_reason_on_its_page() -> None:
    row = hand_in(file=zipped({"id": 1}), by=someone("olive"))
    bring_in(row.pk)
    assert (again(row).status, again(row).error[:22]) == ("failed", "“queue.zip” is no expo")


def test_the_same_zip_handed_in_twice_waits_once() -> None:
    file = zipped([])
    first, second = hand_in(file=file, by=someone("olive")), hand_in(file=file, by=someone("olive"))
    assert first == second
    bring_in(first.pk)
    assert hand_in(file=file, by=someone("olive")) != first


def _killed(*arguments: Any) -> None:
    raise SystemExit


def test_a_worker_that_was_killed_is_followed_by_one_that_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken and written is not read again; what was taken and not written is there."""
    monkeypatch.setattr("jobs.outbox.leases.RENEWED_EVERY_SECONDS", 0)
    row = handed_in(photos=3)
    file_photo, filed = tablet_import.take_photo, []

    def take_two(**given: Any) -> Photo:
        if len(filed) == 2:
            _killed()
        filed.append(file_photo(**given))
        return filed[-1]

    monkeypatch.setitem(tablet_import._FILES, "photo", (Photo, "pk", take_two))
    with pytest.raises(SystemExit):
        bring_in(row.pk)
    assert (again(row).status, len(again(row).lines)) == (ZipStatus.READING, 2)
    TabletZip.objects.update(due_at=timezone.now() - timedelta(seconds=1), lines=again(row).lines[:1])
    monkeypatch.setitem(tablet_import._FILES, "photo", (Photo, "pk", file_photo))
    bring_in(row.pk)
    assert [line["came"] for line in again(row).lines] == ["taken", "there", "taken"]
    assert again(row).status == ZipStatus.READY
    assert Photo.objects.count() == 3


def test_a_long_one_is_brought_in_by_several_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[int] = []
    monkeypatch.setattr(tablet_zips, "_ring", rung.append)
    monkeypatch.setattr(tablet_zips, "WORKS_S", -1)
    row = handed_in(photos=3)
    for number in (1, 2, 3):
        bring_in(row.pk)
        assert (len(again(row).lines), again(row).attempts) == (number, 0)
    bring_in(row.pk)
    assert again(row).status == ZipStatus.READY
    assert rung == [row.pk] * 3


def test_while_other_files_are_opened_it_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = handed_in()
    monkeypatch.setitem(slots.WAITS_S, slots.DOOR, 0.05)
    monkeypatch.setitem(slots.AT_ONCE, slots.DOOR, 1)
    with slots.a_place(slots.DOOR):
        bring_in(row.pk)
    assert (again(row).status, again(row).error) == ("waiting", tablet_zips.OTHERS_FIRST)


@pytest.mark.parametrize(
    "fault", [OverflowError("year 9999"), DataError("value too long"), IntegrityError("a rule of the table")]
)
def test_one_odd_thing_that_breaks_us_stops_nothing_behind_it(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = handed_in(photos=2)
    file_photo, calls = tablet_import.take_photo, []

    def breaks_once(**given: Any) -> Photo:
        calls.append(given)
        if len(calls) == 1:
            raise fault
        return file_photo(**given)

    monkeypatch.setitem(tablet_import._FILES, "photo", (Photo, "pk", breaks_once))
    bring_in(row.pk)
    first, second = again(row).lines
    assert (first["came"], first["said"], second["came"]) == ("refused", tablet_import.FAULT, "taken")


def test_a_database_that_is_away_refuses_no_thing_and_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    row = handed_in(photos=2)

    def is_away(**given: Any) -> Photo:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as away:
        away.setitem(tablet_import._FILES, "photo", (Photo, "pk", is_away))
        with pytest.raises(OperationalError):
            bring_in(row.pk)
    assert (again(row).lines, again(row).status) == ([], ZipStatus.READING)
    TabletZip.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    bring_in(row.pk)
    assert [line["came"] for line in again(row).lines] == ["taken", "taken"]


def test_a_queue_that_unpacks_to_too_much_is_refused_by_its_child() -> None:
    """Ten million empty tables, 28 KB packed, took 900 MB where they were parsed."""
    content = b'{"items": [{"body": [' + b"{}," * 10_000_000 + b"{}]}]}"
    row = hand_in(file=packed({"queue.json": content}), by=someone("olive"))
    bring_in(row.pk)
    assert again(row).status == "failed"
    assert again(row).error.startswith("“queue.zip”")
