"""Celery beat task of the permits app: note silence that counts, permits about to lapse, and work that began.

Each run finds only what is new since the last one, so a second, late or simultaneous run changes nothing.
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
from permits.services.work_began import take_over_work_began

log = logging.getLogger(__name__)

BATCH = 500
"""The most rows of one kind in one run; the next run takes the rest."""


@shared_task
def look_at_permits() -> None:
    """Record what has become due by date, one permit at a time."""
    today = timezone.localdate()
    near = today + timedelta(days=PERMIT_WARNING_DAYS)
    _for_each(Permit.objects.with_work_recorded(), take_over_work_began)
    _for_each(Permit.objects.with_silence_to_note(today), clockwork.note_silence)
    _for_each(Permit.objects.with_lapse_to_note(near), clockwork.warn_of_lapse)
    _for_each(Permit.objects.with_items_to_show(), clockwork.show_items)


def _for_each(permits: QuerySet[Permit], act: Callable[..., None]) -> None:
    """Run ``act`` on each permit in a transaction of its own, so that a refusal does not stop the others."""
    for permit in permits[:BATCH]:
        try:
            act(permit=permit)
        except Refused as refusal:
            log.info("permit %s left as it is: %s", permit.pk, type(refusal).__name__)
