"""Changes of a job's open items, collected and then written in bulk with their history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from jobs.history.services import history
from jobs.history.services.history import Line
from jobs.models import EventKind, Job, OpenItem, Party
from jobs.open_items.wanted import Wanted
from jobs.road.item_endings import SAID_DONE
from kilowire.floor.days import spoken_day
from kilowire.models import User

_ENDING = ("ended_on", "ended_by", "ended_note", "ended_by_word", "word_seen_on", "word_seen_by")
_DESCRIPTION = ("party", "what", "act", "window", "stake_usd", "blocks")
_DAYS = ("expected_on", "first_expected_on", "dated_on", "acknowledged_on", "moves")


_ASKED_ABOUT = (Party.HOMEOWNER, Party.OWNER, Party.UTILITY)


@dataclass
class ItemChanges:
    """The changes of one act. The caller has locked the job; nothing is written before ``write``."""

    job: Job
    by: User | None
    opened: list[OpenItem] = field(default_factory=list)
    changed: list[OpenItem] = field(default_factory=list)
    ended: list[OpenItem] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    moved: list[OpenItem] = field(default_factory=list)

    def open(self, wanted: Wanted, on: date) -> OpenItem:
        """Open an item as of ``wanted.since_on``, else ``on``."""
        item = OpenItem(
            job=self.job,
            key=wanted.key,
            since_on=wanted.since_on or on,
            expected_on=wanted.expected_on,
            first_expected_on=wanted.expected_on,
            dated_on=(wanted.since_on or on) if wanted.expected_on else None,
            unwinds=wanted.unwinds,
            opened_by=self.by,
            **_described(wanted),
        )
        self.opened.append(item)
        sentence = f"Waiting for {Party(item.party).label.lower()}: {item.what}"
        self.lines.append(Line(EventKind.ITEM_OPENED, sentence, on=item.since_on, after=_dates(item)))
        return item

    def update(self, item: OpenItem, wanted: Wanted) -> OpenItem:
        """Make an open item match ``wanted``; without a new expected day it keeps the one it had."""
        described = _described(wanted)
        if described != {name: getattr(item, name) for name in _DESCRIPTION}:
            if described["window"] != item.window:
                item.moves += 1
            for name, value in described.items():
                setattr(item, name, value)
            self.changed.append(item)
        if wanted.expected_on and wanted.expected_on != item.expected_on:
            self.move(item, wanted.expected_on, item.window, given_on=wanted.since_on)
        return item

    def move(
        self,
        item: OpenItem,
        expected_on: date,
        window: str,
        because: str = "",
        *,
        given_on: date | None = None,
    ) -> None:
        """Change an expected day, given on ``given_on`` or else today; the first one is kept beside it."""
        before = _dates(item)
        if item.expected_on != expected_on:
            item.dated_on = given_on or timezone.localdate()
            item.acknowledged_on = None
            self.moved.append(item)
        item.expected_on, item.window = expected_on, window
        item.first_expected_on = item.first_expected_on or expected_on
        if item not in self.changed:
            self.changed.append(item)
        if before != _dates(item):
            item.moves += 1
            sentence = f"New date, {spoken_day(expected_on)}: {item.what}"
            self.lines.append(
                Line(EventKind.ITEM_MOVED, sentence, because=because, before=before, after=_dates(item))
            )

    def end(self, item: OpenItem, on: date | None, note: str) -> None:
        """End an item on a day, by default today."""
        item.ended_on, item.ended_by, item.ended_note = on or timezone.localdate(), self.by, note[:240]
        self.ended.append(item)
        sentence = f"No longer open: {item.what}"
        self.lines.append(Line(EventKind.ITEM_ENDED, sentence, on=item.ended_on, because=note))

    def write(self) -> None:
        """Write every row and line; a cancelled job is settled while none of its unwinding items is open.

        With an item of the homeowner, or a visit of the utility that is over or has another day, ends the
        office's item of what the homeowner said about it.
        """
        self._end_what_was_said_done()
        OpenItem.objects.bulk_update(self.ended, _ENDING)
        OpenItem.objects.bulk_update(self.changed, (*_DESCRIPTION, *_DAYS))
        OpenItem.objects.bulk_create(self.opened)
        history.record_all(job=self.job, lines=self.lines, by=self.by)
        if self.job.settled_on and any(item.unwinds for item in self.opened):
            self.job.settled_on = None
            self.job.save(update_fields=["settled_on"])
        self._settle_when_unwound()

    def _end_what_was_said_done(self) -> None:
        visits = [item for item in self.moved if item.party == Party.UTILITY]
        asked = [item for item in (*self.ended, *visits) if item.pk and item.party in _ASKED_ABOUT]
        if asked:
            ended_on = {f"{SAID_DONE}{item.pk}": item.ended_on for item in asked}
            for said in OpenItem.objects.of(self.job).open().filter(key__in=list(ended_on)):
                self.end(said, ended_on[said.key], "It is done")

    def _settle_when_unwound(self) -> None:
        days = [item.ended_on for item in self.ended if item.unwinds and item.ended_on]
        cancelled_on = self.job.cancelled_on
        if not days or not cancelled_on or self.job.settled_on:
            return
        if OpenItem.objects.of(self.job).open().filter(unwinds=True).exists():
            return
        self.job.settled_on = max(*days, cancelled_on)
        self.job.save(update_fields=["settled_on"])
        history.record(
            job=self.job,
            kind=EventKind.SETTLED,
            sentence="Everything is unwound",
            by=self.by,
            on=self.job.settled_on,
        )


def _described(wanted: Wanted) -> dict[str, object]:
    return {name: getattr(wanted, name) for name in _DESCRIPTION} | {"what": wanted.what[:240]}


def _dates(item: OpenItem) -> dict[str, str | None]:
    return {
        "expected_on": item.expected_on.isoformat() if item.expected_on else None,
        "window": item.window or None,
    }
