"""Whether the files that rows name are there, as long as the rows say and with their SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.core.files.storage import default_storage
from django.db import models

from kilowire.floor.row_rules import chunks


@dataclass(frozen=True)
class FileColumns:
    """A column with a file, and the columns with its SHA-256 and its size in bytes, or "" for either."""

    model: type[models.Model]
    file: str
    sha256: str = ""
    size: str = ""

    def describe(self, row: models.Model) -> tuple[str, str, int]:
        """Return the name of the file, and the SHA-256 and the size that the row has of it."""
        sha256 = getattr(row, self.sha256) if self.sha256 else ""
        return getattr(row, self.file).name, sha256, getattr(row, self.size) if self.size else 0


def not_as_filed(columns: Iterable[FileColumns]) -> Iterator[models.Model]:
    """Yield the rows whose file is not there or is another one; a file that many rows name is read once."""
    read = lru_cache(maxsize=1_000)(_sha256_and_size)
    for each in columns:
        names = [name for name in (each.file, each.sha256, each.size) if name]
        for chunk in chunks(each.model._base_manager.exclude(**{each.file: ""}).only("pk", *names)):
            for row in chunk:
                name, sha256, size = each.describe(row)
                found = read(name)
                if not found or (sha256 or found[0], size or found[1]) != found:
                    yield row


def _sha256_and_size(name: str) -> tuple[str, int] | None:
    try:
        with default_storage.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), default_storage.size(name)
    except FileNotFoundError:
        return None
