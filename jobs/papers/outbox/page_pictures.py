"""Keeps the pages of an upload as pictures: drawn once when it is filed, or else when a package needs them.

The pictures are files beside the upload. They are derived from it, so one that is lost is drawn again.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from jobs.models import Upload, UploadPage
from jobs.papers.outbox.frozen_files import CannotBeMade, Frozen, read
from kilowire.floor.files.drawing import DrawnPage, draw_pages
from kilowire.floor.locks import locked


def draw_upload(pk: int) -> None:
    """Draw the pages of this upload and keep the pictures, unless they are kept already or it is gone."""
    upload = Upload.objects.filter(pk=pk, drawn_pages=None).first()
    if upload:
        with upload.file.open("rb") as file:
            _keep(upload, draw_pages(file.read(), upload.content_type))


def pages_of(frozen: Frozen, content: bytes) -> tuple[DrawnPage, ...]:
    """Return the pages of an upload named in a paper, whose file is ``content``."""
    upload = Upload.objects.filter(pk=frozen["id"], sha256=frozen["sha256"]).first()
    kept = list(UploadPage.objects.filter(upload=upload)) if upload else []
    try:
        if kept:
            return tuple(_kept_page(page) for page in kept)
    except CannotBeMade:
        return draw_pages(content, frozen["content_type"])
    drawn = draw_pages(content, frozen["content_type"])
    if upload:
        _keep(upload, drawn)
    return drawn


def _kept_page(page: UploadPage) -> DrawnPage:
    if page.not_shown_because:
        return DrawnPage(b"", page.not_shown_because)
    return DrawnPage(read({"path": page.picture.name, "sha256": page.sha256}))


def _keep(upload: Upload, drawn: tuple[DrawnPage, ...]) -> None:
    """Store the pictures and write their rows; another worker that was faster keeps its own."""
    folder = PurePosixPath(str(upload.file)).with_suffix("")
    rows = [
        _row(upload, number, page, f"{folder}-pages/{number:02}.jpg")
        for number, page in enumerate(drawn, start=1)
    ]
    with transaction.atomic():
        locked(upload)
        is_first = not UploadPage.objects.filter(upload=upload).exists()
        if is_first:
            UploadPage.objects.bulk_create(rows)
    if not is_first:
        for row in rows:
            if row.picture:
                default_storage.delete(str(row.picture))


def _row(upload: Upload, number: int, page: DrawnPage, name: str) -> UploadPage:
    if page.not_shown:
        return UploadPage(upload=upload, number=number, not_shown_because=page.not_shown)
    return UploadPage(
        upload=upload,
        number=number,
        picture=default_storage.save(name, ContentFile(page.picture)),
        sha256=hashlib.sha256(page.picture).hexdigest(),
    )
