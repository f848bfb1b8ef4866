"""A tablet's export as the import sees it: what a child read in the zip, and its files one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from kilowire.floor.files.found import NotTaken
from kilowire.floor.files.uploads import name_of
from kilowire.floor.refusals import Refused
from kilowire.floor.sandbox.asking import EndedEarly, answer_of, ask
from kilowire.floor.sandbox.limits import A_ZIP
from kilowire.floor.sandbox.slots import WORKER

TOO_MUCH = "{name} takes more memory or time to read than an export may have; send fewer things at once."
HEADS = (b"PK\x03\x04", b"PK\x05\x06")


class QueueZip:
    """The items and drafts of an export as plain values, and its files by the id of their item."""

    def __init__(self, file: IO[bytes], blob_most_bytes: int) -> None:
        self._file, self._most_bytes = file, blob_most_bytes
        self.items: list[dict[str, Any]] = []
        self.drafts: list[dict[str, Any]] = []
        self.tablet = ""
        with _refusals_of(file):
            for message in ask("queue", file, A_ZIP, whose=WORKER, most_bytes=blob_most_bytes):
                self._read(message.words)

    def _read(self, words: dict[str, Any]) -> None:
        self.tablet = words.get("tablet", self.tablet)
        self.items += [words["item"]] if "item" in words else []
        self.drafts += [words["draft"]] if "draft" in words else []

    def blob(self, item: object, sha256: str = "") -> bytes | None:
        """Return the file of an item, by its name or else by its hash; None where it is not in the zip."""
        with _refusals_of(self._file):
            found = answer_of(
                "blob",
                self._file,
                A_ZIP,
                whose=WORKER,
                item=str(item),
                sha256=sha256,
                most_bytes=self._most_bytes,
            )
        return found.files[0] if found.words["is_there"] else None


def is_zip(file: IO[bytes]) -> bool:
    """Return whether a zip begins here; nothing further is read."""
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    return head in HEADS


@contextmanager
def _refusals_of(file: IO[bytes]) -> Iterator[None]:
    """Turn what a child refuses into a sentence that names the zip."""
    try:
        yield
    except NotTaken as refusal:
        raise Refused(refusal.sentence.format(name=name_of(file), **refusal.values)) from None
    except EndedEarly:
        raise Refused(TOO_MUCH.format(name=name_of(file))) from None
