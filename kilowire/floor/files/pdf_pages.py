"""What arrives as a paper: refused, taken as it is, or taken as a copy that is repaired and without script.

The file as it came is kept by whoever files it; the copy is what people see and what a package encloses.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import IO

import pikepdf

from kilowire.floor.files.active_content import needs_acrobat, remove_active_content
from kilowire.floor.files.drawing import CannotBeOpened, count_pdf_pages, rebuilt
from kilowire.floor.files.photo_copies import make_copies
from kilowire.floor.files.uploads import PDF
from kilowire.floor.refusals import Refused

MAX_PAGES = 500
END_MARK_WITHIN_BYTES = 1024

LOCKED = "That PDF is locked with a password; save it without one and send it again."
BROKEN = "That PDF cannot be opened; it may have been cut off on its way. Save it anew and send it again."
EMPTY = "That PDF has no pages; save it anew and send it again."
NEEDS_ACROBAT = "That PDF is a form that only Acrobat can show; print it to a new PDF and send that one."
TOO_LONG = "That PDF has {pages} pages, and {most} is the most; send the pages that matter."

# pikepdf has no single error for a damaged file; each of these means the same to us.
_DAMAGED = (
    pikepdf.PdfError,
    pikepdf.ForeignObjectError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class CheckedPaper:
    """The number of pages; the copy to show in place of a file that was damaged or had a script."""

    pages: int
    copy: bytes = b""
    repaired: bool = False
    script_removed: bool = False


def check_paper(file: IO[bytes], content_type: str, *, field: str | None = None) -> CheckedPaper:
    """Return what a PDF or photo holds; locked, unreadable, empty or too long ones are ``Refused``.

    A photo has one page. The file position is at the start afterwards.
    """
    if content_type != PDF:
        make_copies(file, zone=UTC, field=field)
        return CheckedPaper(pages=1)
    file.seek(0)
    content = file.read()
    file.seek(0)
    try:
        return _checked(content)
    except Refused as refusal:
        raise Refused(str(refusal), field=field) from None
    except (CannotBeOpened, *_DAMAGED):
        raise Refused(BROKEN, field=field) from None


def _checked(content: bytes) -> CheckedPaper:
    pdf, damaged = _opened(content)
    with pdf:
        _refuse_what_cannot_be_shown(pdf)
        script = remove_active_content(pdf)
        damaged = damaged or not _is_tidy(content) or bool(pdf.get_warnings())
        copy = _saved(pdf) if script or damaged else b""
    pages = count_pdf_pages(copy or content)
    if copy and not script and _pages_or_none(content) > pages:  # a repair that loses a page is none
        return CheckedPaper(count_pdf_pages(content))
    return CheckedPaper(pages, copy, repaired=damaged, script_removed=script)


def _opened(content: bytes) -> tuple[pikepdf.Pdf, bool]:
    """Return the document, and whether its pages had to be put into a new file first."""
    try:
        pdf = pikepdf.open(BytesIO(content), suppress_warnings=True)
        len(pdf.pages)  # reads the tree of pages, which may be what is broken
        return pdf, False
    except pikepdf.PasswordError:
        raise Refused(LOCKED) from None
    except _DAMAGED:
        return pikepdf.open(BytesIO(rebuilt(content)), suppress_warnings=True), True


def _refuse_what_cannot_be_shown(pdf: pikepdf.Pdf) -> None:
    pages = len(pdf.pages)
    if not pages:
        raise Refused(EMPTY)
    if pages > MAX_PAGES:
        raise Refused(TOO_LONG.format(pages=pages, most=MAX_PAGES))
    if needs_acrobat(pdf):
        raise Refused(NEEDS_ACROBAT)


def _is_tidy(content: bytes) -> bool:
    """Return whether the file begins and ends as a PDF does."""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-END_MARK_WITHIN_BYTES:]


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = BytesIO()
    with warnings.catch_warnings():  # a form whose fields its damage has torn off is drawn as it is
        warnings.simplefilter("ignore")
        pdf.save(file, deterministic_id=not pdf.is_encrypted, encryption=False)
    return file.getvalue()


def _pages_or_none(content: bytes) -> int:
    try:
        return count_pdf_pages(content)
    except CannotBeOpened:
        return 0
