"""The worker's part of a paper to sign: prepare what is shown, and seal what was signed, each once.

Nothing is made inside a transaction. Whoever holds the lease at the end writes the result, so a worker
that is killed or slow leaves at most a file that no row names.
"""

from __future__ import annotations

import errno
import hashlib
import logging

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import (
    DocumentStatus,
    EventKind,
    PaperVersion,
    RequestState,
    SignatureMark,
    SignatureRequest,
    Signer,
    Upload,
)
from jobs.notices.kinds import NoticeKind
from jobs.outbox.leases import Lease, LeaseLost, take
from jobs.papers.outbox.frozen_files import CannotBeMade, read
from jobs.signing.outbox.pages import last_page, record_pages
from jobs.signing.services import items, telling
from jobs.signing.services.recording import recorded
from kilowire.floor.files.found import NotTaken
from kilowire.floor.files.opened import joined, open_paper
from kilowire.floor.files.uploads import PDF
from kilowire.floor.locks import locked
from kilowire.floor.pdf import PdfEngineMissing
from kilowire.floor.sandbox.slots import Busy
from kilowire.floor.sealing.sealed import CannotSeal, Sealed, sealed

logger = logging.getLogger(__name__)
DISK_FULL = "The disk is full; the paper waits until there is room."
OTHERS_FIRST = "Other files are being opened; the paper waits until they are done."
FAULT = "KiloWire itself failed at this paper; tell whoever looks after it: the worker's log has the details."
NOT_AS_SEALED = "The sealed paper was not filed as it was sealed; tell whoever looks after KiloWire."


def make(pk: int) -> None:
    """Prepare or seal the paper of this request, if it is due and no other worker has it."""
    if lease := take(SignatureRequest, pk):
        try:
            _make(SignatureRequest.objects.select_related("job", "change_order").get(pk=pk), lease)
        except LeaseLost:
            logger.warning("Paper to sign %s was taken over by another worker", pk)
        except (Busy, PdfEngineMissing) as busy:
            lease.wait(OTHERS_FIRST if isinstance(busy, Busy) else str(busy))
        except CannotBeMade as final:
            lease.fail(str(final))
        except NotTaken as final:
            lease.fail(final.sentence.format(name="The paper", **final.values))
        except CannotSeal as fault:
            lease.try_again(str(fault))
        except Exception as fault:
            if isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT):
                lease.wait(DISK_FULL)
                return
            logger.exception("Paper to sign %s could not be made", pk)
            lease.try_again(FAULT)
        _say_if_failed(pk)


def _make(request: SignatureRequest, lease: Lease) -> None:
    if request.state == RequestState.PREPARING:
        _prepare(request, lease)
    elif request.state == RequestState.SEALING:
        _seal(request, lease)
    else:
        lease.finish(status=DocumentStatus.READY)


def _say_if_failed(pk: int) -> None:
    """Open the office's item where a worker has given up."""
    with transaction.atomic():
        request = SignatureRequest.objects.select_related("job").get(pk=pk)
        if request.status == DocumentStatus.FAILED:
            items.bring_up_to_date(locked(request.job), None)


def _prepare(request: SignatureRequest, lease: Lease) -> None:
    """Put the page with the word behind the paper, and write to whoever signs first."""
    version = (
        PaperVersion.objects.select_related("source", "request__job").filter(request=request).latest("number")
    )
    source = _read(version.source)
    content = joined(source, last_page(request, version))
    name = default_storage.save(
        version.file.field.generate_filename(version, f"{lease.token.hex}.pdf"), ContentFile(content)
    )
    with transaction.atomic():
        request.job = locked(request.job)
        if not lease.finish(status=DocumentStatus.READY, state=RequestState.OUT):
            default_storage.delete(name)
            return
        version.file, version.sha256 = name, hashlib.sha256(content).hexdigest()
        version.save(update_fields=["file", "sha256"])
        request.state = RequestState.OUT
        telling.tell_next(request, None, again=version.number > 1)
        items.bring_up_to_date(request.job, None)


def _seal(request: SignatureRequest, lease: Lease) -> None:
    """Put the signing record behind what was signed, seal the whole, and record what was signed."""
    signers = list(
        Signer.objects.filter(request=request).select_related(
            "person", "version", "code", "link__person", "in_presence_of"
        )
    )
    version = PaperVersion.objects.select_related("request__job").filter(request=request).latest("number")
    shown = read({"title": str(request), "path": version.file.name, "sha256": version.sha256})
    marks = list(SignatureMark.objects.filter(version=version).select_related("signer"))
    whole = joined(shown, record_pages(request, version, signers, marks))
    lease.renew()
    result = sealed(whole, reason=f"{request.job.number}: {request.get_paper_display()}")
    lease.renew()
    file = File(ContentFile(result.content), name="signed.pdf")
    open_paper(file, PDF)  # before the transaction, so that no lock is held while it is read
    with transaction.atomic():
        request.job = locked(request.job)
        upload, not_recorded = recorded(request, signers, marks, file)
        if upload.sha256 != hashlib.sha256(result.content).hexdigest():
            raise CannotBeMade(NOT_AS_SEALED)
        _finish(request, lease, result, upload, not_recorded)


def _finish(
    request: SignatureRequest, lease: Lease, result: Sealed, upload: Upload, not_recorded: str
) -> None:
    done = lease.finish(
        status=DocumentStatus.READY,
        state=RequestState.DONE,
        ended_at=timezone.now(),
        result=upload,
        sealed_sha256=upload.sha256,
        sealed_with=result.fingerprint,
        not_recorded_because=not_recorded[:400],
        noted_at=None if not_recorded else timezone.now(),
    )
    if not done:
        raise LeaseLost  # and what was recorded is rolled back
    request.state = RequestState.DONE
    history.record(
        job=request.job,
        kind=EventKind.SIGNED,
        sentence=f"{request}: sealed",
        by=None,
        after={"signature_request": request.pk, "upload": upload.pk, "sha256": upload.sha256},
    )
    telling.tell_all(request, NoticeKind.PAPER_SIGNED, None)
    items.bring_up_to_date(request.job, None)


def _read(upload: Upload) -> bytes:
    return read({"title": str(upload), "path": upload.file.name, "sha256": upload.sha256})
