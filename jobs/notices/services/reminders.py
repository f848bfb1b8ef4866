"""What the clock tells: tomorrow's appointments, what is asked of the homeowner, the end of the warranty.

Each is told once for its cause, so that a second, late or simultaneous run changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from jobs.models import (
    Appointment,
    AppointmentKind,
    Coverage,
    CoverageKind,
    HomeownerLink,
    Job,
    Notice,
    OpenItem,
    Party,
)
from jobs.notices.kinds import NoticeKind
from jobs.notices.outbox.holding import ASKED
from jobs.notices.quiet_hours import SUNDAY
from jobs.notices.services.notices import readers_of_page, tell
from kilowire.floor.days import midnight
from kilowire.floor.locks import locked

BATCH = 200
EVENING = 17
"""From this hour on, what comes tomorrow is told."""
REMINDED_FROM, REMINDED_UNTIL = 10, 18
ASKED_FOR_DAYS, AGAIN_AFTER_DAYS = 3, 3
"""A reminder goes once something was asked for so long, and again after so many days."""
WARRANTY_DAYS, TOLD_LATE_DAYS = 30, 3
"""The end of the warranty is told so many days before, or a few days later after a fault."""
THEIRS = (Party.HOMEOWNER, Party.OWNER)
OURS_AT_THE_HOUSE = (
    AppointmentKind.SURVEY,
    AppointmentKind.INSTALLATION,
    AppointmentKind.COMMISSIONING,
    AppointmentKind.SERVICE,
)


def is_evening(now: datetime) -> bool:
    """Return whether what comes tomorrow is to be told now."""
    return timezone.localtime(now).hour >= EVENING


def tell_of_tomorrow(now: datetime) -> None:
    """Tell of our appointments of tomorrow, from 17:00 on; the job is not on hold and not cancelled."""
    if not is_evening(now):
        return
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    coming = Appointment.objects.upcoming().filter(
        kind__in=OURS_AT_THE_HOUSE,
        starts_at__gte=midnight(tomorrow),
        starts_at__lt=midnight(tomorrow + timedelta(days=1)),
        job__held_on=None,
        job__cancelled_on=None,
    )
    for each in coming.select_related("job")[:BATCH]:
        starts_at = each.starts_at.isoformat()
        tell_once(
            job=each.job,
            kind=NoticeKind.APPOINTMENT_TOMORROW,
            cause=f"appointment:{each.pk}:{starts_at}",
            until=each.starts_at,
            context={"visit": each.kind, "starts_at": starts_at, "ends_at": each.ends_at.isoformat()},
        )


def remind_of_what_is_asked(now: datetime) -> None:
    """Remind of what was asked of the homeowner days ago or is late, in the day and never on a Sunday."""
    local = timezone.localtime(now)
    if local.weekday() == SUNDAY or not REMINDED_FROM <= local.hour < REMINDED_UNTIL:
        return
    for job in _jobs_that_wait(now)[:BATCH]:
        count = OpenItem.objects.of(job).open().filter(party__in=THEIRS).count()
        since = now - timedelta(days=AGAIN_AFTER_DAYS)
        reminded = Notice.objects.filter(template=NoticeKind.ASKED_OF_YOU, written_at__gt=since)
        people = [each for each in readers_of_page(job) if not reminded.filter(person=each).exists()]
        tell(job=job, kind=NoticeKind.ASKED_OF_YOU, people=people, cause=ASKED, context={"count": count})


def tell_of_warranty_end(now: datetime) -> None:
    """Tell once that our warranty ends in thirty days."""
    today = timezone.localtime(now).date()
    ending = Coverage.objects.filter(
        kind=CoverageKind.WORKMANSHIP,
        withdrawn_on=None,
        until_on__gt=today + timedelta(days=WARRANTY_DAYS - TOLD_LATE_DAYS),
        until_on__lte=today + timedelta(days=WARRANTY_DAYS),
        job__cancelled_on=None,
    )
    for each in ending.select_related("job")[:BATCH]:
        day = each.until_on.isoformat()
        cause = f"warranty:{each.pk}:{day}"
        tell_once(job=each.job, kind=NoticeKind.WARRANTY_ENDS, cause=cause, context={"day": day})


def tell_once(*, job: Job, kind: NoticeKind, cause: str, **given: Any) -> None:
    """Tell of this cause whoever was not told of it yet."""
    if not readers_of_page(job):
        return
    job = locked(job)
    told = Notice.objects.filter(template=kind, cause=cause).values_list("person", flat=True)
    people: Iterable[Any] = [each for each in readers_of_page(job) if each.pk not in set(told)]
    tell(job=job, kind=kind, cause=cause, people=people, **given)


def _jobs_that_wait(now: datetime) -> QuerySet[Job]:
    today = timezone.localtime(now).date()
    theirs = OpenItem.objects.open().filter(party__in=THEIRS)
    long_asked = theirs.filter(since_on__lte=today - timedelta(days=ASKED_FOR_DAYS))
    late = theirs.filter(expected_on__lt=today)
    reminded_since = now - timedelta(days=AGAIN_AFTER_DAYS)
    told = Notice.objects.filter(template=NoticeKind.ASKED_OF_YOU, written_at__gt=reminded_since)
    live = HomeownerLink.objects.live(now)
    jobs = Job.objects.open().filter(held_on=None, pk__in=live.values("person__job"))
    asked = jobs.filter(Q(pk__in=long_asked.values("job")) | Q(pk__in=late.values("job")))
    return asked.exclude(pk__in=told.values("person__job")).order_by("pk")
