"""Say that a job is for the second meter of a house where another job is under way, or that it is not."""

from __future__ import annotations

from django.db import transaction

from jobs.history.services import history
from jobs.models import EventKind, Job
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason
from kilowire.models import User


@transaction.atomic
def link_second_meter(*, job: Job, second_meter_of: Job | None, because: str, by: User) -> Job:
    """Link this job to the one for the house's first meter, for a written reason; None takes the link away.

    Both may then share account and permit, never the meter. Nothing is written on the other job. Refused for
    the job itself, and for a job that is linked to this one.
    """
    job = locked(job)
    needs_reason(because)
    if second_meter_of == job.second_meter_of:
        raise Refused("Nothing would change: that is how it stands.", field="second_meter_of")
    if second_meter_of and job.pk in (second_meter_of.pk, second_meter_of.second_meter_of_id):
        raise Refused("That job is this one, or is linked to it already.", field="second_meter_of")
    before = str(job.second_meter_of) if job.second_meter_of else None
    job.second_meter_of = second_meter_of
    job.save(update_fields=["second_meter_of"])
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence=f"For the second meter beside {second_meter_of}"
        if second_meter_of
        else "For no second meter",
        because=because,
        by=by,
        before={"second_meter_of": before},
        after={"second_meter_of": str(second_meter_of) if second_meter_of else None},
    )
    return job
