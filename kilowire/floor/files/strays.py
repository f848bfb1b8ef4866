"""Files that no row names: an act wrote them and was refused then, or a process was killed in between.

Files are written first, then rows. So what a refused request wrote is removed when it is answered, and what
is left over otherwise after a week.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models import FileField

OURS = re.compile(
    r"[A-Z]{2,}-\d+/(?:papers|photos|signing|uploads)/.+|tablets/(?:[^/]+\.zip|(?:aside|parts)/[^/]+)"
)
"""What acts store: nothing else in the folder is ever removed."""
KEPT_FOR = timedelta(days=7)
AT_ONCE = 500

_written: ContextVar[list[str] | None] = ContextVar("written", default=None)


class JacketStorage(FileSystemStorage):
    """The folder of files; while a request is answered it notes what was written."""

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        stored = super().save(name, content, max_length)
        noted = _written.get()
        if noted is not None:
            noted.append(stored)
        return stored


@contextmanager
def noting_what_is_written() -> Iterator[list[str]]:
    """Yield the list of the names of files that are written meanwhile."""
    noted: list[str] = []
    token = _written.set(noted)
    try:
        yield noted
    finally:
        _written.reset(token)


def remove_strays(names: Iterable[str]) -> int:
    """Remove those of these files that no row names; return their number."""
    strays = unnamed(names)
    for name in strays:
        with suppress(FileNotFoundError):
            default_storage.delete(name)
    return len(strays)


def unnamed(names: Iterable[str]) -> set[str]:
    """Return those of these files of ours that no row of any table names."""
    left = {name for name in names if OURS.fullmatch(name)}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if left and isinstance(field, FileField):
                named = model._base_manager.filter(**{f"{field.name}__in": left})
                left -= set(named.values_list(field.name, flat=True))
    return left


def remove_old_strays() -> int:
    """Remove files of ours that are older than a week and that no row names; return their number."""
    names = _old_names(Path(default_storage.path("")))
    removed = 0
    while batch := list(islice(names, AT_ONCE)):
        removed += remove_strays(batch)
    return removed


def _old_names(folder: Path) -> Iterator[str]:
    before = time.time() - KEPT_FOR.total_seconds()
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # somebody else removed it
            if path.is_file() and path.stat().st_mtime < before:
                yield path.relative_to(folder).as_posix()
