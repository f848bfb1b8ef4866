"""Reads the zip in which a tablet exports its unsent work; nothing in it is trusted, since people carry it.

Runs in a child alone. The zip contains ``queue.json`` and ``blobs/<id>``, perhaps in a folder and beside what
a computer added when somebody unpacked and zipped it again. Nothing is unpacked to disk, no name in it is
used as a path, and nothing is read beyond the limits below.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import IO, Any

from kilowire.floor.files.found import NotTaken
from kilowire.floor.files.uploads import MEBIBYTE

QUEUE, BLOBS = "queue.json", "blobs/"
MOST_ENTRIES = 4000
QUEUE_MOST_BYTES = 32 * MEBIBYTE
ROW_MOST_BYTES = 4 * MEBIBYTE
ROW_MOST_PARTS = 5_000
NO_ZIP = "{name} is no export of a tablet: choose the zip that the tablet saved."
DAMAGED = "{name} is damaged: copy it from the tablet again."
TOO_LARGE = "A file in {name} is larger than {most} MB."
_OF_A_SYSTEM = {".DS_Store", "Thumbs.db", "desktop.ini"}
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
        if len(entries) > MOST_ENTRIES:
            raise NotTaken(NO_ZIP)
        self._entries = _by_name(entries)
        said = self._json()
        self.items = _rows(said if isinstance(said, list) else said.get("items"))
        self.drafts = [] if isinstance(said, list) else _rows(said.get("drafts"))
        self.tablet = "" if isinstance(said, list) else str(said.get("tablet") or "")

    def blob(self, item: object, sha256: str = "") -> bytes | None:
        """Return the file of an item, by its name or else by its hash; None where it is not in the zip."""
        entry = self._entries.get(f"{BLOBS}{item}") or self._by_hash.get(sha256)
        return self._read(entry, self._blob_most_bytes) if entry else None

    @cached_property
    def _by_hash(self) -> dict[str, zipfile.ZipInfo]:
        """The entries of which somebody changed the name; read only where a name is missing."""
        blobs = [entry for name, entry in self._entries.items() if name.startswith(BLOBS)]
        return {
            hashlib.sha256(self._read(entry, self._blob_most_bytes)).hexdigest(): entry for entry in blobs
        }

    def _json(self) -> Any:
        try:
            said = json.loads(self._read(self._entries[QUEUE], QUEUE_MOST_BYTES))
            json.dumps(said, ensure_ascii=False, allow_nan=False).encode()
        except (ValueError, RecursionError):
            raise NotTaken(NO_ZIP) from None
        if not isinstance(said, dict | list):
            raise NotTaken(NO_ZIP)
        return said

    def _read(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        """Return the bytes of an entry; ``NotTaken`` beyond ``most`` bytes, whatever size it declares."""
        try:
            with self._archive.open(entry) as file:
                content = file.read(most + 1)
        except _BROKEN_ZIP:
            raise NotTaken(DAMAGED) from None
        if len(content) > most:
            raise NotTaken(TOO_LARGE, most=most // MEBIBYTE)
        return content


@contextmanager
def opened(file: IO[bytes], *, blob_most_bytes: int) -> Iterator[QueueZip]:
    """Open an export; any other file is ``NotTaken``."""
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN_ZIP:
        raise NotTaken(NO_ZIP) from None
    with archive:
        yield QueueZip(archive, blob_most_bytes)


def _by_name(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the entries by their names beside ``queue.json``; two of one name are ``NotTaken``."""
    named = [(_plain(entry.filename), entry) for entry in entries if not entry.is_dir()]
    named = [(name, entry) for name, entry in named if not _is_the_computers(name)]
    queues = [name for name, _ in named if name.rpartition("/")[2] == QUEUE]
    if not queues:
        raise NotTaken(NO_ZIP)
    folder = min(queues, key=lambda name: name.count("/")).removesuffix(QUEUE)
    inside = [(name.removeprefix(folder), entry) for name, entry in named if name.startswith(folder)]
    by_name = dict(inside)
    if len(by_name) != len(inside):
        raise NotTaken(NO_ZIP)
    return by_name


def _plain(name: str) -> str:
    """The name with slashes, whichever system zipped it, and without ``./``."""
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))


def _is_the_computers(name: str) -> bool:
    """Whether the system of a Mac or Windows put this beside the files."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or parts[-1].startswith("._") or parts[-1] in _OF_A_SYSTEM


def _rows(rows: object) -> list[dict[str, Any]]:
    if rows is None:
        return []
    if not isinstance(rows, list) or len(rows) > MOST_ENTRIES or not all(map(_is_row, rows)):
        raise NotTaken(NO_ZIP)
    return rows


def _is_row(row: object) -> bool:
    """Whether this is a thing that a tablet may have held: not too long, and of few parts."""
    return isinstance(row, dict) and _parts(row) <= ROW_MOST_PARTS and len(json.dumps(row)) <= ROW_MOST_BYTES


def _parts(row: dict[str, Any]) -> int:
    """How many lists and tables are in it, counted no further than they may be."""
    waiting: list[Any] = [row]
    count = 0
    while waiting and count <= ROW_MOST_PARTS:
        part = waiting.pop()
        count += 1
        below = part.values() if isinstance(part, dict) else part
        waiting += [each for each in below if isinstance(each, dict | list)]
    return count
