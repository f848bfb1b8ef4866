"""The intake: open a job, accept it, change its kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.intake.services.opening import FirstCall, open_jobs
from jobs.milestones.services import milestones
from jobs.models import EventKind, Job, Person
from jobs.open_items.keys import ACCEPT
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason
from kilowire.models import User


def open_job(*, by: User, on: date | None = None, **given: Any) -> Job:
    """Open a job at Intake, with its site and its homeowner; ``given`` is what a ``FirstCall`` takes."""
    (job,) = open_jobs(calls=[FirstCall(**given, on=on or timezone.localdate())], by=by)
    return job


@transaction.atomic
def open_and_accept(*, by: User, **given: Any) -> Job:
    """Open a job as ``open_job`` does, and take it on; both or neither."""
    job = locked(open_job(by=by, **given))
    return accept_job(job=job, by=by, on=job.opened_on)


@transaction.atomic
def accept_job(*, job: Job, by: User, on: date | None = None) -> Job:
    """Accept the job; refused while none of its people has a phone number or an email address."""
    job, on = locked(job), on or timezone.localdate()
    if not any(person.can_be_reached for person in Person.objects.of(job)):
        raise Refused("Add a phone number or an email address first: nobody can be reached.")
    open_items.end_by_key(job=job, key=ACCEPT, by=by, on=on)
    return milestones.stamp(job=job, milestone=Milestone.ACCEPTED, on=on, by=by)


def accept_late(job: Job, given: Mapping[str, Any], by: User) -> None:
    """Accept a job that was under way already on the day that is given, if one is."""
    if on := given.get("accepted_on"):
        accept_job(job=job, by=by, on=on)


@transaction.atomic
def change_kind(*, job: Job, kind: str, because: str, by: User) -> Job:
    """Change the kind of job for a written reason, e.g. an older adapter found; refused after the verdict."""
    job = locked(job)
    if Milestone.ELIGIBLE in job.standing:
        raise Refused("The kind of job is part of the verdict: undo the eligibility first.")
    needs_reason(because)
    before = job.kind
    job.kind = kind
    job.save(update_fields=["kind"])
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence=f"Now a {kind}",
        because=because,
        by=by,
        before={"kind": before},
        after={"kind": kind},
    )
    return job
