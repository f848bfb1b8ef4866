"""The pages of an upload: their number, and each as a picture.

PDFium renders them; it is not thread-safe, hence the lock. A file with a script or a program is refused.
"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC
from io import BytesIO
from threading import Lock
from typing import IO

import pypdfium2

from kilowire.floor.files.active_content import Trouble, Unreadable, trouble_with
from kilowire.floor.files.photo_copies import make_copies
from kilowire.floor.files.uploads import PDF
from kilowire.floor.refusals import Refused

MAX_PAGES = 500
PAGES_SHOWN = 24
SHOWN_DPI = 150
LONGEST_SIDE_PX = 2000
JPEG_QUALITY = 80
POINTS_PER_INCH = 72

LOCKED = "That PDF is locked with a password; save it without one and send it again."
BROKEN = "That PDF cannot be opened; it may have been cut off on its way. Save it anew and send it again."
ACTIVE = "That PDF carries a script or starts a program; print it to a new PDF and send that one."
NEEDS_ACROBAT = "That PDF is a form that only Acrobat can show; print it to a new PDF and send that one."
TOO_LONG = "That PDF has {pages} pages, and {most} is the most; send the pages that matter."

_PDFIUM_PASSWORD_ERROR = 4
_one_at_a_time = Lock()


def count_pages(file: IO[bytes], content_type: str, *, field: str | None = None) -> int:
    """Return the number of pages of a PDF or photo; locked, damaged, active or too long ones are ``Refused``.

    A photo has one page. The file position is at the start afterwards.
    """
    if content_type != PDF:
        make_copies(file, zone=UTC, field=field)
        return 1
    file.seek(0)
    content = file.read()
    file.seek(0)
    pages = _count_pdf_pages(content, field)
    if pages > MAX_PAGES:
        raise Refused(TOO_LONG.format(pages=pages, most=MAX_PAGES), field=field)
    _refuse_what_is_active(content, field)
    return pages


def page_images(content: bytes, content_type: str, *, at_most: int = PAGES_SHOWN) -> tuple[bytes, ...]:
    """Return the first pages as JPEGs, upright and large enough to print; a photo has one page."""
    if content_type != PDF:
        return (make_copies(BytesIO(content), zone=UTC).print_jpeg,)
    with _one_at_a_time, closing(pypdfium2.PdfDocument(content)) as paper:
        paper.init_forms()  # so that filled-in form fields are rendered too
        return tuple(_drawn(paper[number]) for number in range(min(len(paper), at_most)))


def _count_pdf_pages(content: bytes, field: str | None) -> int:
    try:
        with _one_at_a_time, closing(pypdfium2.PdfDocument(content)) as paper:
            pages = len(paper)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PDFIUM_PASSWORD_ERROR
        raise Refused(LOCKED if locked else BROKEN, field=field) from None
    if not pages:
        raise Refused(BROKEN, field=field)
    return pages


def _drawn(page: pypdfium2.PdfPage) -> bytes:
    longest_side = max(page.get_size())
    scale = min(SHOWN_DPI / POINTS_PER_INCH, LONGEST_SIDE_PX / longest_side)
    picture, jpeg = page.render(scale=scale).to_pil().convert("RGB"), BytesIO()
    picture.save(jpeg, "JPEG", quality=JPEG_QUALITY)
    return jpeg.getvalue()


def _refuse_what_is_active(content: bytes, field: str | None) -> None:
    try:
        trouble = trouble_with(content)
    except Unreadable:
        raise Refused(BROKEN, field=field) from None
    if trouble is not Trouble.NONE:
        raise Refused(ACTIVE if trouble is Trouble.SCRIPT else NEEDS_ACROBAT, field=field)
