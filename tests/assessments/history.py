"""What an act wrote: its events, and the items of the desk that are open after it."""

from __future__ import annotations

from jobs.models import Event, Job, OpenItem


def last_event(job: Job) -> int:
    return Event.objects.of(job).values_list("pk", flat=True).first() or 0


def written_since(job: Job, pk: int) -> list[tuple[str, str]]:
    """Kind and sentence of each event, oldest first."""
    events = Event.objects.of(job).filter(pk__gt=pk).order_by("pk")
    return [(event.kind, event.sentence) for event in events]


def open_items(job: Job) -> dict[str, tuple[str, str]]:
    """Party and words of each open item of the desk, by key without the desk's name."""
    items = OpenItem.objects.of(job).open().filter(key__startswith="assessments.")
    return {item.key.removeprefix("assessments."): (item.party, item.what) for item in items}
