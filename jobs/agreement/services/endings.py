"""The end of a contract: undone because it was not signed so, or over because the job was cancelled."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jobs.agreement.services import items
from jobs.milestones.services import milestones
from jobs.models import Agreement, ChangeOrder, Job, Signature, SignedPaper
from jobs.papers.services import paperwork
from jobs.road import stages
from jobs.road.stages import Milestone
from jobs.signing.services import signing
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason
from kilowire.models import User

_OF_THE_CONTRACT = (SignedPaper.CONTRACT, SignedPaper.CHANGE_ORDER)


@transaction.atomic
def undo_contract(*, job: Job, because: str, by: User) -> Job:
    """Undo the agreement for a written reason: stamp, signatures and change orders go, the files stay."""
    job = locked(job)
    agreement = Agreement.objects.of(job).in_force().first()
    if agreement is None and Milestone.AGREED not in job.standing:
        raise Refused("The signed contract is not recorded, so there is nothing to undo.")
    needs_reason(because)
    if Milestone.AGREED in job.standing:
        job = milestones.withdraw(job=job, milestone=Milestone.AGREED, because=because, by=by)
    if agreement:
        _end(agreement, job, because, by)
    return job


@transaction.atomic
def end_contract(*, job: Job, because: str, by: User) -> Job:
    """End the contract of a job that was cancelled, so that going ahead needs a new signature.

    The agreement's stamp goes with it, except where acts of ours rest on it that did happen: then the job
    does not agree with itself until a new contract is signed, and our next acts are refused.
    """
    job = locked(job)
    agreement = Agreement.objects.of(job).in_force().first()
    if agreement is None:
        return job
    if Milestone.AGREED in job.standing:
        if stages.resting_on(job.kind, Milestone.AGREED, job.standing):
            paperwork.end_papers_resting_on(job=job, milestone=Milestone.AGREED, because=because, by=by)
        else:
            job = milestones.withdraw(job=job, milestone=Milestone.AGREED, because=because, by=by)
    _end(agreement, job, because, by)
    return job


def _end(agreement: Agreement, job: Job, because: str, by: User) -> None:
    for signature in Signature.objects.of(job).standing().filter(paper__in=_OF_THE_CONTRACT):
        signing.withdraw_signature(signature=signature, because=because, by=by)
    today = timezone.localdate()
    ChangeOrder.objects.of(job).filter(ended_on=None).update(
        ended_on=today, ended_by=by, ended_because=because[:400]
    )
    agreement.ended_on = today
    agreement.save(update_fields=["ended_on"])
    items.bring_up_to_date(job, by)
