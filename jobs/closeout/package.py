"""The context of the close-out package, put together from those of the issued papers. Pure.

It uses the frozen contexts alone, so changing any other row afterwards changes no page of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Frozen = dict[str, Any]


def compose(
    letterhead: Frozen,
    *,
    papers: list[Frozen],
    uploads: list[Frozen],
    photos: list[Frozen],
    summary: str = "",
) -> Frozen:
    """Return the context of the package: its parts in order, each complete, and every file once.

    ``papers`` are ``{"kind", "title", "issued_on", "context"}``; ``uploads`` become pages and attachments;
    ``photos`` that are on no paper get pages of their own.
    """
    parts = [_part(number, paper) for number, paper in enumerate(papers, start=1)]
    shown = {photo["id"] for part in parts for photo in _photos_of(part)}
    return {
        **letterhead,
        "summary": summary,
        "parts": parts,
        "enclosed": list(_without_duplicates(uploads)),
        "more_photos": [photo for photo in _without_duplicates(photos) if photo["id"] not in shown],
    }


def _part(number: int, paper: Frozen) -> Frozen:
    context = paper["context"]
    return {
        "number": number,
        "kind": paper["kind"],
        "title": paper["title"],
        "issued_on": paper["issued_on"],
        "summary": context.get("summary", ""),
        "sections": context.get("sections", []),
    }


def _photos_of(part: Frozen) -> Iterator[Frozen]:
    for section in part["sections"]:
        yield from section.get("photos", [])


def _without_duplicates(files: Iterable[Frozen]) -> Iterator[Frozen]:
    seen = set()
    for file in files:
        if file["id"] not in seen:
            seen.add(file["id"])
            yield file
