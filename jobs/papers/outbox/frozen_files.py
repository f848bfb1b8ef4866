"""Reads the files that a frozen context names, and checks each against its SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage

Frozen = dict[str, Any]


class CannotBeMade(Exception):
    """The paper cannot be made and another attempt would not help; ``str()`` is what the office reads."""


def named_in(context: Any) -> Iterator[Frozen]:
    """Yield every frozen photo and upload of a context, at any depth."""
    if isinstance(context, dict):
        if "path" in context and "sha256" in context:
            yield context
        else:
            for value in context.values():
                yield from named_in(value)
    elif isinstance(context, list):
        for value in context:
            yield from named_in(value)


def read(frozen: Frozen) -> bytes:
    """Return the file that the paper was issued with; raise ``CannotBeMade`` if it is gone or changed."""
    what = frozen.get("title") or frozen.get("slot") or "A file"
    try:
        with default_storage.open(frozen["path"]) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        raise CannotBeMade(f"{what} is no longer in the folder of files; restore it from a backup.") from None
    if hashlib.sha256(content).hexdigest() != frozen["sha256"]:
        raise CannotBeMade(
            f"{what} is not the file that this paper was issued with; restore it from a backup."
        )
    return content
