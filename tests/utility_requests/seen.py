"""What a test looks at after an act: events since a mark, open items, and papers in force."""

from __future__ import annotations

from jobs.models import Document, Event, Job, OpenItem


def mark(job: Job) -> int:
    """Where the history stands now."""
    last = Event.objects.of(job).first()
    return last.pk if last else 0


def events(job: Job, since: int) -> list[tuple[str, str]]:
    """Kind and sentence of every event since the mark, oldest first."""
    rows = Event.objects.of(job).filter(pk__gt=since).order_by("pk")
    return [(event.kind, event.sentence) for event in rows]


def items(job: Job) -> dict[str, str]:
    """Open items of this desk: key without its prefix → party."""
    rows = OpenItem.objects.of(job).open().filter(key__startswith="utility_requests.")
    return {item.key.removeprefix("utility_requests."): item.party for item in rows}


def owed(job: Job) -> set[str]:
    """Open items of this desk but those of readiness."""
    return {key for key in items(job) if not key.startswith("readiness:")}


def item(job: Job, key: str) -> OpenItem:
    return OpenItem.objects.of(job).open().get(key=f"utility_requests.{key}")


def paper_in_force(job: Job, kind: str) -> Document:
    return Document.objects.of(job).in_force().get(kind=kind)
