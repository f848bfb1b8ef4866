"""Signatures: record who signed which paper on which day, and withdraw one that is not valid."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import (
    MANY_ON_A_JOB,
    SIGNER,
    EventKind,
    Job,
    Person,
    PersonRole,
    RoleOnJob,
    Signature,
    SignedPaper,
    Upload,
)
from jobs.papers.services import paperwork
from jobs.signing.services import requests
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import day_has_come, needs_reason
from kilowire.models import User


@transaction.atomic
def record_signature(
    *,
    job: Job,
    paper: str,
    person: Person,
    signed_on: date,
    upload: Upload,
    by: User | None,
    method: str = "ink",
    name_as_signed: str = "",
    text_version: str = "",
    signed_at: datetime | None = None,
    sent_as: UUID | None = None,
    brought_by: User | None = None,
) -> Signature:
    """Record a signature with the upload that shows it.

    The owner must sign the contract and its change orders, the account holder the utility's papers; anybody
    else is ``Refused``, as is a day to come. A signature made on a tablet is withdrawn when the same paper is
    signed later in ink, or again by the same person. Where another signature stands, a tablet's is recorded
    as withdrawn and one in ink is ``Refused``; of change orders a job has several.
    """
    job = locked(job)
    _refuse_somebody_elses_paper(job, paper, person)
    day_has_come(signed_on, field="signed_on")
    withdrawn_because = _withdraw_replaced(job, paper, person, signed_at, sent_as, by)
    signature = Signature.objects.create(
        job=job,
        paper=paper,
        person=person,
        name_as_signed=name_as_signed or person.name,
        method=method,
        text_version=text_version,
        signed_on=signed_on,
        signed_at=signed_at,
        sent_as=sent_as,
        upload=upload,
        recorded_by=by,
        brought_by=brought_by,
        withdrawn_on=timezone.localdate() if withdrawn_because else None,
        withdrawn_because=withdrawn_because,
    )
    _record_signing(signature, brought_by or by)
    if not withdrawn_because:
        requests.end_as_signed(job, paper, brought_by or by)
    return signature


def _record_signing(signature: Signature, by: User | None) -> None:
    history.record(
        job=signature.job,
        kind=EventKind.SIGNED,
        sentence=f"{SignedPaper(signature.paper).label} signed by {signature.name_as_signed}",
        because=signature.withdrawn_because,
        on=signature.signed_on,
        by=by,
        after={"signature": signature.pk, "upload": signature.upload_id},
    )


def _refuse_somebody_elses_paper(job: Job, paper: str, person: Person) -> None:
    needed = SIGNER.get(paper)
    if needed and not RoleOnJob.objects.filter(job=job, person=person, role=needed).exists():
        role = PersonRole(needed).label.lower()
        raise Refused(f"{person.name} is not the {role}: this paper is the {role}'s to sign.", field="person")


def _withdraw_replaced(
    job: Job, paper: str, person: Person, signed_at: datetime | None, sent_as: UUID | None, by: User | None
) -> str:
    """Withdraw the signature that this one replaces; return a sentence where the earlier one stays in force.

    A signature from a tablet is evidence and always recorded; a second one in ink is ``Refused``.
    """
    standing = Signature.objects.of(job).standing().filter(paper=paper).first()
    if standing is None or paper in MANY_ON_A_JOB:
        return ""
    again = standing.sent_as and (sent_as is None or standing.person_id == person.pk)
    if again and by and not (signed_at and standing.signed_at and standing.signed_at > signed_at):
        withdraw_signature(signature=standing, because="signed again", by=by)
        return ""
    # Always in English, because it is stored as the reason why the later signature is withdrawn.
    signed_before = f"{standing.name_as_signed} already signed this on {spoken_day(standing.signed_on)}."
    if sent_as is None:
        raise Refused(signed_before)
    return signed_before


@transaction.atomic
def withdraw_signature(*, signature: Signature, because: str, by: User) -> Signature:
    """Withdraw a signature; its row stays, and its file says on every page that it no longer holds.

    A file that another standing signature shows as well goes on holding. Without a written reason it is
    ``Refused``.
    """
    job = locked(signature.job)
    signature = locked(signature)
    needs_reason(because)
    signature.withdrawn_on, signature.withdrawn_because = timezone.localdate(), because[:400]
    signature.save(update_fields=["withdrawn_on", "withdrawn_because"])
    history.record(
        job=job,
        kind=EventKind.UNDONE,
        sentence=f"{signature.get_paper_display()}: signature withdrawn",
        because=because,
        by=by,
        before={"signature": signature.pk},
    )
    if not Signature.objects.standing().filter(upload=signature.upload_id).exists():
        paperwork.end_uploads(job=job, uploads=[signature.upload], because=because, by=by)
    return signature
