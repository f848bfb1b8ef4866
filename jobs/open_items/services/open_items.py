"""Open items of a job: bring all up to date with what an app wants, or open, move, check and end one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.models import Job, OpenItem, Party
from jobs.open_items.services.changes import ItemChanges
from jobs.open_items.services.looking import look_at
from jobs.open_items.wanted import Over, Wanted
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, needs_words
from kilowire.models import User


@transaction.atomic
def bring_up_to_date(
    *,
    job: Job,
    wanted: Iterable[Wanted | Over],
    by: User | None,
    prefixes: tuple[str, ...] = (),
    on: date | None = None,
    note: str = "",
) -> None:
    """Bring the open items up to date with ``wanted``: open what is missing, update what changed, end others.

    An ``Over`` ends its item. An item that ``wanted`` does not name ends, with ``note``, only where its key
    begins with one of ``prefixes``. ``on`` is the day of the act, by default today; no item ends before the
    day it began. The number of queries does not grow with the number of items.
    """
    job, on = locked(job), on or timezone.localdate()
    asked = {each.key: each for each in wanted}
    open_now = {item.key: item for item in OpenItem.objects.of(job).open().exclude(key="")}
    changes = ItemChanges(job, by)
    for key, item in list(open_now.items()):
        each = asked.get(key)
        if _loses_its_day(item, each) if each else key.startswith(prefixes):
            changes.end(open_now.pop(key), max(on, item.since_on), note)
    for key, each in asked.items():
        standing = open_now.get(key)
        if isinstance(each, Over):
            if standing:
                changes.end(standing, max(each.on or on, standing.since_on), each.note)
        elif standing:
            changes.update(standing, each)
        elif each.opens:
            changes.open(each, on)
    changes.write()


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
    """Open an item on a party; where an item with this ``key`` is open, update that one instead.

    ``since_on`` is today by default, ``stake_usd`` is in US dollars, ``blocks`` names a milestone.
    """
    job = locked(job)
    wanted = Wanted(
        key,
        party,
        what,
        act=act,
        since_on=since_on,
        expected_on=expected_on,
        window=window,
        stake_usd=stake_usd,
        blocks=blocks,
        unwinds=unwinds,
    )
    standing = OpenItem.objects.of(job).open().filter(key=key).first() if key else None
    changes = ItemChanges(job, by)
    item = changes.update(standing, wanted) if standing else changes.open(wanted, timezone.localdate())
    changes.write()
    return item


@transaction.atomic
def move(
    *, item: OpenItem, expected_on: date, by: User | None, because: str = "", window: str = ""
) -> OpenItem:
    """Change an open item's expected day and keep the first one; an ended item is ``Refused``.

    Whoever has a new day of the city or utility has looked at the case.
    """
    job = locked(item.job)
    item = locked(item)
    _refuse_if_ended(item)
    changes = ItemChanges(job, by)
    changes.move(item, expected_on, window, because)
    changes.write()
    if by and item.party in (Party.CITY, Party.UTILITY):
        return look_at(item=item, by=by)
    return item


@transaction.atomic
def end(*, item: OpenItem, by: User | None, note: str = "", on: date | None = None) -> OpenItem:
    """End an open item by hand with a word on how it ended, by default today.

    Without the word it is ``Refused``, as is an item that ends by the act that it offers, and an ended one.
    The word that ends an unwinding item, which else ends by its fact, is shown to the owner. When the last
    one of a cancelled job ends, the job is settled.
    """
    job = locked(item.job)
    item = locked(item)
    _refuse_if_ended(item)
    if item.ends_by_act:
        raise Refused("This ends by itself when it is done: it leads to the page where that is recorded.")
    needs_words(note, _("Say in a few words how it ended: it stays in the history."), field="note")
    if item.unwinds:
        item.ended_by_word = True
        if by and by.is_owner:
            item.word_seen_on, item.word_seen_by = timezone.localdate(), by
    changes = ItemChanges(job, by)
    changes.end(item, on, note)
    changes.write()
    return item


@transaction.atomic
def end_by_key(*, job: Job, key: str, by: User | None, note: str = "", on: date | None = None) -> None:
    """End the item that is open under this key; do nothing where none is."""
    _end_all(locked(job), by, on, note, key=key)


def is_open(*, job: Job, key: str) -> bool:
    """Return whether an item is open under this key."""
    return OpenItem.objects.of(job).open().filter(key=key).exists()


@transaction.atomic
def end_ordinary(*, job: Job, by: User | None, note: str, on: date | None = None) -> None:
    """End every open item of a job except its unwinding items."""
    _end_all(locked(job), by, on, note, unwinds=False)


@transaction.atomic
def end_unwinding(*, job: Job, by: User | None, note: str, on: date | None = None) -> None:
    """End the unwinding items of a job, as when its cancellation is undone."""
    _end_all(locked(job), by, on, note, unwinds=True)


def _end_all(job: Job, by: User | None, on: date | None, note: str, **which: object) -> None:
    changes = ItemChanges(job, by)
    for item in OpenItem.objects.of(job).open().filter(**which):
        changes.end(item, on, note)
    changes.write()


def _loses_its_day(item: OpenItem, each: Wanted | Over) -> bool:
    had_one = item.expected_on is not None
    return isinstance(each, Wanted) and not each.keeps_day and had_one and each.expected_on is None


def _refuse_if_ended(item: OpenItem) -> None:
    if item.ended_on:
        raise already(item.ended_by or "KiloWire", _("ended this item"), item.ended_on)
