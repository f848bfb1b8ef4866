"""Open items: open one, move its date, say that it was looked at, end it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import EventKind, Job, OpenItem, Party
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User


@transaction.atomic
def add(
    *,
    job: Job,
    party: str,
    what: str,
    by: User | None,
    key: str = "",
    act: str = "",
    since_on: date | None = None,
    expected_on: date | None = None,
    window: str = "",
    stake_usd: Decimal | None = None,
    blocks: str = "",
    unwinds: bool = False,
) -> OpenItem:
    """Open an item on somebody. With a ``key`` that is open already, bring that item up to date instead."""
    job = locked(job)
    standing = OpenItem.objects.of(job).open().filter(key=key).first() if key else None
    if standing:
        return _bring_up_to_date(
            standing,
            by,
            party=party,
            what=what,
            act=act,
            window=window,
            stake_usd=stake_usd,
            blocks=blocks,
            expected_on=expected_on,
        )
    item = OpenItem.objects.create(
        job=job,
        party=party,
        key=key,
        what=what[:240],
        act=act,
        since_on=since_on or timezone.localdate(),
        expected_on=expected_on,
        first_expected_on=expected_on,
        window=window,
        stake_usd=stake_usd,
        blocks=blocks,
        unwinds=unwinds,
        opened_by=by,
    )
    history.record(
        job=job,
        kind=EventKind.ITEM_OPENED,
        sentence=f"Waiting for {Party(party).label.lower()}: {item.what}",
        on=item.since_on,
        by=by,
        after=_dates(item),
    )
    return item


@transaction.atomic
def move(
    *, item: OpenItem, expected_on: date, by: User | None, because: str = "", window: str = ""
) -> OpenItem:
    """Give an open item another expected day; the day first given is kept."""
    locked(item.job)
    item = locked(item)
    _refuse_if_ended(item)
    before = _dates(item)
    item.expected_on, item.window = expected_on, window
    item.first_expected_on = item.first_expected_on or expected_on
    item.save(update_fields=["expected_on", "first_expected_on", "window"])
    if before != _dates(item):
        history.record(
            job=item.job,
            kind=EventKind.ITEM_MOVED,
            sentence=f"New date, {expected_on:%-d %B %Y}: {item.what}",
            because=because,
            by=by,
            before=before,
            after=_dates(item),
        )
    return item


@transaction.atomic
def look_at(*, item: OpenItem, by: User, on: date | None = None) -> OpenItem:
    """Note that somebody looked at an open item without ending it."""
    locked(item.job)
    item = locked(item)
    _refuse_if_ended(item)
    item.looked_on, item.looked_by = on or timezone.localdate(), by
    item.save(update_fields=["looked_on", "looked_by"])
    return item


@transaction.atomic
def end(*, item: OpenItem, by: User | None, note: str = "", on: date | None = None) -> OpenItem:
    """End an open item; a cancelled job whose last unwinding item ends is settled."""
    job = locked(item.job)
    item = locked(item)
    _refuse_if_ended(item)
    _end(item, by=by, note=note, on=on)
    _settle_when_unwound(job, by, item)
    return item


@transaction.atomic
def end_by_key(*, job: Job, key: str, by: User | None, note: str = "", on: date | None = None) -> None:
    """End the item that a desk opened under this key, if it is open."""
    job = locked(job)
    for item in OpenItem.objects.of(job).open().filter(key=key):
        _end(item, by=by, note=note, on=on)
        _settle_when_unwound(job, by, item)


def _end(item: OpenItem, *, by: User | None, note: str, on: date | None) -> None:
    item.ended_on, item.ended_by, item.ended_note = on or timezone.localdate(), by, note[:240]
    item.save(update_fields=["ended_on", "ended_by", "ended_note"])
    history.record(
        job=item.job,
        kind=EventKind.ITEM_ENDED,
        sentence=f"No longer open: {item.what}",
        because=note,
        by=by,
        on=on,
    )


def _settle_when_unwound(job: Job, by: User | None, item: OpenItem) -> None:
    if not (item.unwinds and job.cancelled_on) or job.settled_on:
        return
    if OpenItem.objects.of(job).open().filter(unwinds=True).exists():
        return
    job.settled_on = max(item.ended_on or timezone.localdate(), job.cancelled_on)
    job.save(update_fields=["settled_on"])
    history.record(
        job=job, kind=EventKind.SETTLED, sentence="Everything is unwound", by=by, on=job.settled_on
    )


def _bring_up_to_date(
    item: OpenItem, by: User | None, *, expected_on: date | None, **new: object
) -> OpenItem:
    for name, value in new.items():
        setattr(item, name, value)
    item.save(update_fields=list(new))
    if expected_on and expected_on != item.expected_on:
        return move(item=item, expected_on=expected_on, window=item.window, by=by)
    return item


def _refuse_if_ended(item: OpenItem) -> None:
    if item.ended_on:
        who = item.ended_by.name if item.ended_by else "KiloWire"
        raise Refused(f"{who} already ended this item on {item.ended_on:%-d %B %Y}.")


def _dates(item: OpenItem) -> dict[str, str | None]:
    return {
        "expected_on": item.expected_on.isoformat() if item.expected_on else None,
        "window": item.window or None,
    }
