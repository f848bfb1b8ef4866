"""Ten hostile files at each door: taken, or refused in words that name the file."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from tests.builders.cast import someone
from tests.builders.from_tablets import iso, on_site, sha256, signature_words
from tests.builders.jobs import accepted_job, days_ago
from tests.builders.permits import permit_applied
from tests.hostile import papers, pictures
from tests.kilowire import pdf_maker as maker

pytestmark = pytest.mark.django_db

PROFILE = pictures.chunk(b"iCCP", b"x\0\0" + pictures.packed(9, b"\0" * 999_999))
BOMB = papers.stream(pictures.packed(250, b"\0" * 1_000_000), times=1, packed_before=1)
TEN = {
    "flat.png": pictures.png(11_000, 10_900),
    "profile.png": pictures.png(40, 40, more=PROFILE),
    "giant.jpg": pictures.jpeg_of(65_500, 65_500),
    "year-9999.jpg": pictures.exif("9999:12:31 23:59:59", "-23:59"),
    "wide.webp": pictures.webp_of(16_383, 16_383),
    "boxes.heic": pictures.nested_boxes(500),
    "circle.pdf": maker.PAGES_IN_A_CIRCLE,
    "bomb.pdf": papers.one_page(BOMB),
    "run.pdf": maker.written(maker.opening_with(maker.RUNS)),
    "card\u202efdp.exe": b"MZ" + b"\0" * 90,
}
REFUSED = {415, 422}  # a tablet is told apart what another photo would help against

Door = Callable[[SimpleUploadedFile], Any]


def client(key: str) -> Client:
    signed_in = Client()
    signed_in.force_login(someone(key))
    return signed_in


def form(key: str, name: str, field: str, job: Job, *more: Any, **typed: Any) -> Door:
    address = reverse(name, args=[job.number, *more])
    return lambda file: client(key).post(address, {field: file, **typed})


def tablet(name: str, job: Job, **said: str) -> Door:
    def send(file: SimpleUploadedFile) -> Any:
        words = {**said, "file": file, "sha256": sha256(file)}
        return client("asa").post(reverse(name, args=[job.number, uuid.uuid4()]), words)

    return send


def issued(file: SimpleUploadedFile) -> Any:
    """Each permit is issued once, so that each file has one of its own."""
    permit = permit_applied()
    typed = {"number": f"E-{permit.pk}", "issued_on": days_ago(3)}
    return form("olive", "permits:issued", "document", permit.job, permit.pk, **typed)(file)


def doors() -> dict[str, Door]:
    """One door of each kind: all others are made of the same fields and services."""
    job = on_site(accepted_job()).job
    account = {"holder_name": "HANA ITO", "account_number": "700-1", "meter_number": "222-014-7781"}
    return {
        "a paper": form("olive", "jobs:file_paper", "file", job, kind="other", label="A letter"),
        "a bill": form("olive", "jobs:edit_account", "bill", job, **account),
        "a photo": form("olive", "jobs:add_photo", "file", job, slot="other"),
        "a permit": issued,
        "a tablet's photo": tablet("field:photo", job, slot="meter_face", taken_at=iso(timezone.now())),
        "a tablet's signature": tablet("field:signature", job, **signature_words(job)),
    }


def test_ten_files_at_each_door() -> None:
    for door, send in doors().items():
        for name, content in TEN.items():
            answer = send(SimpleUploadedFile(name, content))
            assert answer.status_code in {200, 302, *REFUSED}, (door, name)
            if answer.status_code in REFUSED:
                shown = "".join(letter for letter in name if letter.isprintable())
                said = answer.json()["said"] if "tablet" in door else answer.content.decode()
                assert f"“{shown}”" in said, (door, name, said)
