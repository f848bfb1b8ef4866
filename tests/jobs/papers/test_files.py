"""Doors to stored files: who gets them, as what, and what a browser may do with them."""

from __future__ import annotations

import io

import pillow_heif
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import ExifTags, Image

from jobs.models import Job
from jobs.papers.outbox import rendering
from jobs.papers.services import paperwork
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job
from tests.builders.papers import filed_photo, filed_upload, issued_paper, jpeg

pillow_heif.register_heif_opener()
pytestmark = pytest.mark.django_db


def as_(key: str) -> Client:
    client = Client()
    client.force_login(someone(key))
    return client


def address(job: Job, kind: str) -> str:
    if kind == "paper":
        paper = issued_paper(job)
        rendering.render_document(paper.pk)
        return reverse("jobs:paper_file", args=[job.number, paper.pk])
    if kind == "upload":
        return reverse("jobs:upload_file", args=[job.number, filed_upload(job).pk])
    return reverse("jobs:photo_file", args=[job.number, filed_photo(job).pk, kind])


EVERY_KIND = ["paper", "upload", "original", "print", "thumbnail"]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_file_comes_as_what_it_is_and_may_do_nothing(kind: str) -> None:
    response = as_("olive").get(address(accepted_job(), kind))
    body = b"".join(response.streaming_content)
    assert response.status_code == 200
    assert body.startswith(b"%PDF-" if kind in {"paper", "upload"} else b"\xff\xd8\xff")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"].startswith("default-src 'none'; frame-ancestors 'none'")
    assert ("sandbox" in response["Content-Security-Policy"]) == (kind not in {"paper", "upload"})
    assert response["Cache-Control"] == "private, no-cache"
    assert int(response["Content-Length"]) == len(body)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_strand_learns_nothing_and_a_stranger_is_sent_to_the_sign_in(kind: str) -> None:
    url = address(accepted_job(), kind)
    assert as_("strand").get(url).status_code == 404
    answer = Client().get(url)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_file_is_not_served_under_another_job(kind: str) -> None:
    mine, other = accepted_job(), accepted_job()
    url = address(mine, kind).replace(mine.number, other.number)
    assert as_("olive").get(url).status_code == 404


def test_a_browser_that_holds_the_file_is_told_so() -> None:
    url, client = address(accepted_job(), "upload"), as_("olive")
    etag = client.get(url)["ETag"]
    again = client.get(url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


def test_heic_is_handed_over_and_not_shown() -> None:
    job, heic = accepted_job(), io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(heic, "HEIF")
    photo = filed_photo(job, file=ContentFile(heic.getvalue(), name="IMG_1.HEIC"))
    response = as_("olive").get(reverse("jobs:photo_file", args=[job.number, photo.pk, "original"]))
    assert response["Content-Type"] == "image/heic"
    assert response["Content-Disposition"].startswith("attachment")


def test_every_copy_of_a_photo_is_served_without_the_place() -> None:
    exif, file = Image.Exif(), io.BytesIO()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (33.0, 58.0, 45.5), 3: "W", 4: (118.0, 2.0, 10.0)})
    Image.new("RGB", (64, 48), "teal").save(file, "JPEG", exif=exif)
    job, client = accepted_job(), as_("olive")
    photo = filed_photo(job, file=ContentFile(file.getvalue(), name="IMG_1.JPG"))
    addresses = [
        reverse("jobs:photo_file", args=[job.number, photo.pk, copy])
        for copy in ("original", "print", "thumbnail")
    ]
    paper = ContentFile(file.getvalue(), name="IMG_1.JPG")
    upload = paperwork.file_upload(job=job, kind="other", file=paper, by=someone("olive"))
    addresses.append(reverse("jobs:upload_file", args=[job.number, upload.pk]))
    for address in addresses:
        served = b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]  # a file's
        assert Image.open(io.BytesIO(served)).getexif().get_ifd(ExifTags.IFD.GPSInfo) == {}, address
    with photo.original.open("rb") as original:
        assert original.read() == file.getvalue()


def test_the_name_a_sender_gave_a_file_never_comes_back() -> None:
    job, sent = accepted_job(), jpeg()
    sent.name = "../../etc/<script>alert(1)</script>.html"
    upload = paperwork.file_upload(job=job, kind="other", file=sent, by=someone("olive"))
    response = as_("olive").get(reverse("jobs:upload_file", args=[job.number, upload.pk]))
    assert response["Content-Disposition"] == f'inline; filename="{job.number} Other paper.jpg"'
    assert upload.file.name.startswith(f"{job.number}/uploads/")
    assert "script" not in upload.file.name


@pytest.mark.parametrize("copy", ["..", "secret", "%2e%2e%2fkeys"])
def test_only_the_three_copies_of_a_photo_have_an_address(copy: str) -> None:
    job = accepted_job()
    base = reverse("jobs:photo_file", args=[job.number, filed_photo(job).pk, "print"])
    assert as_("olive").get(base.replace("/print/", f"/{copy}/")).status_code == 404


def test_a_file_that_is_gone_is_not_found() -> None:
    job = accepted_job()
    upload = filed_upload(job)
    upload.file.storage.delete(upload.file.name)
    assert as_("olive").get(reverse("jobs:upload_file", args=[job.number, upload.pk])).status_code == 404


def test_a_paper_that_is_not_ready_has_no_file() -> None:
    job = accepted_job()
    paper = issued_paper(job)
    assert as_("olive").get(reverse("jobs:paper_file", args=[job.number, paper.pk])).status_code == 404
