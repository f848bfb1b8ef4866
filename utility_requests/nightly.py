"""What the clock brings to the utility's desk: readiness before a visit, a visit without outcome, lateness.

A look opens and ends what is owed as things stand, so twice, late or by two workers at once it changes
nothing.
"""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from kilowire.floor.refusals import Refused
from utility_requests.services.clockwork import jobs_to_look_at
from utility_requests.services.open_items import look_again

log = logging.getLogger(__name__)


@shared_task
def look_at_visits() -> None:
    """Judge visits anew and bring the open items up to date, one transaction for each job."""
    for job in jobs_to_look_at(timezone.localdate()):
        try:
            look_again(job=job, by=None)
        except Refused as refusal:
            log.info("job %s left as it is: %s", job.pk, type(refusal).__name__)
