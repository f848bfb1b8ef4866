"""Celery beat tasks of the jobs app: end warranties whose term is over, warn of dig tickets about to end.

A run finds only what is new, so running late, twice, or in two workers at once changes nothing more.
"""

from __future__ import annotations

import logging
from datetime import date, timedelta

from celery import shared_task
from django.utils import timezone

from jobs.installation.services import dig_tickets
from jobs.models import Claim, Coverage, CoverageKind, DigTicket, Job
from jobs.road.stages import Stage
from jobs.warranty.services import warranties as warranty
from kilowire.floor.refusals import Refused

log = logging.getLogger(__name__)
BATCH = 500
DIG_TICKET_WARNING_DAYS = 5


@shared_task
def look_at_jackets() -> None:
    """End warranties whose term is over; ask the office to renew or close dig tickets about to end."""
    today = timezone.localdate()
    _end_warranties(today)
    soon = today + timedelta(days=DIG_TICKET_WARNING_DAYS)
    for ticket in DigTicket.objects.filter(closed_on=None, good_until_on__lte=soon).select_related("job")[
        :BATCH
    ]:
        dig_tickets.ask_to_renew(ticket=ticket)


def _end_warranties(today: date) -> None:
    over = Coverage.objects.filter(kind=CoverageKind.WORKMANSHIP, withdrawn_on=None, until_on__lt=today)
    waiting = Job.objects.filter(stage=Stage.WARRANTY, cancelled_on=None, pk__in=over.values("job"))
    for job in waiting.exclude(pk__in=Claim.objects.open().values("job"))[:BATCH]:
        try:
            warranty.end_warranty(job=job, on=today, by=None)
        except Refused as refusal:
            log.info("job %s keeps its warranty: %s", job.pk, type(refusal).__name__)
