"""Reads the JSON that a tablet posts; nothing is trusted to be JSON, of a sane depth, or storable."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from kilowire.floor.refusals import Refused

DEEPEST = 30
MOST_PARTS = 20_000  # lists and tables: each takes far more memory than it has letters
NOT_JSON = "This did not come as JSON: it cannot be read."
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


def body_of(request: HttpRequest) -> bytes:
    """Return the body of a JSON post; ``Refused`` where it came as a form, whose body is read already."""
    if request.content_type in FORM_TYPES:
        raise Refused(NOT_JSON)
    return request.body


def plain_json(body: bytes) -> Any:
    """Parse JSON that every database can store.

    ``ValueError`` for anything else: NaN, NUL, half a surrogate pair, more than 30 levels, or too many parts.
    """
    if body.count(b"{") + body.count(b"[") > MOST_PARTS:
        raise ValueError("It has too many parts.")
    try:
        content = json.loads(body)
        json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError:
        raise ValueError("It is too deep.") from None
    _refuse_what_no_row_holds(content)
    return content


def _refuse_what_no_row_holds(content: Any) -> None:
    level = [content]
    for _ in range(DEEPEST):
        if any(isinstance(each, str) and "\0" in each for each in level):
            raise ValueError("It has NUL in it.")
        level = [inner for each in level for inner in _inside(each)]
    if level:
        raise ValueError("It is too deep.")


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []
