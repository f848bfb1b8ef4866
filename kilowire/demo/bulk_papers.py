"""Papers and uploads of many jobs at once, which all share one small file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.storage import default_storage

from jobs.models import Document, DocumentStatus, Upload
from jobs.road.paper_kinds import PAPERS, PaperKind, UploadKind
from kilowire.demo.bulk_jacket import Directory, Written, noon
from kilowire.demo.bulk_plans import M
from kilowire.demo.sheets import sheet
from kilowire.floor.days import spoken_day

PLACE = "demo/paper.pdf"
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
Uploads = dict[tuple[int, UploadKind], Upload]


@dataclass(frozen=True)
class SharedFile:
    """The file of every paper and upload, so that each row has a file with its SHA-256."""

    name: str
    sha256: str
    size: int


def shared_file() -> SharedFile:
    """Store the file, once."""
    file = sheet(
        "paper", title="Demonstration paper", issuer="KiloWire", rows=[("For", "measuring many jobs")]
    )
    content = file.read()
    file.seek(0)
    name = default_storage.save(PLACE, file)
    return SharedFile(name, hashlib.sha256(content).hexdigest(), len(content))


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
