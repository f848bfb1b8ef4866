"""Keeps the pages of an upload as pictures: the first drawn when it is filed, the others soon after.

A package draws what is missing. The pictures are files beside the upload; one that is lost is drawn again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from jobs.models import Upload, UploadPage
from jobs.papers.outbox.frozen_files import CannotBeMade, Frozen, read
from kilowire.floor.files.found import PAGES_SHOWN, DrawnPage
from kilowire.floor.files.opened import draw_pages
from kilowire.floor.locks import locked


def draw_upload(pk: int) -> None:
    """Draw the pages of this upload that are not kept yet, unless it is gone."""
    upload = Upload.objects.filter(pk=pk).first()
    if upload:
        kept = set(UploadPage.objects.filter(upload=upload).values_list("number", flat=True))
        missing = [number for number in _shown(upload.pages) if number not in kept]
        if missing:
            with upload.file.open("rb") as file:
                for number, page in zip(missing, draw_pages(file, upload.content_type, missing), strict=True):
                    keep_pages(upload, {number: page})


def pages_of(frozen: Frozen, content: bytes, each_page: Callable[[], None]) -> tuple[DrawnPage, ...]:
    """Return the pages of an upload named in a paper, whose file is ``content``.

    What is missing is drawn, kept page by page, and ``each_page`` called in between, since it takes long.
    """
    upload = Upload.objects.filter(pk=frozen["id"], sha256=frozen["sha256"]).first()
    kept = {page.number: page for page in UploadPage.objects.filter(upload=upload)} if upload else {}
    pages = {number: page for number, row in kept.items() if (page := _kept_page(row))}
    missing = [number for number in _shown(frozen["pages"]) if number not in pages]
    if missing:
        asked = draw_pages(BytesIO(content), frozen["content_type"], missing)
        for number, page in zip(missing, asked, strict=True):
            if upload and number not in kept:
                keep_pages(upload, {number: page})
            pages[number] = page
            each_page()
    return tuple(pages[number] for number in sorted(pages))


def keep_pages(upload: Upload, drawn: Mapping[int, DrawnPage]) -> None:
    """Store these pages of an upload; another worker that was faster keeps its own."""
    folder = PurePosixPath(str(upload.file)).with_suffix("")
    rows = [_row(upload, number, page, f"{folder}-pages/{number:02}.jpg") for number, page in drawn.items()]
    with transaction.atomic():
        locked(upload)
        there = set(UploadPage.objects.filter(upload=upload).values_list("number", flat=True))
        UploadPage.objects.bulk_create([row for row in rows if row.number not in there])
    for row in rows:
        if row.number in there and row.picture:
            default_storage.delete(str(row.picture))


def _shown(pages: int) -> range:
    return range(1, min(pages, PAGES_SHOWN) + 1)


def _kept_page(page: UploadPage) -> DrawnPage | None:
    """Return the page that is kept; None where its picture is lost."""
    if page.not_shown_because:
        return DrawnPage(b"", page.not_shown_because)
    try:
        return DrawnPage(read({"path": page.picture.name, "sha256": page.sha256}))
    except CannotBeMade:
        return None


def _row(upload: Upload, number: int, page: DrawnPage, name: str) -> UploadPage:
    if page.not_shown:
        return UploadPage(upload=upload, number=number, not_shown_because=page.not_shown)
    return UploadPage(
        upload=upload,
        number=number,
        picture=default_storage.save(name, ContentFile(page.picture)),
        sha256=hashlib.sha256(page.picture).hexdigest(),
    )
