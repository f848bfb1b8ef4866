"""Signatures: record who signed which paper on which day, and withdraw one that does not hold."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jobs.models import EventKind, Job, Person, PersonRole, RoleOnJob, Signature, SignedPaper, Upload
from jobs.services import history
from kilowire.locks import locked
from kilowire.models import User
from kilowire.refusals import Refused

SIGNER: dict[str, str] = {
    SignedPaper.CONTRACT: PersonRole.OWNER,
    SignedPaper.OWNER_CONSENT: PersonRole.OWNER,
    SignedPaper.CUSTOMER_AGREEMENT: PersonRole.ACCOUNT_HOLDER,
    SignedPaper.AUTHORIZATION: PersonRole.ACCOUNT_HOLDER,
}


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
) -> Signature:
    """Record a signature with the file that shows it.

    The contract is the owner's to sign, the utility's papers the account holder's. What was signed on a
    tablet ends where the same is signed on paper since, or again by the same person.
    """
    job = locked(job)
    needed = SIGNER.get(paper)
    if needed and not RoleOnJob.objects.filter(job=job, person=person, role=needed).exists():
        role = PersonRole(needed).label.lower()
        raise Refused(f"{person.name} is not the {role}: this paper is the {role}'s to sign.", field="person")
    if signed_on > timezone.localdate():
        raise Refused(f"{signed_on:%-d %B %Y} has not come yet.", field="signed_on")
    standing = Signature.objects.of(job).standing().filter(paper=paper).first()
    if standing and _ends(standing, person, sent_as) and by:
        withdraw_signature(signature=standing, because="signed again", by=by)
    elif standing:
        raise Refused(f"{standing.name_as_signed} already signed this on {standing.signed_on:%-d %B %Y}.")
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
    )
    history.record(
        job=job,
        kind=EventKind.SIGNED,
        sentence=f"{SignedPaper(paper).label} signed by {signature.name_as_signed}",
        on=signed_on,
        by=by,
        after={"signature": signature.pk, "upload": upload.pk},
    )
    return signature


def _ends(standing: Signature, person: Person, sent_as: UUID | None) -> bool:
    """Whether another signature takes the place of one that a tablet sent."""
    return bool(standing.sent_as) and (sent_as is None or standing.person_id == person.pk)


@transaction.atomic
def withdraw_signature(*, signature: Signature, because: str, by: User) -> Signature:
    """End a signature that does not hold, for a written reason; the row stays."""
    job = locked(signature.job)
    signature = locked(signature)
    if not because.strip():
        raise Refused("Say why in a sentence: the reason stays in the history.", field="because")
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
    return signature
