"""Keyset paging: stable while rows are added, and as fast on the last page as on the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kilowire.floor.days import counted


@dataclass(frozen=True)
class Page:
    """The rows of a page; ``back`` and ``on`` are the query parameters of its neighbors, if any."""

    rows: list[Any]
    back: dict[str, int]
    on: dict[str, int]
    oldest_first: bool

    @property
    def is_all(self) -> bool:
        """Whether these are all rows that there are."""
        return not self.back and not self.on

    def pager(self, filters: Mapping[str, str], one: str, many: str = "") -> dict[str, str] | None:
        """Return the context of ``parts/_pager.html``; None where all rows are on the page."""
        if self.is_all:
            return None
        words = ("Older", "Newer") if self.oldest_first else ("Newer", "Older")
        return {
            "shown": counted(len(self.rows), one, many) + " shown",
            "newer": f"?{urlencode({**filters, **self.back})}" if self.back else "",
            "older": f"?{urlencode({**filters, **self.on})}" if self.on else "",
            "newer_word": words[0],
            "older_word": words[1],
        }


def page_of(rows: Any, asked: Mapping[str, str], size: int, *, oldest_first: bool = False) -> Page:
    """Return one page of rows by id: the first, or the one before or after a key in the query string."""
    before, after = _key(asked.get("before")), _key(asked.get("after"))
    backwards = before is not None if oldest_first else after is not None and before is None
    if before is not None:
        rows = rows.filter(pk__lt=before)
    elif after is not None:
        rows = rows.filter(pk__gt=after)
    ascending = oldest_first != backwards
    found = list(rows.order_by("pk" if ascending else "-pk")[: size + 1])
    shown, more = found[:size], len(found) > size
    if backwards:
        shown.reverse()
    return _page(
        shown, oldest_first, came=before is not None or after is not None, backwards=backwards, more=more
    )


def _page(shown: list[Any], oldest_first: bool, *, came: bool, backwards: bool, more: bool) -> Page:
    """Make the page; there are more rows where we came from, and ahead where one more row was found."""
    if not shown:
        return Page([], {}, {}, oldest_first)
    there, here = ("after", "before") if oldest_first else ("before", "after")
    behind, ahead = (more, True) if backwards else (came, more)
    return Page(
        shown,
        back={here: shown[0].pk} if behind else {},
        on={there: shown[-1].pk} if ahead else {},
        oldest_first=oldest_first,
    )


def _key(text: str | None) -> int | None:
    """Parse a key of the query string; None, which means the first page, where it is invalid."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
