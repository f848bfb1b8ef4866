"""Open items: open one, move its date, say that it was looked at, end it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import EventKind, Job, Party, Wait
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User


@transaction.atomic
def open_wait(
    *,
    job: Job,
    party: str,
    what: str,
    by: User | None,
    slot: str = "",
    act: str = "",
    since_on: date | None = None,
    expected_on: date | None = None,
    window: str = "",
    stake_usd: Decimal | None = None,
    blocks: str = "",
    unwinds: bool = False,
) -> Wait:
    """Open an item on somebody. With a ``slot`` that is open already, bring that item up to date instead."""
    job = locked(job)
    standing = Wait.objects.of(job).open().filter(slot=slot).first() if slot else None
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
    wait = Wait.objects.create(
        job=job,
        party=party,
        slot=slot,
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
        sentence=f"Waiting for {Party(party).label.lower()}: {wait.what}",
        on=wait.since_on,
        by=by,
        after=_dates(wait),
    )
    return wait


@transaction.atomic
def move_wait(*, wait: Wait, expected_on: date, by: User | None, because: str = "", window: str = "") -> Wait:
    """Give an open item another expected day; the day first given is kept."""
    locked(wait.job)
    wait = locked(wait)
    _refuse_if_ended(wait)
    before = _dates(wait)
    wait.expected_on, wait.window = expected_on, window
    wait.first_expected_on = wait.first_expected_on or expected_on
    wait.save(update_fields=["expected_on", "first_expected_on", "window"])
    if before != _dates(wait):
        history.record(
            job=wait.job,
            kind=EventKind.ITEM_MOVED,
            sentence=f"New date, {expected_on:%-d %B %Y}: {wait.what}",
            because=because,
            by=by,
            before=before,
            after=_dates(wait),
        )
    return wait


@transaction.atomic
def look_at_wait(*, wait: Wait, by: User, on: date | None = None) -> Wait:
    """Note that somebody looked at an open item without ending it."""
    locked(wait.job)
    wait = locked(wait)
    _refuse_if_ended(wait)
    wait.looked_on, wait.looked_by = on or timezone.localdate(), by
    wait.save(update_fields=["looked_on", "looked_by"])
    return wait


@transaction.atomic
def end_wait(*, wait: Wait, by: User | None, note: str = "", on: date | None = None) -> Wait:
    """End an open item; a cancelled job whose last unwinding item ends is settled."""
    job = locked(wait.job)
    wait = locked(wait)
    _refuse_if_ended(wait)
    _end(wait, by=by, note=note, on=on)
    _settle_when_unwound(job, by, wait)
    return wait


@transaction.atomic
def end_slot(*, job: Job, slot: str, by: User | None, note: str = "", on: date | None = None) -> None:
    """End the item that a desk opened under this slot, if it is open."""
    job = locked(job)
    for wait in Wait.objects.of(job).open().filter(slot=slot):
        _end(wait, by=by, note=note, on=on)
        _settle_when_unwound(job, by, wait)


def _end(wait: Wait, *, by: User | None, note: str, on: date | None) -> None:
    wait.ended_on, wait.ended_by, wait.ended_note = on or timezone.localdate(), by, note[:240]
    wait.save(update_fields=["ended_on", "ended_by", "ended_note"])
    history.record(
        job=wait.job,
        kind=EventKind.ITEM_ENDED,
        sentence=f"No longer open: {wait.what}",
        because=note,
        by=by,
        on=on,
    )


def _settle_when_unwound(job: Job, by: User | None, wait: Wait) -> None:
    if not (wait.unwinds and job.cancelled_on) or job.settled_on:
        return
    if Wait.objects.of(job).open().filter(unwinds=True).exists():
        return
    job.settled_on = max(wait.ended_on or timezone.localdate(), job.cancelled_on)
    job.save(update_fields=["settled_on"])
    history.record(
        job=job, kind=EventKind.SETTLED, sentence="Everything is unwound", by=by, on=job.settled_on
    )


def _bring_up_to_date(wait: Wait, by: User | None, *, expected_on: date | None, **new: object) -> Wait:
    for name, value in new.items():
        setattr(wait, name, value)
    wait.save(update_fields=list(new))
    if expected_on and expected_on != wait.expected_on:
        return move_wait(wait=wait, expected_on=expected_on, window=wait.window, by=by)
    return wait


def _refuse_if_ended(wait: Wait) -> None:
    if wait.ended_on:
        who = wait.ended_by.name if wait.ended_by else "KiloWire"
        raise Refused(f"{who} already ended this item on {wait.ended_on:%-d %B %Y}.")


def _dates(wait: Wait) -> dict[str, str | None]:
    return {
        "expected_on": wait.expected_on.isoformat() if wait.expected_on else None,
        "window": wait.window or None,
    }
