"""What the clock brings to the jacket: a warranty whose term is over, a dig ticket about to end.

Each look finds only what is new, so twice, late or by two workers at once it changes nothing.
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
    """End the warranties whose term is over, and ask for dig tickets to be renewed or closed."""
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
