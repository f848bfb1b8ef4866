"""A photo that comes part by part: it goes on where it broke off, and is filed whole or not at all."""

from __future__ import annotations

import os
import time
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from jobs.models import Job, Photo
from kilowire.floor.files import parts
from kilowire.floor.files.strays import remove_old_strays
from tests.builders.cast import signed_in, someone
from tests.builders.files import photo
from tests.builders.from_tablets import on_site, sha256
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db


def address(job: Job, pk: uuid.UUID) -> str:
    return reverse("field:photo_parts", args=[job.number, pk])


def patch(client: Client, job: Job, pk: uuid.UUID, offset: object, part: bytes) -> HttpResponse:
    return client.patch(
        address(job, pk),
        part,
        content_type="application/octet-stream",
        headers={"Upload-Offset": str(offset)},
    )


def file_it(client: Client, job: Job, pk: uuid.UUID, digest: str) -> HttpResponse:
    words = {"slot": "seal", "sha256": digest, "parts": "1"}
    return client.post(reverse("field:photo", args=[job.number, pk]), words)


def test_a_photo_goes_on_where_it_broke_off() -> None:
    job, pk, asa, whole = on_site(accepted_job()).job, uuid.uuid4(), signed_in("asa"), photo("seal")
    content, half = whole.read(), 1000
    assert asa.get(address(job, pk)).json() == {"offset": 0, "part_bytes": parts.PART_BYTES}
    assert patch(asa, job, pk, 0, content[:half]).json() == {"offset": half}
    again = patch(asa, job, pk, 0, content[:half])
    assert (again.status_code, again.json()["offset"]) == (409, half)
    assert asa.get(address(job, pk)).json()["offset"] == half
    assert patch(asa, job, pk, half, content[half:]).json() == {"offset": len(content)}
    answer = file_it(asa, job, pk, sha256(whole))
    assert (answer.status_code, answer.json()["sha256"]) == (200, sha256(whole))
    assert Photo.objects.get(pk=pk).original.open().read() == content
    assert parts.arrived_bytes(user=someone("asa").pk, pk=pk) == 0


def test_parts_that_are_not_what_the_tablet_has_begin_anew() -> None:
    job, pk, asa, whole = on_site(accepted_job()).job, uuid.uuid4(), signed_in("asa"), photo("seal")
    patch(asa, job, pk, 0, b"something else")
    assert file_it(asa, job, pk, sha256(whole)).status_code == 408
    assert asa.get(address(job, pk)).json()["offset"] == 0
    assert file_it(asa, job, pk, sha256(whole)).status_code == 408
    assert not Photo.objects.exists()


def test_nobody_adds_to_anothers_parts_or_beyond_the_limit(settings: Any) -> None:
    job, pk, asa = on_site(accepted_job()).job, uuid.uuid4(), signed_in("asa")
    settings.UPLOAD_MAX_BYTES = 100
    assert patch(asa, job, pk, 0, b"x" * 100).status_code == 200
    assert patch(asa, job, pk, 100, b"x").status_code == 413
    for offset in ("", "-1", "1e3", "9" * 40):
        assert patch(asa, job, pk, offset, b"x").status_code == 422
    assert patch(signed_in("strand"), job, pk, 100, b"x").status_code == 404
    assert patch(Client(), job, pk, 100, b"x").status_code == 401
    assert asa.get(address(job, pk)).json()["offset"] == 100


def test_what_nobody_goes_on_with_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_FILES", 2)
    first, second, third = (uuid.uuid4() for _ in range(3))
    for number, pk in enumerate((first, second, third)):
        parts.append(user=1, pk=pk, offset=0, part=b"x")
        os.utime(parts._path(1, pk), (number, number))
    assert [parts.arrived_bytes(user=1, pk=pk) for pk in (first, second, third)] == [0, 1, 1]
    parts.append(user=1, pk=third, offset=1, part=b"y")
    os.utime(parts._path(1, third), (time.time(), time.time()))
    assert remove_old_strays() == 1
    assert [parts.arrived_bytes(user=1, pk=pk) for pk in (second, third)] == [0, 2]
