"""Papers of others as they arrive: repaired beside the original, their pages drawn once or said not to be."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from jobs.models import Document, Job, Upload, UploadPage
from jobs.outbox import leases
from jobs.papers.outbox import page_pictures, rendering
from jobs.papers.services import paperwork
from kilowire.floor.files.found import TOO_MUCH_FOR_A_PAGE, DrawnPage
from kilowire.floor.files.opened import draw_pages
from kilowire.floor.files.uploads import PDF
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job
from tests.builders.papers import filed_upload, issued_package
from tests.hostile import papers as hostile
from tests.hostile.pictures import packed
from tests.jobs.papers.test_rendering import content_of, text_of
from tests.kilowire import pdf_maker as maker

pytestmark = pytest.mark.django_db

RUNS = maker.written(maker.opening_with(maker.RUNS))
ONE_PAGE_MISSING = maker.written(maker.without_page(maker.paper(3), 2))


def filed(job: Job, content: bytes, kind: str = "permit") -> Upload:
    file = ContentFile(content, name="permit.pdf")
    return paperwork.file_upload(job=job, kind=kind, file=file, by=someone("olive"))


def stored(name: str) -> bytes:
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def as_(key: str) -> Client:
    client = Client()
    client.force_login(someone(key))
    return client


def package_with(job: Job, content: bytes) -> Document:
    """A package that encloses this file, made."""
    filed(job, content)
    document = issued_package(job, photo_count=0, permit_pages=0, uploads=Upload.objects.of(job))
    rendering.render_document(document.pk)
    document.refresh_from_db()
    return document


@pytest.mark.parametrize(
    ("content", "repaired", "without_script"),
    [(maker.with_junk_before(), True, False), (RUNS, False, True)],
    ids=["damaged", "with a script"],
)
def test_a_changed_paper_is_filed_beside_the_file_as_it_came(
    content: bytes, repaired: bool, without_script: bool
) -> None:
    upload = filed(accepted_job(), content)
    upload.refresh_from_db()
    assert (upload.is_repaired, upload.is_without_its_script) == (repaired, without_script)
    assert stored(upload.original.name) == content
    assert upload.original_sha256 == hashlib.sha256(content).hexdigest()
    copy = stored(upload.file.name)
    assert copy != content
    assert (upload.sha256, upload.size) == (hashlib.sha256(copy).hexdigest(), len(copy))


def test_a_whole_paper_has_no_second_file() -> None:
    upload = filed(accepted_job(), maker.written(maker.paper()))
    assert (upload.original.name, upload.original_sha256) == ("", "")


def test_the_file_as_it_came_is_downloaded_by_the_office_and_shown_to_nobody() -> None:
    job = accepted_job()
    upload = filed(job, RUNS)
    address = reverse("jobs:upload_original", args=[job.number, upload.pk])
    page = as_("olive").get(reverse("jobs:papers", args=[job.number])).content.decode()
    assert "What it would have run or sent by itself, or opened on a file server, was removed." in page
    assert address in page
    response = as_("olive").get(address)
    assert b"".join(response.streaming_content) == RUNS
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert as_("asa").get(address).status_code in {403, 404}
    whole = filed(job, maker.written(maker.paper()))
    assert as_("olive").get(reverse("jobs:upload_original", args=[job.number, whole.pk])).status_code == 404


def test_pages_are_drawn_once_after_the_act(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(paperwork.tasks.draw_upload, "apply_async", lambda args, kwargs: rung.extend(args))
    job = accepted_job()
    with django_capture_on_commit_callbacks(execute=True):
        upload = filed_upload(job, pages=3)
    assert rung == [upload.pk]
    assert [page.number for page in UploadPage.objects.of(job)] == [1]
    page_pictures.draw_upload(upload.pk)
    pages = list(UploadPage.objects.of(job))
    assert [page.number for page in pages] == [1, 2, 3]
    for page in pages:
        assert hashlib.sha256(stored(page.picture.name)).hexdigest() == page.sha256
    page_pictures.draw_upload(upload.pk)
    assert list(UploadPage.objects.of(job)) == pages


def test_a_package_places_the_pages_that_were_drawn_when_they_were_filed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = accepted_job()
    upload = filed_upload(job, pages=2)
    page_pictures.draw_upload(upload.pk)
    monkeypatch.setattr(page_pictures, "draw_pages", None)  # drawing again would fail
    document = issued_package(job, photo_count=0, permit_pages=0, uploads=[upload])
    rendering.render_document(document.pk)
    document.refresh_from_db()
    assert document.status == "ready", document.error
    assert "page 2 of 2" in text_of(document)


def test_a_package_draws_what_was_not_drawn_and_keeps_it() -> None:
    job = accepted_job()
    document = package_with(job, maker.written(maker.paper(2)))
    assert document.status == "ready", document.error
    assert UploadPage.objects.of(job).count() == 2


def test_a_package_keeps_its_lease_and_each_page_while_pages_are_slow_to_draw(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(leases, "RENEWED_EVERY_SECONDS", 0)
    job, pages = accepted_job(), 4
    upload = filed(job, maker.written(maker.paper(pages)))
    document = issued_package(job, photo_count=0, permit_pages=0, uploads=[upload])
    a_while = timedelta(seconds=settings.PAPER_LEASE_SECONDS - 1)
    kept: list[int] = []

    def slowly(*asked: Any) -> Iterator[DrawnPage]:
        with time_machine.travel(timezone.now(), tick=False) as clock:
            for page in draw_pages(*asked):
                clock.shift(a_while)
                assert leases.take(Document, document.pk) is None, "another worker would take the paper"
                kept.append(UploadPage.objects.count())
                yield page

    monkeypatch.setattr(page_pictures, "draw_pages", slowly)
    rendering.render_document(document.pk)
    document.refresh_from_db()
    assert (document.status, document.attempts) == ("ready", 1), document.error
    assert kept == [1, 2, 3], "what was drawn is kept at once"


def test_a_picture_that_is_lost_is_drawn_again() -> None:
    job = accepted_job()
    upload = filed_upload(job, pages=1)
    page_pictures.draw_upload(upload.pk)
    default_storage.delete(UploadPage.objects.get().picture.name)
    document = issued_package(job, photo_count=0, permit_pages=0, uploads=[upload])
    rendering.render_document(document.pk)
    document.refresh_from_db()
    assert document.status == "ready", document.error


def test_the_worker_that_was_slower_leaves_no_second_picture() -> None:
    job = accepted_job()
    upload = filed_upload(job, pages=1)
    page = UploadPage.objects.get()
    with upload.file.open("rb") as file:
        page_pictures.keep_pages(upload, dict(enumerate(draw_pages(file, PDF, [1]), start=1)))
    folder, _, name = page.picture.name.rpartition("/")
    assert default_storage.listdir(folder)[1] == [name]


def test_a_page_that_cannot_be_drawn_is_attached_and_the_package_says_so() -> None:
    job = accepted_job()
    document = package_with(job, ONE_PAGE_MISSING)
    assert document.status == "ready", document.error
    text = text_of(document)
    assert "page 2 of 3 Attached, not shown. This page cannot be read." in text
    assert "page 3 of 3" in text
    page = as_("olive").get(reverse("jobs:papers", args=[job.number])).content.decode()
    assert "1 page attached to a package, not shown. This page cannot be read." in " ".join(page.split())


def test_a_page_that_costs_too_much_is_attached_and_the_package_is_made() -> None:
    """Half a megabyte whose content unpacks to 280: no worker could ever make its package."""
    drawing = packed(280, b"0 0 m 9 9 l S " * 70_000)
    document = package_with(accepted_job(), hostile.one_page(hostile.stream(drawing, packed_before=1)))
    assert document.status == "ready", document.error
    assert f"page 1 of 1 Attached, not shown. {TOO_MUCH_FOR_A_PAGE}" in text_of(document)
    assert (
        TOO_MUCH_FOR_A_PAGE
        in as_("olive").get(reverse("jobs:papers", args=[document.job.number])).content.decode()
    )


def test_a_file_that_no_longer_opens_is_attached_and_the_package_is_made() -> None:
    """One filed before files were checked as they are today."""
    job = accepted_job()
    upload = filed_upload(job, pages=1)
    broken = b"%PDF-1.7 and nothing after it"
    with default_storage.open(upload.file.name, "wb") as file:
        file.write(broken)
    Upload.objects.filter(pk=upload.pk).update(sha256=hashlib.sha256(broken).hexdigest())
    UploadPage.objects.filter(upload=upload).delete()
    document = issued_package(job, photo_count=0, permit_pages=0, uploads=Upload.objects.of(job))
    rendering.render_document(document.pk)
    document.refresh_from_db()
    assert document.status == "ready", document.error
    assert "Attached, not shown. This file cannot be opened." in text_of(document)
    attachments = PdfReader(io.BytesIO(content_of(document))).attachments
    assert attachments == {"01-permit.pdf": [broken]}


@pytest.mark.parametrize("content", maker.DAMAGED.values(), ids=maker.DAMAGED)
def test_a_damaged_paper_stands_in_the_package_as_pages(content: bytes) -> None:
    document = package_with(accepted_job(), content)
    assert document.status == "ready", document.error
    assert "page 1 of 1" in text_of(document)
    assert "not shown" not in text_of(document)
