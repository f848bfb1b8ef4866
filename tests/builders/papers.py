"""Papers, photos and uploads of a job, issued and filed through the real services."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from jobs.closeout.package import compose
from jobs.models import Document, Job, Photo, PhotoSlot, Upload
from jobs.papers.services import paperwork
from jobs.papers.services.freezing import frozen_paper, frozen_photo, frozen_upload
from jobs.papers.services.letterhead import letterhead
from jobs.photos.services import photos
from jobs.road.paper_kinds import PaperKind, UploadKind
from tests.builders.cast import someone
from tests.builders.jobs import company, days_ago
from tests.kilowire.pdf_maker import paper, written

SLOTS = (
    PhotoSlot.METER_FACE,
    PhotoSlot.SEAL,
    PhotoSlot.PANEL_LABEL,
    PhotoSlot.MAIN_BREAKER,
    PhotoSlot.CONDUIT_AS_BUILT,
    PhotoSlot.CHARGER_INSTALLED,
    PhotoSlot.CIRCUIT_LOCKED,
    PhotoSlot.ADAPTER_UNBOXED,
    PhotoSlot.ADAPTER_STAGED,
    PhotoSlot.ADAPTER_SET,
    PhotoSlot.SEAL_AFTER,
    PhotoSlot.OTHER,
)


def jpeg(number: int = 1, size: tuple[int, int] = (1600, 1200)) -> ContentFile[bytes]:
    """A photo that is like no other number's."""
    picture, file = Image.new("RGB", size, (90 + number * 9 % 120, 130, 150)), BytesIO()
    ImageDraw.Draw(picture).rectangle(
        (size[0] // 4, size[1] // 4, size[0] // 2 + number, size[1] // 2), "white"
    )
    picture.save(file, "JPEG", quality=85)
    return ContentFile(file.getvalue(), name=f"IMG_{number:04}.jpg")


def pdf(pages: int = 2) -> ContentFile[bytes]:
    return ContentFile(written(paper(pages)), name="permit.pdf")


def filed_photo(job: Job, slot: str = PhotoSlot.METER_FACE, number: int = 1, **new: Any) -> Photo:
    return photos.file_photo(
        job=job, slot=slot, file=new.pop("file", None) or jpeg(number), by=someone("asa"), **new
    )


def filed_upload(job: Job, kind: str = UploadKind.PERMIT, pages: int = 2) -> Upload:
    return paperwork.file_upload(job=job, kind=kind, file=pdf(pages), by=someone("olive"))


def issued_paper(job: Job, kind: str = PaperKind.PERMIT_RECORD, **new: Any) -> Document:
    """A record with one section."""
    company()
    on = new.pop("on", days_ago(3))
    section = {"title": "Permit", "rows": [["Number", "E-2026-123"], ["Issued on", "November 2, 2026"]]}
    context = {
        **letterhead(job, on),
        "summary": "The city issued permit E-2026-123.",
        "sections": new.pop("sections", [section]),
    }
    return paperwork.issue_document(job=job, kind=kind, context=context, by=someone("olive"), on=on, **new)


def issued_package(
    job: Job, photo_count: int = 3, permit_pages: int = 2, uploads: Iterable[Upload] = (), **new: Any
) -> Document:
    """A package of two papers, some photos, the city's permit and what else was filed."""
    shown = [filed_photo(job, SLOTS[n % len(SLOTS)], n) for n in range(photo_count)]
    in_paper = [str(photo.pk) for photo in shown[:2]]
    papers = [
        issued_paper(job),
        issued_paper(
            job,
            PaperKind.INSTALLATION_RECORD,
            sections=[{"title": "Circuit", "rows": [["Circuit", "60 A"]], "photos": in_paper}],
        ),
    ]
    permit = [filed_upload(job, pages=permit_pages)] if permit_pages else []
    context = compose(
        letterhead(job, days_ago(1)),
        papers=[frozen_paper(document) for document in papers],
        uploads=[frozen_upload(upload) for upload in (*permit, *uploads)],
        photos=[frozen_photo(photo) for photo in shown],
    )
    return paperwork.issue_document(
        job=job, kind=PaperKind.CLOSE_OUT_PACKAGE, context=context, by=someone("olive"), on=days_ago(1), **new
    )
