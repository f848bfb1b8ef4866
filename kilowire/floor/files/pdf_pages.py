"""What arrives as a paper: refused, taken as it is, or taken as a copy that is repaired and without script.

The file as it came is kept by whoever files it; the copy is what people see and what a package encloses.
"""

from __future__ import annotations

import warnings
from io import BytesIO

import pikepdf
from django.utils.translation import gettext_noop as _

from kilowire.floor.files.active_content import needs_acrobat, remove_active_content
from kilowire.floor.files.drawing import CannotBeOpened, count_pdf_pages, rebuilt
from kilowire.floor.files.found import CheckedPaper, NotTaken

MAX_PAGES = 500
END_MARK_WITHIN_BYTES = 1024

LOCKED = _("{name} is locked with a password; save it without one and send it again.")
BROKEN = _(
    "{name} cannot be opened; it may have been cut off on its way. Print it to a new PDF and send that one."
)
EMPTY = _("{name} has no pages; print it to a new PDF and send that one.")
NEEDS_ACROBAT = _("{name} is a form that only Acrobat can show; print it to a new PDF and send that one.")
TOO_LONG = _("{name} has {pages} pages, and {most} is the most; send the pages that matter.")

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


def check_pdf(content: bytes) -> CheckedPaper:
    """Return what a PDF holds; a locked, unreadable, empty or too long one is ``NotTaken``.

    Runs in a child alone.
    """
    try:
        return _checked(content)
    except (CannotBeOpened, *_DAMAGED):
        raise NotTaken(BROKEN) from None


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


def join_pdfs(first: bytes, second: bytes) -> bytes:
    """Return one PDF with the pages of both; ``NotTaken`` where one cannot be opened. For a child alone."""
    try:
        with pikepdf.open(BytesIO(first)) as pdf, pikepdf.open(BytesIO(second)) as more:
            pdf.pages.extend(more.pages)
            return _saved(pdf)
    except _DAMAGED:
        raise NotTaken(BROKEN) from None


def _opened(content: bytes) -> tuple[pikepdf.Pdf, bool]:
    """Return the document, and whether its pages had to be put into a new file first."""
    try:
        pdf = pikepdf.open(BytesIO(content), suppress_warnings=True)
        len(pdf.pages)  # reads the tree of pages, which may be what is broken
        return pdf, False
    except pikepdf.PasswordError:
        raise NotTaken(LOCKED) from None
    except _DAMAGED:
        return pikepdf.open(BytesIO(rebuilt(content)), suppress_warnings=True), True


def _refuse_what_cannot_be_shown(pdf: pikepdf.Pdf) -> None:
    pages = len(pdf.pages)
    if not pages:
        raise NotTaken(EMPTY)
    if pages > MAX_PAGES:
        raise NotTaken(TOO_LONG, pages=pages, most=MAX_PAGES)
    if needs_acrobat(pdf):
        raise NotTaken(NEEDS_ACROBAT)


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
