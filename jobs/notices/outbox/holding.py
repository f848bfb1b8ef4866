"""Whether a notice is still of use when its hour comes, and from when on it may go."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from jobs.models import Appointment, Document, Job, Notice, OpenItem, Party
from jobs.notices.kinds import NOTICES, NoticeSpec
from jobs.notices.quiet_hours import when_allowed

PAST = "It did not go before what it tells of was over; tell them yourself if it still matters."
CANCELLED = "The job was cancelled before it went."
HELD = "The job is on hold."
STOPPED = "They do not want messages of this kind."
GONE = "What it says was no longer so when it was about to go."
ASKED = "asked"
"""The cause of a reminder: something is still asked of the homeowner."""


def is_past(notice: Notice, now: datetime) -> bool:
    """Return whether what it tells of is over, so that somebody has to know that it did not go."""
    return bool(notice.until and now >= notice.until)


def why_not(notice: Notice) -> str:
    """Return the sentence that says why this notice is of no use any more; empty where it is."""
    spec, job = NOTICES.get(notice.template), notice.person.job
    if spec is None or (spec.at_once and not notice.cause):
        return ""
    if job.cancelled_on and notice.cause:
        return CANCELLED
    if job.held_on and spec.on_its_way:
        return HELD
    if notice.template in notice.person.stopped_kinds:
        return STOPPED
    return "" if _still_so(notice, job) else GONE


def allowed_at(notice: Notice, now: datetime) -> datetime:
    """Return ``now``, or the end of the person's quiet hours."""
    spec, person = NOTICES.get(notice.template), notice.person
    if spec is None or spec.at_once:
        return now
    return when_allowed(
        timezone.localtime(now),
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
        sundays=spec.on_sundays,
    )


def gathers(notice: Notice) -> bool:
    """Return whether it goes together with others of the same minute."""
    spec: NoticeSpec | None = NOTICES.get(notice.template)
    return bool(spec and not spec.at_once)


def _still_so(notice: Notice, job: Job) -> bool:
    if notice.document_id and not Document.objects.in_force().filter(pk=notice.document_id).exists():
        return False
    name, _, rest = notice.cause.partition(":")
    look = _LOOKS.get(name)
    return look(job, rest) if look else True


def _milestone_stands(job: Job, name: str) -> bool:
    return name in {each.value for each in job.standing}


def _milestone_is_open(job: Job, name: str) -> bool:
    return not _milestone_stands(job, name)


def _appointment_is_booked(_job: Job, named: str) -> bool:
    """``7:2026-11-24T09:00:00+00:00``: appointment 7 is still booked for this instant."""
    pk, _, starts_at = named.partition(":")
    booked = Appointment.objects.upcoming().filter(pk=int(pk), starts_at=parse_datetime(starts_at))
    return booked.exists()


def _item_is_open(job: Job, named: str) -> bool:
    """The key of an item, a bar and a day: the item is still open and expected on this day."""
    key, _, day = named.partition("|")
    items = OpenItem.objects.of(job).open().filter(key=key)
    return items.filter(expected_on=parse_date(day)).exists() if day else items.exists()


def _is_asked_of_homeowner(job: Job, _rest: str) -> bool:
    return OpenItem.objects.of(job).open().filter(party__in=(Party.HOMEOWNER, Party.OWNER)).exists()


_LOOKS = {
    "milestone": _milestone_stands,
    "without": _milestone_is_open,
    "appointment": _appointment_is_booked,
    "item": _item_is_open,
    ASKED: _is_asked_of_homeowner,
}
