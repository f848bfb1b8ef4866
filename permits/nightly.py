"""What the clock brings to the permit desk: silence that counts, permits about to lapse, work that began.

Each look finds only what is new since the last one, so twice, late or by two workers at once it changes
nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from celery import shared_task
from django.db.models import QuerySet
from django.utils import timezone

from kilowire.floor.refusals import Refused
from permits.clocks import PERMIT_WARNING_DAYS
from permits.models import Permit
from permits.services import clockwork

log = logging.getLogger(__name__)

BATCH = 500
"""Rows of one kind in one look; the next look takes the rest."""


@shared_task
def look_at_permits() -> None:
    """Bring up what the clock has made due, permit by permit."""
    today = timezone.localdate()
    near = today + timedelta(days=PERMIT_WARNING_DAYS)
    _each(Permit.objects.with_work_recorded(), clockwork.take_over_work_began)
    _each(Permit.objects.with_silence_to_note(today), clockwork.note_silence)
    _each(Permit.objects.with_lapse_to_note(near), clockwork.warn_of_lapse)
    _each(Permit.objects.with_items_to_show(), clockwork.show_items)


def _each(permits: QuerySet[Permit], look: Callable[..., None]) -> None:
    """One transaction each: a permit that somebody changed in the meantime keeps nobody else waiting."""
    for permit in permits[:BATCH]:
        try:
            look(permit=permit)
        except Refused as refusal:
            log.info("permit %s left as it is: %s", permit.pk, type(refusal).__name__)
