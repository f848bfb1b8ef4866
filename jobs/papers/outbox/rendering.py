"""Renders a paper from its row: template and frozen context become a stored PDF with its SHA-256.

Nothing is rendered inside a transaction. The file is stored under the name of its lease before the row is
marked ready, so nobody reads half a paper and no two workers write the same file.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
from datetime import UTC, datetime, time
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.utils import timezone

from jobs.models import Document, DocumentStatus, Notice
from jobs.models.notice import NOT_YET
from jobs.outbox.leases import WAITING, Lease, LeaseLost, take, take_latest
from jobs.papers.outbox.frozen_files import CannotBeMade
from jobs.papers.outbox.paper_html import PaperSource, lay_out
from kilowire.floor.pdf import PaperIncomplete, PdfEngineMissing, render_pdf
from kilowire.floor.sandbox.slots import Busy

logger = logging.getLogger(__name__)
NOON = time(12, tzinfo=UTC)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
DISK_FULL = "The disk is full; the paper waits until there is room."
OTHERS_FIRST = "The pages of other files are being drawn; the paper waits until they are done."
NO_MEMORY = "The machine had too little memory for this paper; make it again when less is going on."
NO_ACCESS = "The folder of files could not be read or written; have its permissions looked at."
NO_TEMPLATE = "The template of this paper is missing or faulty; tell whoever looks after KiloWire."
FAULT = "KiloWire itself failed at this paper; tell whoever looks after it: the worker's log has the details."


def render_document(pk: int) -> None:
    """Make the paper of this row if it is due and no other worker has it; an error is written to the row."""
    if lease := take(Document, pk):
        _make_or_say_why_not(lease)


def render_latest() -> None:
    """Make the due paper that was asked for last, as somebody waits for it; the others have messages too."""
    if lease := take_latest(Document):
        _make_or_say_why_not(lease)


def _make_or_say_why_not(lease: Lease) -> None:
    pk = lease.pk
    try:
        _make(Document.objects.select_related("job").get(pk=pk), lease)
    except LeaseLost:
        logger.warning("Paper %s was taken over by another worker", pk)
    except PdfEngineMissing as missing:
        lease.wait(str(missing))
    except Busy:
        lease.wait(OTHERS_FIRST)
    except (CannotBeMade, PaperIncomplete) as final:
        lease.fail(str(final))
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno in NO_ROOM:
            lease.wait(DISK_FULL)
            return
        logger.exception("Paper %s could not be made", pk)
        lease.try_again(_in_words(fault))


def _in_words(fault: Exception) -> str:
    """Return the cause of a failure as the office reads it."""
    match fault:
        case MemoryError():
            return NO_MEMORY
        case OSError():
            return NO_ACCESS
        case TemplateDoesNotExist() | TemplateSyntaxError():
            return NO_TEMPLATE
    return FAULT


def _make(document: Document, lease: Lease) -> None:
    paper = lay_out(document, lambda done, steps: lease.renew(steps_done=done, steps=steps))
    content = render_pdf(
        paper.html,
        made_at=datetime.combine(document.issued_on, NOON),
        files=paper.files,
        attachments=paper.attachments,
        on_step=lease.renew,
    )
    name = _store(document, lease, content)
    if _finish(document, lease, paper, name, content):
        _delete_leftovers(document, keep=name)
    else:
        default_storage.delete(name)


def _store(document: Document, lease: Lease, content: bytes) -> str:
    """Write the file under the lease's name and wait until it is on disk."""
    name = default_storage.save(f"{_stem(document)}{lease.token.hex}.pdf", ContentFile(content))
    with default_storage.open(name, "rb+") as file:
        os.fsync(file.fileno())
    return name


def _finish(document: Document, lease: Lease, paper: PaperSource, name: str, content: bytes) -> bool:
    """Mark the row ready and make the notices about this paper due; return False if the lease was lost."""
    now = timezone.now()
    with transaction.atomic():
        ours = lease.finish(
            status=DocumentStatus.READY,
            file=name,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            ready_at=now,
            steps=paper.steps,
            steps_done=paper.steps,
        )
        if ours:
            Notice.objects.filter(document=document, status=WAITING, due_at=NOT_YET).update(due_at=now)
    return ours


def _delete_leftovers(document: Document, keep: str) -> None:
    """Delete files of this paper left by workers that were killed between storing and finishing."""
    folder, stem = str(PurePosixPath(_stem(document)).parent), PurePosixPath(_stem(document)).name
    for name in default_storage.listdir(folder)[1]:
        if name.startswith(stem) and name != PurePosixPath(keep).name:
            default_storage.delete(f"{folder}/{name}")


def _stem(document: Document) -> str:
    return f"{document.job.number}/papers/{document.kind}-{document.pk}-"
