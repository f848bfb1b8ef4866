"""The only writer of events: who, when, what, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from jobs.models import Event, Job
from jobs.search.services import search
from kilowire.floor.forms.second_look import take_words
from kilowire.models import User


@dataclass(frozen=True)
class Line:
    """One of several lines that an act writes at once. ``on`` is today if not given."""

    kind: str
    sentence: str
    on: date | None = None
    because: str = ""
    milestone: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def record(
    *,
    job: Job,
    kind: str,
    sentence: str,
    by: User | None,
    on: date | None = None,
    by_person: str = "",
    milestone: str = "",
    because: str = "",
    reference: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Event:
    """Write one line of the job's history. ``before`` and ``after`` are plain JSON values of what changed.

    The job is found by the words of ``because`` from now on.
    The words by which a user explained an unlikely value of this act stand in its first line.
    """
    event = Event.objects.create(
        job=job,
        kind=kind,
        sentence=sentence[:400],
        on=on or timezone.localdate(),
        by=by,
        by_person=by_person,
        milestone=milestone,
        because=" ".join(filter(None, (because, take_words())))[:1000],
        reference=reference[:120],
        before=before or {},
        after=after or {},
    )
    if event.because:
        search.add_notes([(job, event.because)])
    return event


def record_all(*, job: Job, lines: Iterable[Line], by: User | None) -> None:
    """Write several lines of the job's history in this order, as ``record_each`` does."""
    record_each(lines=[(job, line) for line in lines], by=by)


def record_each(*, lines: Iterable[tuple[Job, Line]], by: User | None) -> None:
    """Write lines of several histories in this order in one query, and their reasons' words in another."""
    words = take_words()
    events = Event.objects.bulk_create(
        Event(
            job=job,
            kind=line.kind,
            sentence=line.sentence[:400],
            on=line.on or timezone.localdate(),
            by=by,
            milestone=line.milestone,
            because=" ".join(filter(None, (line.because, "" if place else words)))[:1000],
            before=line.before,
            after=line.after,
        )
        for place, (job, line) in enumerate(lines)
    )
    if reasons := [(event.job, event.because) for event in events if event.because]:
        search.add_notes(reasons)


def changes(row: Any, new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what these new values would change on a row: (before, after), as plain JSON values."""
    before = {name: getattr(row, name) for name, value in new.items() if getattr(row, name) != value}
    return (
        {name: _plain(value) for name, value in before.items()},
        {name: _plain(new[name]) for name in before},
    )


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)
