"""What an act of the permit desk leaves in the jacket."""

from __future__ import annotations

from typing import Any

from jobs.models import Event, Job, OpenItem


def written_since(job: Job, after: int) -> list[tuple[str, str]]:
    rows = Event.objects.of(job).filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("kind", "sentence"))


def last_event(job: Job) -> int:
    return Event.objects.of(job).values_list("pk", flat=True).first() or 0


def open_items(job: Job) -> dict[str, tuple[str, str, Any]]:
    """Open items of this desk: key → (party, what it blocks, expected day)."""
    rows = OpenItem.objects.of(job).open().filter(key__contains="permit")
    return {item.key: (item.party, item.blocks, item.expected_on) for item in rows}
