"""Link a job to the warranty claim on an earlier job that it answers."""

from __future__ import annotations

from django.db import transaction

from jobs.history.services import history
from jobs.models import Agreement, Claim, EventKind, Job
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason
from kilowire.models import User


@transaction.atomic
def link_claim(*, job: Job, answers_claim: Claim | None, because: str, by: User) -> Job:
    """Say which warranty claim this job answers, or with None that it answers none; for a written reason.

    A claim on the job itself is ``Refused``, and so is taking the link from a job with a contract over $0.
    """
    job = locked(job)
    needs_reason(because)
    _refuse_link(job, answers_claim)
    before = str(job.answers_claim.job) if job.answers_claim else None
    job.answers_claim = answers_claim
    job.save(update_fields=["answers_claim"])
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence=f"Answers the warranty claim on {answers_claim.job}"
        if answers_claim
        else "Answers no warranty claim",
        because=because,
        by=by,
        before={"answers_claim_on": before},
        after={"answers_claim_on": str(answers_claim.job) if answers_claim else None},
    )
    return job


def _refuse_link(job: Job, claim: Claim | None) -> None:
    if claim == job.answers_claim:
        raise Refused("Nothing would change: that is how it stands.", field="answers_claim")
    if claim and claim.job_id == job.pk:
        raise Refused("A job does not answer a claim on itself.", field="answers_claim")
    if claim is None and Agreement.objects.of(job).filter(price_usd=0).exists():
        raise Refused(
            "The contract is over $0, which only a job that answers a warranty claim may have.",
            field="answers_claim",
        )
