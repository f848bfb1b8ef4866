"""Papers and uploads of a job: issue a paper, make it again, withdraw papers, file an upload."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import (
    Document,
    DocumentStatus,
    EventKind,
    Job,
    Language,
    PersonRole,
    RoleOnJob,
    Upload,
)
from jobs.papers import tasks
from jobs.papers.outbox.page_pictures import keep_pages
from jobs.papers.services.filing import TakenIn, store_files, taken_in
from jobs.papers.services.freezing import with_frozen_files
from jobs.road.paper_kinds import PAPERS, UPLOAD_LABELS
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User


@transaction.atomic
def issue_document(
    *,
    job: Job,
    kind: str,
    context: dict[str, Any],
    by: User,
    on: date | None = None,
    language: str = "",
) -> Document:
    """Issue a paper, queue its rendering, and supersede the paper of its kind that is in force.

    ``context`` holds plain, formatted values; it is stored as JSON and is all that the template sees. ``on``
    is today by default. A homeowner's paper is in the owner's language unless ``language`` says otherwise.
    """
    now = timezone.now()
    job, on = locked(job), on or timezone.localdate(now)
    document = Document.objects.create(
        job=job,
        kind=kind,
        context=with_frozen_files(job, context),
        language=language or _language_of(job, kind),
        issued_on=on,
        issued_by=by,
        supersedes=_superseded(job, kind, on),
        due_at=now,
        rung_at=now,
    )
    history.record(
        job=job,
        kind=EventKind.ISSUED,
        sentence=f"{document.title} issued",
        on=on,
        by=by,
        after={"document": document.pk},
    )
    tasks.render_document.delay_on_commit(document.pk)
    return document


def _superseded(job: Job, kind: str, on: date) -> Document | None:
    """Return the last paper of this kind, superseded on this day if it was in force."""
    earlier = Document.objects.of(job).of_kind(kind).filter(successor=None).first()
    if earlier and earlier.in_force:
        earlier.superseded_on = on
        earlier.save(update_fields=["superseded_on"])
    return earlier


def _language_of(job: Job, kind: str) -> str:
    owner = RoleOnJob.objects.of(job).filter(role=PersonRole.OWNER).select_related("person").first()
    return owner.person.language if owner and PAPERS[kind].for_homeowner else Language.ENGLISH


@transaction.atomic
def make_again(*, document: Document, by: User) -> Document:
    """Queue a failed paper again with the same frozen context; any other paper is ``Refused``."""
    locked(document.job)
    document = locked(document)
    if document.status != DocumentStatus.FAILED:
        raise Refused(
            f"This paper is {document.get_status_display().lower()}; only one that failed is made again."
        )
    document.status, document.attempts, document.error = DocumentStatus.WAITING, 0, ""
    document.due_at = document.rung_at = timezone.now()
    document.save(update_fields=["status", "attempts", "error", "due_at", "rung_at"])
    tasks.render_document.delay_on_commit(document.pk)
    return document


def end_papers_resting_on(
    *, job: Job, milestone: Milestone, because: str, by: User, on: date | None = None
) -> None:
    """Withdraw the papers in force that rest on an undone milestone. The caller has locked the job."""
    kinds = [kind for kind, paper in PAPERS.items() if milestone in paper.rests_on]
    for document in Document.objects.of(job).in_force().filter(kind__in=kinds):
        end_paper(document=document, because=because, by=by, on=on)


def end_paper(*, document: Document, because: str, by: User, on: date | None = None) -> None:
    """Withdraw a paper of ours that is in force. The caller has locked the job."""
    document.withdrawn_on, document.withdrawn_by = on or timezone.localdate(), by
    document.withdrawn_because = because[:400]
    document.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_because"])
    history.record(
        job=document.job,
        kind=EventKind.PAPER_ENDED,
        sentence=f"{document.title} no longer holds",
        because=because,
        on=on,
        by=by,
        before={"document": document.pk},
    )


@transaction.atomic
def end_uploads(
    *, job: Job, uploads: Iterable[Upload | None], because: str, by: User, on: date | None = None
) -> None:
    """Mark uploads as no longer holding, for a written reason: they stay on file and say so.

    None and those that are marked already are passed over.
    """
    job, on = locked(job), on or timezone.localdate()
    for upload in uploads:
        if upload is None or upload.no_longer_holds_on:
            continue
        upload.no_longer_holds_on, upload.no_longer_holds_because = on, because.strip()[:400]
        upload.save(update_fields=["no_longer_holds_on", "no_longer_holds_because"])
        history.record(
            job=job,
            kind=EventKind.PAPER_ENDED,
            sentence=f"{upload} no longer holds",
            because=because,
            on=on,
            by=by,
            before={"upload": upload.pk},
        )


def file_upload(
    *,
    job: Job,
    kind: str,
    file: File[bytes],
    by: User | None,
    label: str = "",
    by_person: str = "",
    on: date | None = None,
) -> Upload:
    """File an upload with its first page, and queue drawing the others; ``Refused`` where it cannot be.

    A PDF that was damaged or had a script is filed as a copy without them, beside the file as it came. The
    file is checked before the transaction, so that no lock is held while it is read. ``on`` is the day of the
    act that it came with, by default today; ``by_person`` names a person of the job who sent it.
    """
    taken = taken_in(kind, file, label=label, by=by)
    return _store(taken, job, file, by_person, on)


@transaction.atomic
def _store(taken: TakenIn, job: Job, file: File[bytes], by_person: str, on: date | None) -> Upload:
    upload = taken.upload
    upload.job = locked(job)
    store_files(taken, file)
    upload.save(force_insert=True)
    if taken.first_page:
        keep_pages(upload, {1: taken.first_page})
    history.record(
        job=upload.job,
        kind=EventKind.FILED,
        sentence=f"{upload} filed",
        on=on,
        by=upload.filed_by,
        by_person=by_person,
        after={"upload": upload.pk, "kind": UPLOAD_LABELS[upload.kind], "sha256": upload.sha256},
    )
    if upload.pages > 1:
        tasks.draw_upload.delay_on_commit(upload.pk)
    return upload
