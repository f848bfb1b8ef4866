"""Celery beat tasks of utility_requests: readiness, outcomes, late answers, and tomorrow's visits.

Each run brings open items in line with the current state, so a second, late or simultaneous run changes
nothing.
"""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from kilowire.floor.refusals import Refused
from utility_requests.services.clockwork import jobs_to_look_at
from utility_requests.services.open_items import refresh
from utility_requests.services.telling import tell_of_tomorrow

log = logging.getLogger(__name__)


@shared_task
def look_at_visits() -> None:
    """Judge visits again and bring the open items up to date, in one transaction per job."""
    for job in jobs_to_look_at(timezone.localdate()):
        try:
            refresh(job=job, by=None)
        except Refused as refusal:
            log.info("job %s left as it is: %s", job.pk, type(refusal).__name__)


@shared_task
def tell_of_visits() -> None:
    """Tell of the utility's visits of tomorrow, from 17:00 on."""
    tell_of_tomorrow(timezone.now())
