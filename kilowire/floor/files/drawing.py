"""Draws the pages of a PDF as JPEGs: the only module in which PDFium opens a file. Runs in a child alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO

import pypdfium2
from PIL import Image

from kilowire.floor.files.found import FILE_UNREADABLE, LONGEST_SIDE_PX, PAGE_UNREADABLE, DrawnPage

SHOWN_DPI = 150
JPEG_QUALITY = 80
POINTS_PER_INCH = 72
# What the engine and its Python side raise for a page that is damaged or measures nothing.
_UNDRAWABLE = (pypdfium2.PdfiumError, ArithmeticError, LookupError, OSError, TypeError, ValueError)


class CannotBeOpened(Exception):
    """PDFium finds no document in this file."""


def draw_each(content: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, DrawnPage]]:
    """Yield these pages, counted from 1, upright and large enough to print, no side longer than 2,048 pixels.

    A page that cannot be drawn carries the reason; so does each page of a file that cannot be opened.
    """
    try:
        with _opened(content) as paper:
            paper.init_forms()  # so that filled-in form fields are rendered too
            for number in numbers:
                yield number, _drawn(paper, number)
    except CannotBeOpened:
        for number in numbers:
            yield number, DrawnPage(b"", FILE_UNREADABLE)


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
    try:
        paper = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise CannotBeOpened from error
    with closing(paper):
        yield paper


def _drawn(paper: pypdfium2.PdfDocument, number: int) -> DrawnPage:
    try:
        with closing(paper[number - 1]) as page:
            # half a pixel less, since the engine rounds both sides up
            scale = min(SHOWN_DPI / POINTS_PER_INCH, (LONGEST_SIDE_PX - 0.5) / max(page.get_size()))
            picture = page.render(scale=scale).to_pil().convert("RGB")
    except _UNDRAWABLE:
        return DrawnPage(b"", PAGE_UNREADABLE)
    return DrawnPage(_jpeg(picture))


def _jpeg(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=JPEG_QUALITY)
    return file.getvalue()
