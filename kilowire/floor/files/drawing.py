"""Draws the pages of a PDF or photo as JPEGs: the only module in which PDFium opens a file.

PDFium is not thread-safe, hence the lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from threading import Lock

import pypdfium2
from django.utils.translation import gettext_noop as _
from PIL import Image

from kilowire.floor.files.photo_copies import make_copies
from kilowire.floor.files.uploads import PDF

PAGES_SHOWN = 24
SHOWN_DPI = 150
LONGEST_SIDE_PX = 2000
JPEG_QUALITY = 80
POINTS_PER_INCH = 72

PAGE_UNREADABLE = _("This page cannot be read.")
FILE_UNREADABLE = _("This file cannot be opened.")

_one_at_a_time = Lock()


class CannotBeOpened(Exception):
    """PDFium finds no document in this file."""


@dataclass(frozen=True)
class DrawnPage:
    """One page as a JPEG, or the sentence that says why it could not be drawn."""

    picture: bytes
    not_shown: str = ""


def draw_pages(content: bytes, content_type: str, *, at_most: int = PAGES_SHOWN) -> tuple[DrawnPage, ...]:
    """Return the first pages upright and large enough to print, no side longer than 2,000 pixels.

    A photo has one page. A page that cannot be drawn carries the reason; a file that cannot be opened is one
    such page.
    """
    if content_type != PDF:
        return (DrawnPage(_shrunk(make_copies(BytesIO(content), zone=UTC).print_jpeg)),)
    try:
        with _opened(content) as paper:
            paper.init_forms()  # so that filled-in form fields are rendered too
            return tuple(_drawn(paper, number) for number in range(min(len(paper), at_most)))
    except CannotBeOpened:
        return (DrawnPage(b"", FILE_UNREADABLE),)


def count_pdf_pages(content: bytes) -> int:
    """Return how many pages PDFium finds; raise ``CannotBeOpened`` where it finds no document."""
    with _opened(content) as paper:
        return len(paper)


def rebuilt(content: bytes) -> bytes:
    """Return a new PDF with the pages that PDFium finds; raise ``CannotBeOpened`` where it finds none."""
    with _opened(content) as damaged, closing(pypdfium2.PdfDocument.new()) as whole:
        file = BytesIO()
        try:
            whole.import_pages(damaged)
            whole.save(file)
        except pypdfium2.PdfiumError as error:
            raise CannotBeOpened from error
        return file.getvalue()


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _one_at_a_time:
        try:
            paper = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise CannotBeOpened from error
        with closing(paper):
            yield paper


def _drawn(paper: pypdfium2.PdfDocument, number: int) -> DrawnPage:
    try:
        page = paper[number]
        # half a pixel less, since the engine rounds both sides up
        scale = min(SHOWN_DPI / POINTS_PER_INCH, (LONGEST_SIDE_PX - 0.5) / max(page.get_size()))
        picture = page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError, MemoryError):
        return DrawnPage(b"", PAGE_UNREADABLE)
    return DrawnPage(_jpeg(picture))


def _shrunk(print_copy: bytes) -> bytes:
    with Image.open(BytesIO(print_copy)) as photo:
        if max(photo.size) <= LONGEST_SIDE_PX:
            return print_copy
        photo.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX), Image.Resampling.LANCZOS)
        return _jpeg(photo)


def _jpeg(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=JPEG_QUALITY)
    return file.getvalue()
