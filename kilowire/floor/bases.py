"""Three-way merge of fields that a tablet and the office may both have changed. Pure.

A base is an opaque token of the value that the server had when a form was begun. Evidence, which is only
added, has none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

NOTHING: tuple[Any, ...] = (None, "", [], {})
TOKEN_LENGTH = 16


@dataclass(frozen=True)
class Merged:
    """The fields to write, and those in conflict because office and tablet both changed them.

    ``bases`` has the token of each field's value after the write, except for those in conflict.
    """

    write: tuple[str, ...]
    conflicting: tuple[str, ...]
    bases: dict[str, str]


def base_of(value: Any) -> str:
    """Return the token of a value; an empty text for no value."""
    if value in NOTHING:
        return ""
    plain = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:TOKEN_LENGTH]


def merge(
    *,
    bases: Mapping[str, str],
    on_file: Mapping[str, Any],
    sent: Mapping[str, Any],
    own: Mapping[str, Collection[str]] | None = None,
) -> Merged:
    """Compare what was sent with what is on file, field by field.

    The same value needs no write. Where the value on file still has the base's token, or one that this tablet
    sent before (``own``, tokens by field), nobody else changed it: it is written. Else it is in conflict.
    """
    write, conflicting, standing = [], [], {}
    for name, value in sent.items():
        here, there = base_of(on_file.get(name)), base_of(value)
        standing[name] = here
        if here == there:
            continue
        if bases.get(name, "") == here or here in (own or {}).get(name, ()):
            write.append(name)
            standing[name] = there
        else:
            conflicting.append(name)
            standing.pop(name)
    return Merged(tuple(write), tuple(conflicting), standing)
