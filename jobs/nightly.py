"""Celery beat tasks of the jobs app: warranties, dig tickets, papers to sign, usual times, what must agree.

A run finds only what is new, so running late, twice, or in two workers at once changes nothing more.
"""

from __future__ import annotations

import logging
from datetime import date, timedelta

from celery import shared_task
from django.db.models import F, QuerySet
from django.utils import timezone

from jobs.agreeing.services import agreeing
from jobs.installation.services import dig_tickets
from jobs.models import Claim, Coverage, CoverageKind, DigTicket, Job
from jobs.notices.services import reminders
from jobs.put_aside.services.settling import settle_what_came
from jobs.road.stages import Stage
from jobs.signing.services import reminding
from jobs.status.services import usual_times
from jobs.warranty.services import warranties as warranty
from kilowire.floor.refusals import Refused

log = logging.getLogger(__name__)
BATCH = 500
SECONDS_AN_HOUR = 3600
DIG_TICKET_WARNING_DAYS = 5
COMPARED = 200
"""About so many jobs have their facts compared in one run; the runs of the next hours take the others."""


@shared_task
def look_at_jackets() -> None:
    """End warranties whose term is over, ask about dig tickets about to end, compare the facts of jobs.

    Settle what a tablet put aside and what came by itself since.
    """
    today = timezone.localdate()
    _end_warranties(today)
    soon = today + timedelta(days=DIG_TICKET_WARNING_DAYS)
    for ticket in DigTicket.objects.filter(closed_on=None, good_until_on__lte=soon).select_related("job")[
        :BATCH
    ]:
        dig_tickets.ask_to_renew(ticket=ticket)
    settle_what_came(BATCH)
    reminding.remind_and_expire(timezone.now())
    for job in jobs_to_compare(int(timezone.now().timestamp()) // SECONDS_AN_HOUR):
        agreeing.bring_up_to_date(job=job, by=None)


@shared_task
def count_usual_times() -> None:
    """Count what the stages of our closed jobs usually took, for the homeowner's page."""
    usual_times.count_usual_times()


@shared_task
def tell_what_comes() -> None:
    """Tell of tomorrow's appointments, of what is asked of homeowners, and of warranties about to end."""
    now = timezone.now()
    reminders.tell_of_tomorrow(now)
    reminders.remind_of_what_is_asked(now)
    reminders.tell_of_warranty_end(now)


def jobs_to_compare(hour: int) -> QuerySet[Job]:
    """Return the jobs under way whose facts are compared in this hour, of all hours counted from any one.

    Acts compare them when they write one; this finds what was written before a row was in the table of what
    must agree, and what a passing day changes.
    """
    rounds = max(1, -(-Job.objects.open().count() // COMPARED))
    return Job.objects.open().annotate(turn=F("pk") % rounds).filter(turn=hour % rounds).order_by("pk")


def _end_warranties(today: date) -> None:
    over = Coverage.objects.filter(kind=CoverageKind.WORKMANSHIP, withdrawn_on=None, until_on__lt=today)
    waiting = Job.objects.filter(stage=Stage.WARRANTY, cancelled_on=None, pk__in=over.values("job"))
    for job in waiting.exclude(pk__in=Claim.objects.open().values("job"))[:BATCH]:
        try:
            warranty.end_warranty(job=job, on=today, by=None)
        except Refused as refusal:
            log.info("job %s keeps its warranty: %s", job.pk, type(refusal).__name__)
