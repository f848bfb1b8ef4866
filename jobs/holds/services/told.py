"""Homeowner and technicians are told that the job is off: with the day and the means, which ends the item."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from jobs.history.services import history
from jobs.models import EventKind, Job, OpenItem
from jobs.open_items.keys import HOMEOWNER_TOLD, TECHNICIANS_TOLD
from jobs.open_items.services import open_items
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import day_has_come, not_before
from kilowire.models import User

MEANS = {"phone": "by phone", "in_person": "in person", "letter": "by letter", "email": "by email",
         "text": "by text message"}  # fmt: skip


@transaction.atomic
def tell_homeowner(*, job: Job, told_on: date, means: str, by: User, note: str = "") -> None:
    """Record that the homeowner was told that the job is not going ahead, on which day and by which means."""
    _told(locked(job), HOMEOWNER_TOLD, "The homeowner", told_on, means, note, by)


@transaction.atomic
def tell_technicians(*, job: Job, told_on: date, means: str, by: User, note: str = "") -> None:
    """Record that the technicians booked were told that their appointments are off."""
    _told(locked(job), TECHNICIANS_TOLD, "The technicians booked", told_on, means, note, by)


def _told(job: Job, prefix: str, who: str, told_on: date, means: str, note: str, by: User) -> None:
    if not OpenItem.objects.of(job).open().filter(key__startswith=prefix).exists():
        raise Refused("Nobody is left to be told.")
    day_has_come(told_on, field="told_on")
    not_before(told_on, job.cancelled_on, "The job was cancelled", field="told_on")
    said = f"{who} told {MEANS[means]}"
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"{said} that the job is off",
        because=note,
        on=told_on,
        by=by,
        after={"told_on": told_on.isoformat(), "means": means},
    )
    open_items.bring_up_to_date(job=job, wanted=(), prefixes=(prefix,), by=by, on=told_on, note=said)
