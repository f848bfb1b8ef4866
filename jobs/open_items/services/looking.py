"""Records that somebody looked: at an open item of the city or utility, or at the word by which one ended."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.directory.services.party_calendars import calendar_of
from jobs.models import OpenItem
from kilowire.floor.calendars import add_business_days
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already
from kilowire.models import User


@transaction.atomic
def look_at(*, item: OpenItem, by: User, on: date | None = None) -> OpenItem:
    """Record that a user asked about an open item, by default today; an ended item is ``Refused``.

    It is due again on the next business day of its party. The history gets no line of it.
    """
    job = locked(item.job)
    item = locked(item)
    if item.ended_on:
        raise already(item.ended_by or "KiloWire", _("ended this item"), item.ended_on)
    item.looked_on, item.looked_by = on or timezone.localdate(), by
    item.look_again_on = add_business_days(item.looked_on, 1, calendar_of(item.party, job.site))
    item.save(update_fields=["looked_on", "looked_by", "look_again_on"])
    return item


@transaction.atomic
def see_word(*, item: OpenItem, by: User) -> OpenItem:
    """Record that the owner saw the written word by which an unwinding item ended."""
    locked(item.job)
    item = locked(item)
    if not item.ended_by_word:
        raise Refused("This did not end by a written word.")
    if item.word_seen_on:
        raise already(item.word_seen_by, _("saw this"), item.word_seen_on)
    item.word_seen_on, item.word_seen_by = timezone.localdate(), by
    item.save(update_fields=["word_seen_on", "word_seen_by"])
    return item
