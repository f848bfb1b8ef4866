"""Paging by key: stable while rows come in, as quick on the last page as on the first, forward and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from jobs.days import counted


@dataclass(frozen=True)
class Page:
    """Rows newest first; ``newer`` and ``older`` are the keys to go on from, where there is more."""

    rows: list[Any]
    newer: int | None
    older: int | None

    def pager(self, filters: Mapping[str, str], one: str, many: str = "") -> dict[str, str] | None:
        """What ``parts/_pager.html`` shows, or nothing where all rows are on the page."""
        if self.newer is None and self.older is None:
            return None
        return {
            "shown": counted(len(self.rows), one, many) + " shown",
            "newer": f"?{urlencode({**filters, 'after': self.newer})}" if self.newer is not None else "",
            "older": f"?{urlencode({**filters, 'before': self.older})}" if self.older is not None else "",
        }


def page_of(rows: Any, asked: Mapping[str, str], size: int) -> Page:
    """One page of a queryset ordered by id, newest first: before a key, after a key, or the first."""
    before, after = _key(asked.get("before")), _key(asked.get("after"))
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
        more, shown = len(found) > size, found[:size][::-1]
        return Page(shown, newer=shown[0].pk if more else None, older=shown[-1].pk if shown else None)
    found = list((rows if before is None else rows.filter(pk__lt=before)).order_by("-pk")[: size + 1])
    shown = found[:size]
    older = shown[-1].pk if len(found) > size else None
    return Page(shown, newer=shown[0].pk if shown and before is not None else None, older=older)


def _key(text: str | None) -> int | None:
    """A key out of the address; anything that is none is the first page."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
