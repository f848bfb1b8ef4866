"""What a tablet could not hand in and put aside: never lost, never doubled, settled by the office."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from jobs.models import Event, Job, OpenItem, Photo, PhotoRequest, PutAside, Signature, Submission
from jobs.nightly import look_at_jackets
from jobs.put_aside.services.settling import file_put_aside
from kilowire.floor.files.strays import unnamed
from kilowire.floor.refusals import Refused
from tests.builders.cast import signed_in, someone
from tests.builders.files import photo
from tests.builders.from_tablets import field, form_body, glass, on_site, sent_photo, sha256, signature_words
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db
WHY = "This photo does not say what it is of."


def hand_over(
    item: dict[str, Any] | bytes, file: Any = None, digest: str = "", who: str | None = "asa"
) -> HttpResponse:
    """What a tablet posts: its record, the bytes, their hash and why it was refused."""
    raw = item if isinstance(item, bytes) else json.dumps(item).encode()
    pk = json.loads(raw)["id"] if isinstance(item, dict) else str(uuid.uuid4())
    words: dict[str, Any] = {"item": SimpleUploadedFile("item.json", raw), "said": WHY}
    words["sha256"] = digest or (sha256(file) if file else hashlib.sha256(raw).hexdigest())
    client = signed_in(who) if who else Client()
    return client.post(reverse("field:put_aside", args=[pk]), {**words, **({"file": file} if file else {})})


def record(job: Job, what: str, **more: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "type": what, "job": job.number, "person": someone("asa").pk, **more}


def form_record(job: Job, **more: Any) -> tuple[dict[str, Any], str]:
    pk = uuid.uuid4()
    text = form_body(job, "staging", pk, **more).decode()
    item = {**record(job, "form", kind="staging", body=text), "id": str(pk)}
    return item, hashlib.sha256(text.encode()).hexdigest()


def settle(row: PutAside, name: str = "file", **typed: str) -> HttpResponse:
    return signed_in("olive").post(reverse(f"jobs:{name}_put_aside", args=[row.pk]), typed)


def item_of(job: Job) -> OpenItem | None:
    return OpenItem.objects.of(job).open().filter(key="jobs.put_aside").first()


def test_a_photo_is_kept_once_and_filed_with_what_the_office_mends() -> None:
    job, file = on_site(accepted_job()).job, photo("seal")
    item = record(job, "photo", slot="moon", caption="North")
    answers = [hand_over(item, photo("seal")) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert answers[0].json() == {"id": item["id"], "sha256": sha256(file), "put_aside": True}
    row = PutAside.objects.get()
    assert (row.job, row.by, row.because, str(row)) == (job, someone("asa"), WHY, "Photo: moon")
    assert hand_over(item, photo("another")).status_code == 422
    assert item_of(job)
    for page in ("jobs:today", "jobs:tablets", "jobs:put_aside"):
        assert reverse("jobs:put_aside") in signed_in("olive").get(reverse(page)).content.decode(), page
    assert settle(row, job=job.number).status_code == 422
    assert settle(row, job="KW-9999", slot="seal").status_code == 422
    assert settle(row, job=job.number, slot="seal").status_code == 302
    filed = Photo.objects.get()
    assert (str(filed.pk), filed.slot, filed.caption) == (item["id"], "seal", "North")
    assert (filed.taken_by, filed.brought_by) == (someone("asa"), someone("olive"))
    assert item_of(job) is None
    assert settle(row, job=job.number, slot="seal").status_code == 422
    assert hand_over(item, photo("seal")).status_code == 200
    assert (PutAside.objects.count(), Photo.objects.count()) == (1, 1)


def test_a_form_is_filed_on_the_job_that_the_office_chooses_without_a_photo_that_never_came() -> None:
    job, right = on_site(accepted_job()).job, accepted_job(name="Ann Other")
    lost = {"id": str(uuid.uuid4()), "slot": "adapter_unboxed", "sha256": "a" * 64}
    item, digest = form_record(job, fields={"whole": field(True)}, photos=[lost])
    assert hand_over(item, digest=digest).status_code == 200
    row = PutAside.objects.get()
    assert settle(row, job=right.number.lower()).status_code == 302
    form = Submission.objects.get()
    assert (str(form.pk), form.job, form.by, form.brought_by) == (
        item["id"],
        right,
        someone("asa"),
        someone("olive"),
    )
    assert form.body["fields"]["whole"]["value"] is True
    assert PhotoRequest.objects.of(right).get().slot == "adapter_unboxed"
    assert item_of(job) is None


def test_a_form_waits_for_its_photos_that_are_put_aside_too_and_is_then_as_the_tablet_wrote_it() -> None:
    job, file = on_site(accepted_job()).job, photo("box")
    picture = record(job, "photo", slot="adapter_unboxed")
    named = {"id": picture["id"], "slot": "adapter_unboxed", "sha256": sha256(file)}
    item, digest = form_record(job, photos=[named])
    hand_over(picture, file)
    hand_over(item, digest=digest)
    form, image = PutAside.objects.get(kind="form"), PutAside.objects.get(kind="photo")
    with pytest.raises(Refused, match="settle those first"):
        file_put_aside(row=form, job=job, by=someone("olive"))
    file_put_aside(row=image, job=job, by=someone("olive"))
    file_put_aside(row=form, job=job, by=someone("olive"))
    assert Submission.objects.get().sha256 == digest


def test_a_signature_is_filed_for_the_person_whom_the_office_names() -> None:
    job, file = on_site(accepted_job()).job, glass()
    words = {**signature_words(job), "signer": "987654"}
    words.pop("person")
    hand_over(record(job, "signature", **words), file)
    row, signer = PutAside.objects.get(), str(job.people.get().pk)
    assert settle(row, job=job.number).status_code == 422
    assert settle(row, job=job.number, signer=signer).status_code == 302
    assert Signature.objects.get().name_as_signed == "Hana Ito"


def test_what_nobody_can_read_is_kept_to_be_downloaded_and_discarded_with_a_reason() -> None:
    assert hand_over(b'{"type": "form", "job": "KW-1').status_code == 200
    row = PutAside.objects.get()
    assert (row.kind, row.job) == ("form", None)
    kept = signed_in("olive").get(reverse("jobs:put_aside_item", args=[row.pk]))
    assert b"".join(kept.streaming_content) == b'{"type": "form", "job": "KW-1'
    assert "attachment" in kept.headers["Content-Disposition"]
    assert settle(row, job=accepted_job().number).status_code == 422
    assert settle(row, "discard", because=" ").status_code == 422
    assert settle(row, "discard", because="Cut off").status_code == 302
    row.refresh_from_db()
    assert (row.ended, row.note, row.ended_by) == ("discarded", "Cut off", someone("olive"))
    assert not unnamed([row.item.name])


def test_what_had_come_by_itself_is_not_kept_again() -> None:
    job = on_site(accepted_job()).job
    filed = sent_photo(job, "seal")
    assert (
        hand_over({**record(job, "photo", slot="seal"), "id": str(filed.pk)}, photo("seal ")).status_code
        == 200
    )
    assert not PutAside.objects.exists()


def test_what_comes_by_itself_afterwards_is_settled_within_the_hour() -> None:
    job = on_site(accepted_job()).job
    item = record(job, "photo", slot="seal")
    hand_over(item, photo("seal "))
    hand_over(record(job, "photo", slot="other"), photo("other "))
    look_at_jackets()
    assert PutAside.objects.open().count() == 2
    sent_photo(job, "seal", pk=uuid.UUID(item["id"]))
    look_at_jackets()
    came = PutAside.objects.get(pk=item["id"])
    assert (came.ended, came.note) == ("filed", "It had come by itself")
    waiting = item_of(job)
    assert waiting
    assert waiting.what.endswith("1 thing")


def test_the_job_keeps_in_its_history_who_discarded_what() -> None:
    job = on_site(accepted_job()).job
    hand_over(record(job, "photo", slot="seal"), photo())
    settle(PutAside.objects.get(), "discard", because="Of another house")
    event = Event.objects.of(job).get(sentence__startswith="Put aside by Asa's tablet")
    assert (event.sentence, event.because) == (
        "Put aside by Asa's tablet: Photo: seal, discarded",
        "Of another house",
    )


def test_only_what_arrives_whole_and_is_not_too_large_is_kept(settings: Any) -> None:
    job = on_site(accepted_job()).job
    item = record(job, "photo", slot="seal")
    assert hand_over(item, photo(), digest="b" * 64).status_code == 408
    assert (
        signed_in("asa").post(reverse("field:put_aside", args=[item["id"]]), {"said": WHY}).status_code == 408
    )
    settings.UPLOAD_MAX_BYTES = 100
    assert hand_over(item, photo()).status_code == 413
    assert hand_over(item, photo(), who=None).status_code == 401
    assert hand_over(item, photo(), who="olive").status_code == 403
    assert not PutAside.objects.exists()
