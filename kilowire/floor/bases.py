"""Which of two changes of a field holds: the tablet's, the office's, or neither until somebody chooses. Pure.

A base is an opaque token of a value as it stood on the server when a form was begun. Evidence is only ever
added and has none.
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
    """What is to be written, and what office and tablet changed apart from each other.

    ``bases`` holds the token of what stands once this is written, for every field that is not apart.
    """

    write: tuple[str, ...]
    apart: tuple[str, ...]
    bases: dict[str, str]


def base_of(value: Any) -> str:
    """The token of a value; an empty text where there is nothing."""
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

    The same value → nothing to do. The base is what stands → written. What stands is what this tablet itself
    sent before (``own``, tokens by field) → written: nobody else spoke meanwhile. Else the two are apart.
    """
    write, apart, standing = [], [], {}
    for name, value in sent.items():
        here, there = base_of(on_file.get(name)), base_of(value)
        standing[name] = here
        if here == there:
            continue
        if bases.get(name, "") == here or here in (own or {}).get(name, ()):
            write.append(name)
            standing[name] = there
        else:
            apart.append(name)
            standing.pop(name)
    return Merged(tuple(write), tuple(apart), standing)
