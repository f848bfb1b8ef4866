"""Opens the files that people sent, in a child process: what every door and every paper uses.

A file is *good*, with its facts; or *kept, but cannot be shown*, which its first page says; or ``Refused`` in
one sentence with its name. What a file turned out to be is remembered as long as the file object lives, so
that a form and the act behind it open it once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import IO, Any
from weakref import WeakKeyDictionary

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from kilowire.floor.files.found import (
    TOO_MUCH_FOR_A_PAGE,
    TOO_MUCH_FOR_A_PAPER,
    CheckedPaper,
    DrawnPage,
    NotTaken,
    PhotoCopies,
)
from kilowire.floor.files.uploads import PDF, name_of
from kilowire.floor.refusals import Refused, TryAgainLater
from kilowire.floor.sandbox.asking import EndedEarly, answer_of, ask
from kilowire.floor.sandbox.limits import A_JOIN, A_PAGE, A_PAPER, A_PHOTO, ALL_PAGES_S, FIRST_PAGE, Limits
from kilowire.floor.sandbox.messages import Message
from kilowire.floor.sandbox.slots import WORKER, Busy

TOO_MUCH_PHOTO = gettext_noop(
    "{name} takes more memory or time than a photo may have; take it with fewer pixels or send a JPEG."
)
TOO_MUCH_PAPER = gettext_noop(
    "{name} takes more memory or time to open than a paper may have; print it to a new PDF or photograph it, "
    "and send that."
)
BUSY = gettext_noop("{name} had to wait too long behind other files; send it again in a minute.")

_photos: WeakKeyDictionary[Any, PhotoCopies] = WeakKeyDictionary()
_papers: WeakKeyDictionary[Any, CheckedPaper] = WeakKeyDictionary()


def open_photo(file: IO[bytes], *, field: str | None = None) -> PhotoCopies:
    """Return the copies of a photo; one that is incomplete, or that costs too much, is ``Refused``."""
    if file not in _photos:
        zone = str(timezone.get_current_timezone())
        with _refusals_of(file, TOO_MUCH_PHOTO, field):
            said = answer_of("photo", file, A_PHOTO, zone=zone, now=timezone.now().isoformat())
        taken_at, (print_jpeg, thumbnail_jpeg) = said.words.pop("taken_at"), said.files
        taken = datetime.fromisoformat(taken_at) if taken_at else None
        _photos[file] = PhotoCopies(print_jpeg, thumbnail_jpeg, **said.words, taken_at=taken)
    return _photos[file]


def open_paper(file: IO[bytes], content_type: str, *, field: str | None = None) -> CheckedPaper:
    """Return what a PDF or a photo of a paper holds, with its first page drawn.

    A locked, unreadable, empty or too long one is ``Refused``; so is one that costs too much to open. A page
    that costs too much to draw is not: the paper is taken, and cannot be shown.
    """
    if content_type != PDF:
        return CheckedPaper(pages=1, first_page=DrawnPage(open_photo(file, field=field).print_jpeg))
    if file not in _papers:
        with _refusals_of(file, TOO_MUCH_PAPER, field):
            _papers[file] = _opened_pdf(file)
    return _papers[file]


def _opened_pdf(file: IO[bytes]) -> CheckedPaper:
    """Return what a child says of a PDF: once it has said what it is, only its page can be too much."""
    said: list[Message] = []
    whole_s, page_limits = A_PAPER.wall_s + FIRST_PAGE.wall_s, FIRST_PAGE.as_words()
    try:
        said.extend(ask("paper", file, A_PAPER, whole_s=whole_s, page_limits=page_limits))
    except EndedEarly:
        if not said:
            raise
    paper, *pages = said
    first = _page(pages[0]) if pages else DrawnPage(b"", TOO_MUCH_FOR_A_PAGE)
    return CheckedPaper(**paper.words, copy=paper.files[0], first_page=first)


def _page(said: Message) -> DrawnPage:
    return DrawnPage(said.files[0], said.words["not_shown"])


def draw_pages(file: IO[bytes], content_type: str, numbers: Sequence[int]) -> Iterator[DrawnPage]:
    """Yield these pages, counted from 1, as pictures or with the sentence that says why not.

    Raises ``Busy`` where so many files are being opened that none of it could be done.
    """
    if content_type != PDF:
        yield open_paper(file, content_type).first_page or DrawnPage(b"", TOO_MUCH_FOR_A_PAGE)
        return
    yield from _drawn(file, numbers, A_PAGE, ALL_PAGES_S, whose=WORKER)


def joined(first: bytes, second: bytes) -> bytes:
    """Return one PDF with the pages of both.

    Raises ``NotTaken`` where one of them cannot be opened or costs too much, and ``Busy``.
    """
    both = BytesIO(first + second)
    try:
        (said,) = list(ask("join", both, A_JOIN, whose=WORKER, first_bytes=len(first)))
    except EndedEarly:
        raise NotTaken(TOO_MUCH_PAPER) from None
    return said.files[0]


def photo_without_place(file: IO[bytes]) -> bytes:
    """Return a photo of ours without the place where it was taken; ``Refused`` where that costs too much."""
    with _refusals_of(file, TOO_MUCH_PHOTO, None):
        return answer_of("without_place", file, A_PHOTO).files[0]


def _drawn(
    file: IO[bytes], numbers: Sequence[int], limits: Limits, whole_s: float, **place: str
) -> Iterator[DrawnPage]:
    """Draw in one child as many pages as it lives for; where a page ended it, the next child goes on."""
    until, left = time.monotonic() + whole_s, list(numbers)
    while left:
        rest = max(until - time.monotonic(), limits.wall_s)
        try:
            for message in ask("pages", file, limits, whole_s=rest, numbers=left, **place):
                left.pop(0)
                yield _page(message)
        except EndedEarly:
            if left:
                left.pop(0)
                yield DrawnPage(b"", TOO_MUCH_FOR_A_PAGE)
        if left and time.monotonic() > until:
            yield from (DrawnPage(b"", TOO_MUCH_FOR_A_PAPER) for _ in left)
            return


@contextmanager
def _refusals_of(file: IO[bytes], too_much: str, field: str | None) -> Iterator[None]:
    """Turn whatever a child refuses into a sentence that names this file."""
    try:
        yield
    except NotTaken as refusal:
        sentence, values = refusal.sentence, refusal.values
    except EndedEarly:
        sentence, values = too_much, {}
    except Busy:
        raise TryAgainLater(gettext(BUSY).format(name=name_of(file)), field=field) from None
    else:
        return
    raise Refused(gettext(sentence).format(name=name_of(file), **values), field=field)
