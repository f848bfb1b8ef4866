"""Reads the zip in which a tablet exports its unsent work; nothing in it is trusted, since people carry it.

It contains ``queue.json`` and ``blobs/<id>``. Nothing is unpacked to disk, no name in it is used as a path,
and nothing is read beyond the limits below.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from kilowire.floor.files.uploads import MEBIBYTE
from kilowire.floor.refusals import Refused, TooLarge

QUEUE, BLOBS = "queue.json", "blobs/"
MOST_ENTRIES = 4000
QUEUE_MOST_BYTES = 32 * MEBIBYTE
NO_ZIP = "That file is no export of a tablet: choose the zip that the tablet saved."
DAMAGED = "That zip is damaged: copy it from the tablet again."
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class QueueZip:
    """An opened export: its items and drafts as plain values, and its files by the id of their item."""

    def __init__(self, archive: zipfile.ZipFile, blob_most_bytes: int) -> None:
        self._archive, self._blob_most_bytes = archive, blob_most_bytes
        entries = archive.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        if QUEUE not in self._entries or len(entries) > MOST_ENTRIES or len(self._entries) != len(entries):
            raise Refused(NO_ZIP)
        said = self._json()
        self.items = _rows(said if isinstance(said, list) else said.get("items"))
        self.drafts = [] if isinstance(said, list) else _rows(said.get("drafts"))
        self.tablet = "" if isinstance(said, list) else str(said.get("tablet") or "")

    def blob(self, item: object) -> bytes | None:
        """Return the file of an item; None where it is not in the zip."""
        entry = self._entries.get(f"{BLOBS}{item}")
        return self._read(entry, self._blob_most_bytes) if entry else None

    def _json(self) -> Any:
        try:
            said = json.loads(self._read(self._entries[QUEUE], QUEUE_MOST_BYTES))
            json.dumps(said, ensure_ascii=False, allow_nan=False).encode()
        except (ValueError, RecursionError):
            raise Refused(NO_ZIP) from None
        if not isinstance(said, dict | list):
            raise Refused(NO_ZIP)
        return said

    def _read(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        """Return the bytes of an entry; ``TooLarge`` beyond ``most`` bytes, whatever size it declares."""
        try:
            with self._archive.open(entry) as file:
                content = file.read(most + 1)
        except _BROKEN_ZIP:
            raise Refused(DAMAGED) from None
        if len(content) > most:
            raise TooLarge(f"A file in that zip is larger than {most // MEBIBYTE} MB.")
        return content


@contextmanager
def opened(file: IO[bytes], *, blob_most_bytes: int) -> Iterator[QueueZip]:
    """Open an export; any other file is ``Refused``."""
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN_ZIP:
        raise Refused(NO_ZIP) from None
    with archive:
        yield QueueZip(archive, blob_most_bytes)


def _rows(rows: object) -> list[dict[str, Any]]:
    if rows is None:
        return []
    if (
        not isinstance(rows, list)
        or len(rows) > MOST_ENTRIES
        or not all(isinstance(row, dict) for row in rows)
    ):
        raise Refused(NO_ZIP)
    return rows
