"""What leaves the building: each row is one worker's, and nothing is lost, doubled or half done."""

from __future__ import annotations

import errno
import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.template import TemplateDoesNotExist
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from jobs.models import Document, DocumentStatus, Job, Photo
from jobs.outbox import leases
from jobs.outbox.leases import LeaseLost, take
from jobs.papers.outbox import rendering
from jobs.papers.services import paperwork
from jobs.templatetags.papers import frozen_day
from kilowire.floor import pdf
from kilowire.floor.pdf import render_pdf
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job
from tests.builders.papers import filed_photo, issued_package, issued_paper

pytestmark = pytest.mark.django_db


def made(document: Document) -> Document:
    rendering.render_document(document.pk)
    document.refresh_from_db()
    return document


def content_of(document: Document) -> bytes:
    with document.file.open("rb") as file:
        content: bytes = file.read()
    return content


def text_of(document: Document) -> str:
    pages = PdfReader(io.BytesIO(content_of(document))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def files_of(job: Job) -> list[str]:
    return sorted(default_storage.listdir(f"{job.number}/papers")[1])


def let_the_lease_run_out(document: Document) -> None:
    past = timezone.now() - timedelta(seconds=1)
    Document.objects.filter(pk=document.pk).update(lease_until=past, due_at=past)


def come_due(document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(due_at=timezone.now())


def test_a_paper_is_made_once_with_its_hash_and_size() -> None:
    document = made(issued_paper(accepted_job()))
    content = content_of(document)
    assert (document.status, document.error, document.lease) == ("ready", "", None)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.size, document.attempts) == (len(content), 1)
    assert "E-2026-123" in text_of(document)


def test_a_doubled_message_changes_nothing() -> None:
    document = made(issued_paper(accepted_job()))
    before = Document.objects.filter(pk=document.pk).values().get()
    rendering.render_document(document.pk)
    assert Document.objects.filter(pk=document.pk).values().get() == before
    assert len(files_of(document.job)) == 1


def test_the_same_context_twice_is_the_same_paper() -> None:
    first = made(issued_package(accepted_job(), photo_count=3))
    Document.objects.filter(pk=first.pk).update(
        status="waiting", due_at=timezone.now(), file="", sha256="", size=None, ready_at=None
    )
    second = made(Document.objects.get(pk=first.pk))
    assert (second.sha256, second.status) == (first.sha256, "ready")
    assert second.file.name != first.file.name


def test_two_workers_never_hold_one_row() -> None:
    document = issued_paper(accepted_job())
    assert take(Document, document.pk) is not None
    assert take(Document, document.pk) is None
    assert leases.overdue(Document) == []


def test_a_row_whose_worker_was_killed_falls_due_and_is_made() -> None:
    document = issued_paper(accepted_job())
    take(Document, document.pk)
    let_the_lease_run_out(document)
    assert leases.overdue(Document) == [document.pk]
    document = made(document)
    assert (document.status, document.attempts) == ("ready", 2)


def test_a_worker_that_lost_its_lease_leaves_no_file_and_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    document = issued_paper(accepted_job())
    slow = take(Document, document.pk)
    let_the_lease_run_out(document)
    made(document)
    assert slow is not None
    assert not slow.finish(status=DocumentStatus.READY, file="stolen.pdf", sha256="0" * 64, size=1)
    slow.fail("too late")
    slow.try_again("too late")
    slow.wait("too late")
    document.refresh_from_db()
    assert (document.status, document.error, len(files_of(document.job))) == ("ready", "", 1)


def test_the_slower_of_two_workers_removes_its_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lease runs out before the file is stored, another worker is faster, then the first comes back."""
    document = issued_paper(accepted_job())
    real, overtaken = FileSystemStorage.save, []

    def save_after_being_overtaken(storage: FileSystemStorage, name: str, *args: Any, **kwargs: Any) -> str:
        if not overtaken:
            overtaken.append(name)
            let_the_lease_run_out(document)
            rendering.render_document(document.pk)
        return str(real(storage, name, *args, **kwargs))

    monkeypatch.setattr(FileSystemStorage, "save", save_after_being_overtaken)
    document = made(document)
    assert overtaken
    assert document.status == "ready"
    assert files_of(document.job) == [Path(document.file.name).name]
    assert Path(document.file.name) != Path(overtaken[0])


def test_what_a_killed_worker_left_in_the_folder_is_cleared_away() -> None:
    document = issued_paper(accepted_job())
    left = f"{document.job.number}/papers/{document.kind}-{document.pk}-{uuid4().hex}.pdf"
    default_storage.save(left, ContentFile(b"%PDF-1.7 half a pa"))
    other = made(issued_paper(document.job, "survey_report"))
    document = made(document)
    assert files_of(document.job) == sorted(Path(d.file.name).name for d in (document, other))


def test_progress_extends_the_lease_and_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "RENEWED_EVERY_SECONDS", 0)
    document = issued_paper(accepted_job())
    lease = take(Document, document.pk)
    assert lease is not None
    let_the_lease_run_out(document)
    lease.renew(steps_done=3, steps=14)
    document.refresh_from_db()
    assert (document.steps_done, document.steps, document.due_at) == (3, 14, document.lease_until)
    assert document.lease_until is not None
    assert document.lease_until > timezone.now()
    let_the_lease_run_out(document)
    take(Document, document.pk)
    with pytest.raises(LeaseLost):
        lease.renew(steps_done=4, steps=14)


def test_a_long_paper_keeps_its_lease_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "RENEWED_EVERY_SECONDS", 0)
    section = {"title": "Rows", "rows": [["Row", str(number)] for number in range(300)]}
    document = issued_paper(accepted_job(), sections=[section])
    with CaptureQueriesContext(connection) as asked:
        document = made(document)
    renewals = [query for query in asked if '"lease_until" = ' in query["sql"].split("WHERE")[0]]
    assert len(PdfReader(io.BytesIO(content_of(document))).pages) >= 5
    assert len(renewals) >= 5


def test_a_paper_that_was_taken_over_is_not_rendered_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "RENEWED_EVERY_SECONDS", 0)
    document = issued_paper(accepted_job())
    lease = take(Document, document.pk)
    assert lease is not None
    let_the_lease_run_out(document)
    other = take(Document, document.pk)
    assert other is not None
    with pytest.raises(LeaseLost):
        render_pdf("<p>late</p>", made_at=timezone.now(), on_step=lease.renew)
    document.refresh_from_db()
    assert (document.lease, document.status) == (other.token, "rendering")


def test_a_missing_engine_lets_papers_wait_and_costs_no_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    document = issued_paper(accepted_job())

    def not_there(name: str) -> None:
        raise OSError(f"cannot load library {name}")

    with monkeypatch.context() as without_pango:
        without_pango.setattr(pdf, "import_module", not_there)
        for _ in range(leases.MAX_ATTEMPTS + 1):
            come_due(document)
            document = made(document)
            assert (document.status, document.attempts) == ("waiting", 0)
            assert "libpango" in document.error
            assert document.due_at > timezone.now()
    come_due(document)
    assert made(document).status == "ready"


def test_a_full_disk_delays_a_paper_and_never_loses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    document = issued_paper(accepted_job())

    def no_room(*args: Any, **kwargs: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(FileSystemStorage, "save", no_room)
        for _ in range(leases.MAX_ATTEMPTS + 1):
            come_due(document)
            document = made(document)
            assert (document.status, document.attempts, document.error) == (
                "waiting",
                0,
                "The disk is full; the paper waits until there is room.",
            )
    come_due(document)
    assert (made(document).status, document.error) == ("ready", "")


def test_a_fault_is_tried_again_later_each_time_and_then_said(monkeypatch: pytest.MonkeyPatch) -> None:
    document = issued_paper(accepted_job())

    def fault(*args: Any, **kwargs: Any) -> str:
        raise ZeroDivisionError

    waited = []
    with monkeypatch.context() as broken:
        broken.setattr(FileSystemStorage, "save", fault)
        for _ in range(leases.MAX_ATTEMPTS):
            come_due(document)
            document = made(document)
            waited.append(round((document.due_at - timezone.now()).total_seconds()))
    assert [seconds for seconds in waited if seconds > 0][:4] == list(leases.RETRY_AFTER_SECONDS)
    assert (document.status, document.attempts) == ("failed", leases.MAX_ATTEMPTS)
    assert document.error == rendering.FAULT
    assert leases.overdue(Document) == []
    paperwork.make_again(document=document, by=someone("olive"))
    assert made(document).status == "ready"


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        (MemoryError(), "too little memory"),
        (PermissionError(errno.EACCES, "no"), "folder of files"),
        (TemplateDoesNotExist("documents/fee_record.html"), "template of this paper"),
        (KeyError("sections"), "KiloWire itself failed"),
    ],
)
def test_the_office_reads_the_cause_of_a_failed_paper_in_words(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, cause: str
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise fault

    monkeypatch.setattr(rendering, "lay_out", fail)
    document = issued_paper(accepted_job())
    for _ in range(leases.MAX_ATTEMPTS):
        come_due(document)
        document = made(document)
    client = Client()
    client.force_login(someone("olive"))
    today = client.get(reverse("jobs:today")).content.decode()
    assert document.status == "failed"
    assert cause in document.error
    assert f"Make it again: {document.title}" in today
    assert cause in today
    assert type(fault).__name__ not in today


def test_a_paper_that_kills_every_worker_is_given_up() -> None:
    document = issued_paper(accepted_job())
    for _ in range(leases.MAX_ATTEMPTS):
        assert take(Document, document.pk) is not None
        let_the_lease_run_out(document)
    document = made(document)
    assert (document.status, document.error) == ("failed", leases.STOPPED)


def test_only_a_paper_that_failed_is_made_again() -> None:
    document = made(issued_paper(accepted_job()))
    with pytest.raises(Refused, match="This paper is ready"):
        paperwork.make_again(document=document, by=someone("olive"))


def test_a_photo_that_is_not_the_one_frozen_stops_the_paper_with_a_sentence() -> None:
    job = accepted_job()
    photo = filed_photo(job)
    section = {"title": "Photos", "rows": [], "photos": [str(photo.pk)]}
    document = issued_paper(job, "survey_report", sections=[section])
    with default_storage.open(photo.print_copy.name, "wb") as file:
        file.write(b"\xff\xd8\xff something else")
    document = made(document)
    assert document.status == "failed"
    assert document.error == (
        "Meter face is not the file that this paper was issued with; restore it from a backup."
    )


def test_a_photo_that_is_gone_stops_the_paper_with_a_sentence() -> None:
    job = accepted_job()
    photo = filed_photo(job)
    section = {"title": "Photos", "rows": [], "photos": [str(photo.pk)]}
    document = issued_paper(job, "survey_report", sections=[section])
    default_storage.delete(photo.print_copy.name)
    assert made(document).error == (
        "Meter face is no longer in the folder of files; restore it from a backup."
    )


def test_the_package_shows_and_carries_what_others_made() -> None:
    document = made(issued_package(accepted_job(), photo_count=4, permit_pages=3))
    reader = PdfReader(io.BytesIO(content_of(document)))
    assert list(reader.attachments) == ["01-permit.pdf"]
    attached = reader.attachments["01-permit.pdf"][0]
    upload = document.context["enclosed"][0]
    assert hashlib.sha256(attached).hexdigest() == upload["sha256"]
    text = text_of(document)
    assert all(f"page {n} of 3" in text for n in (1, 2, 3))
    assert "E-2026-123" in text
    assert "60 A" in text
    assert len({image.name for page in reader.pages for image in page.images}) == 4 + 3


def test_the_package_is_the_same_after_the_rows_it_came_from_have_changed() -> None:
    document = made(issued_package(accepted_job(), photo_count=3))
    job = document.job
    Photo.objects.of(job).update(caption="changed", slot="other", print_copy="", print_sha256="0" * 64)
    Document.objects.of(job).exclude(pk=document.pk).update(context={"sections": []})
    Job.objects.filter(pk=job.pk).update(homeowner_name="Somebody Else")
    job.site.street = "1 Other Street"
    job.site.save(update_fields=["street"])
    Document.objects.filter(pk=document.pk).update(status="waiting", due_at=timezone.now())
    assert made(Document.objects.get(pk=document.pk)).sha256 == document.sha256


def test_a_spanish_paper_writes_its_days_in_spanish() -> None:
    document = made(issued_paper(accepted_job(), language="es"))
    assert frozen_day(document.issued_on.isoformat()) not in text_of(document)
    with override("es"):
        assert frozen_day(document.issued_on.isoformat()) in text_of(document)
