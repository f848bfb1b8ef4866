"""Repairs of a JPEG that every viewer shows and a strict decoder refuses: bytes before it, no end mark.

A photo that was really cut off is not repaired. Only the copies are made from a repaired photo: the original
is stored as it came.
"""

from __future__ import annotations

from io import BytesIO
from typing import IO

from PIL import Image

from kilowire.floor.files.uploads import BLANKS, JPEG_BEGINS, MOST_BLANKS

JPEG_ENDS = b"\xff\xd9"
_PADDING = 4096
_SMALL = 8  # a JPEG decoder shrinks so far at no cost


def without_blanks_before(file: IO[bytes]) -> IO[bytes]:
    """Return the file, or a copy of it without blanks and line ends before a JPEG."""
    file.seek(0)
    head = file.read(MOST_BLANKS)
    file.seek(0)
    begins = len(head) - len(head.lstrip(BLANKS))
    if not begins or not head[begins:].startswith(JPEG_BEGINS):
        return file
    content = file.read()[begins:]
    file.seek(0)
    return BytesIO(content)


def with_end_mark(file: IO[bytes]) -> IO[bytes] | None:
    """Return a JPEG with the end mark that it lacks; None for any other file, and for one that was cut off.

    Whatever follows a complete picture changes nothing in it, so two paddings give the same picture; where
    the last part is missing they do not.
    """
    file.seek(0)
    content = file.read()
    file.seek(0)
    if not content.startswith(JPEG_BEGINS):
        return None
    shown = [_shown(content + pad * _PADDING + JPEG_ENDS) for pad in (b"\x00", b"\x55")]
    return BytesIO(content + JPEG_ENDS) if shown[0] == shown[1] else None


def _shown(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=("JPEG",)) as photo:
        photo.draft("RGB", (photo.width // _SMALL, photo.height // _SMALL))
        return photo.tobytes()
