"""What a test looks at after an act: events since a mark, open items, and papers in force."""

from __future__ import annotations

from jobs.models import Document, Event, Job, Wait


def mark(job: Job) -> int:
    """Where the history stands now."""
    last = Event.objects.of(job).first()
    return last.pk if last else 0


def events(job: Job, since: int) -> list[tuple[str, str]]:
    """Kind and sentence of every event since the mark, oldest first."""
    rows = Event.objects.of(job).filter(pk__gt=since).order_by("pk")
    return [(event.kind, event.sentence) for event in rows]


def items(job: Job) -> dict[str, str]:
    """Open items of this desk: slot without its prefix → party."""
    rows = Wait.objects.of(job).open().filter(slot__startswith="utility_requests.")
    return {wait.slot.removeprefix("utility_requests."): wait.party for wait in rows}


def owed(job: Job) -> set[str]:
    """Open items of this desk but those of readiness."""
    return {slot for slot in items(job) if not slot.startswith("readiness:")}


def item(job: Job, slot: str) -> Wait:
    return Wait.objects.of(job).open().get(slot=f"utility_requests.{slot}")


def paper_in_force(job: Job, kind: str) -> Document:
    return Document.objects.of(job).in_force().get(kind=kind)
