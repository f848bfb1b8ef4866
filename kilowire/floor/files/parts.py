"""Files that arrive part by part over a connection that keeps breaking: each part goes behind what is there.

Parts lie in one file for each user and id, which no row names: what nobody goes on with is removed with the
other strays. All processes of the site see the same folder, and one at a time writes a file.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from kilowire.floor.files.uploads import MEBIBYTE
from kilowire.floor.refusals import TooLarge

PART_BYTES = MEBIBYTE // 2
MOST_FILES = 40  # of one user; beyond it the oldest goes


class OtherOffset(Exception):
    """A part does not begin where the file ends; ``offset`` is where it ends."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def arrived_bytes(*, user: int, pk: UUID) -> int:
    """Return how many bytes of a file are there."""
    path = _path(user, pk)
    return path.stat().st_size if path.exists() else 0


def append(*, user: int, pk: UUID, offset: int, part: bytes) -> int:
    """Put a part behind what is there, and return how many bytes are there now.

    Raises ``OtherOffset`` where the part begins elsewhere, and ``TooLarge`` beyond the upload limit; then
    nothing is added.
    """
    path = _path(user, pk)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make_room(user)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        there = os.fstat(file.fileno()).st_size
        if offset != there:
            raise OtherOffset(there)
        most = settings.UPLOAD_MAX_BYTES
        if there + len(part) > most:
            raise TooLarge(f"That file is larger than {most // MEBIBYTE} MB.")
        file.write(part)
        file.flush()
        os.fsync(file.fileno())
    return there + len(part)


@contextmanager
def opened(*, user: int, pk: UUID) -> Iterator[File[Any] | None]:
    """Yield what is there of a file, as if it had been posted; None where nothing is."""
    try:
        stored = _path(user, pk).open("rb")
    except FileNotFoundError:
        yield None
        return
    with stored:
        yield File(stored, name=f"{pk}.jpg")


def remove(*, user: int, pk: UUID) -> None:
    """Remove what is there of a file, so that it begins anew."""
    _path(user, pk).unlink(missing_ok=True)


def _make_room(user: int) -> None:
    """Remove the oldest files of this user beyond the limit."""
    found = list(_folder().glob(f"{user}-*"))
    for path in sorted(found, key=_last_change)[: max(0, len(found) + 1 - MOST_FILES)]:
        path.unlink(missing_ok=True)


def _last_change(path: Path) -> float:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return 0.0


def _folder() -> Path:
    return Path(default_storage.path("tablets/parts"))


def _path(user: int, pk: UUID) -> Path:
    return _folder() / f"{user}-{pk}"
