"""Papers, uploads and photos of many jobs at once, which share one small PDF and one picture."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from jobs.models import Document, DocumentStatus, Photo, PhotoSlot, Upload
from jobs.road.paper_kinds import PAPERS, PaperKind, UploadKind
from kilowire.demo import pictures
from kilowire.demo.bulk_jacket import Directory, Written, noon
from kilowire.demo.bulk_plans import M
from kilowire.demo.sheets import sheet
from kilowire.floor.days import spoken_day

PLACE, PICTURE = "demo/paper.pdf", "demo/photo.jpg"
PAPER_OF: tuple[tuple[M, PaperKind], ...] = (
    (M.SURVEYED, PaperKind.SURVEY_REPORT),
    (M.ELIGIBLE, PaperKind.ELIGIBILITY_REPORT),
    (M.AGREED, PaperKind.AGREEMENT_SUMMARY),
    (M.PERMIT_ISSUED, PaperKind.PERMIT_RECORD),
    (M.UTILITY_SUBMITTED, PaperKind.UTILITY_APPLICATION),
    (M.CIRCUIT_INSTALLED, PaperKind.INSTALLATION_RECORD),
    (M.ADAPTER_SET, PaperKind.VISIT_RECORD),
    (M.INSPECTION_PASSED, PaperKind.INSPECTION_RECORD),
    (M.COMMISSIONED, PaperKind.COMMISSIONING_RECORD),
    (M.COMMISSIONED, PaperKind.WARRANTY_CERTIFICATE),
    (M.CLOSED_OUT, PaperKind.CLOSE_OUT_PACKAGE),
)
UPLOAD_OF: tuple[tuple[M, UploadKind], ...] = (
    (M.PERMIT_ISSUED, UploadKind.PERMIT),
    (M.UTILITY_SUBMITTED, UploadKind.FEE_RECEIPT),
    (M.INSPECTION_PASSED, UploadKind.INSPECTION_CARD),
)
PHOTOS_OF: tuple[tuple[M, tuple[PhotoSlot, ...]], ...] = (
    (
        M.SURVEYED,
        (
            PhotoSlot.METER_FACE, PhotoSlot.SEAL, PhotoSlot.SOCKET_RING, PhotoSlot.PANEL_LABEL,
            PhotoSlot.PANEL_OPEN, PhotoSlot.MAIN_BREAKER, PhotoSlot.METER_AREA, PhotoSlot.CHARGER_LOCATION,
        ),
    ),
    (
        M.CIRCUIT_INSTALLED,
        (PhotoSlot.CONDUIT_AS_BUILT, PhotoSlot.CHARGER_INSTALLED, PhotoSlot.CIRCUIT_LOCKED),
    ),
    (M.ADAPTER_SET, (PhotoSlot.ADAPTER_SET, PhotoSlot.SEAL_AFTER)),
)  # fmt: skip
Uploads = dict[tuple[int, UploadKind], Upload]


@dataclass(frozen=True)
class SharedFile:
    """The file of every paper and upload, so that each row has a file with its SHA-256."""

    name: str
    sha256: str
    size: int


def shared_file() -> SharedFile:
    """Store the PDF, once."""
    rows = [("For", "measuring many jobs")]
    return _stored(PLACE, sheet("paper", title="Demonstration paper", issuer="KiloWire", rows=rows))


def shared_picture() -> SharedFile:
    """Store the picture, once."""
    return _stored(PICTURE, pictures.photo(PhotoSlot.METER_FACE))


def _stored(place: str, file: ContentFile[bytes]) -> SharedFile:
    file.seek(0)
    content = file.read()
    name = default_storage.save(place, ContentFile(content))
    return SharedFile(name, hashlib.sha256(content).hexdigest(), len(content))


def write_photos(batch: list[Written], known: Directory, shared: SharedFile) -> None:
    """Write the photos of what each job has reached, accepted by the office; all show the same picture."""
    width, height = pictures.KEPT
    Photo.objects.bulk_create(
        Photo(
            job_id=each.job.pk, slot=slot, original=shared.name, print_copy=shared.name,
            thumbnail=shared.name, content_type="image/jpeg", sha256=shared.sha256,
            print_sha256=shared.sha256, size=shared.size, width=width, height=height, taken_at=noon(on),
            taken_by=known.cast.field, accepted_on=on, judged_by=known.cast.office,
        )
        for each in batch
        for milestone, slots in PHOTOS_OF
        if (on := each.day(milestone))
        for slot in slots
    )  # fmt: skip


def write_uploads(batch: list[Written], known: Directory, shared: SharedFile) -> Uploads:
    """Write the uploads from city and utility, and return them by job and kind."""
    made = Upload.objects.bulk_create(
        Upload(
            job_id=each.job.pk, kind=kind, original_name=f"{kind.value}.pdf", file=shared.name,
            content_type="application/pdf", sha256=shared.sha256, size=shared.size,
            filed_by=known.cast.office,
        )
        for each in batch
        for milestone, kind in UPLOAD_OF
        if each.day(milestone)
    )  # fmt: skip
    return {(upload.job_id, UploadKind(upload.kind)): upload for upload in made}


def write_documents(batch: list[Written], known: Directory, shared: SharedFile) -> None:
    """Write the papers that we issued, already rendered."""
    Document.objects.bulk_create(document for each in batch for document in _documents(each, known, shared))


def _documents(each: Written, known: Directory, shared: SharedFile) -> Iterator[Document]:
    for milestone, kind in PAPER_OF:
        on = each.day(milestone)
        if on is None:
            continue
        yield Document(
            job_id=each.job.pk,
            kind=kind.value,
            context=_context(each, kind, on),
            issued_on=on,
            issued_by_id=known.cast.office.pk,
            status=DocumentStatus.READY,
            steps=1,
            steps_done=1,
            due_at=noon(on),
            ready_at=noon(on),
            file=shared.name,
            sha256=shared.sha256,
            size=shared.size,
        )


def _context(each: Written, kind: PaperKind, on: date) -> dict[str, Any]:
    return {
        "job": {"number": each.job.number, "homeowner": each.house.name},
        "issued_on": spoken_day(on),
        "summary": f"{PAPERS[kind].title} of {spoken_day(on)}.",
        "sections": [],
    }
