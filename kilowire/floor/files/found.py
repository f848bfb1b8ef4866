"""What was found in a file: the facts of a photo, of a paper and of one of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop as _

PAGES_SHOWN = 24
LONGEST_SIDE_PX = 2048
PAGE_UNREADABLE = _("This page cannot be read.")
FILE_UNREADABLE = _("This file cannot be opened.")
TOO_MUCH_FOR_A_PAGE = _("Drawing this page takes more memory or time than a page may have.")
TOO_MUCH_FOR_A_PAPER = _("Drawing the pages before this one took all the time that a paper may have.")


class NotTaken(Exception):
    """A file is refused: a sentence with ``{name}`` for the file's name, and the other values in it."""

    def __init__(self, sentence: str, **values: int) -> None:
        super().__init__(sentence)
        self.sentence, self.values = sentence, values


@dataclass(frozen=True)
class PhotoCopies:
    """What is stored beside an original; ``width`` and ``height`` are the upright original's in pixels.

    ``taken_at`` is what the camera's clock said, possible or not; None where it said nothing.
    """

    print_jpeg: bytes
    thumbnail_jpeg: bytes
    width: int
    height: int
    taken_at: datetime | None


@dataclass(frozen=True)
class DrawnPage:
    """One page as a JPEG, or the sentence that says why it could not be drawn."""

    picture: bytes
    not_shown: str = ""


@dataclass(frozen=True)
class CheckedPaper:
    """The number of pages; the copy to show in place of a file that was damaged or had a script.

    ``first_page`` is None where nobody has drawn it yet.
    """

    pages: int
    copy: bytes = b""
    repaired: bool = False
    script_removed: bool = False
    first_page: DrawnPage | None = None
