"""The utility's own papers signed by the account holder: file them, or withdraw a signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.files.base import File
from django.db import transaction

from jobs.models import (
    Job,
    Person,
    PersonRole,
    RoleOnJob,
    Signature,
    SignatureMethod,
    SignatureRequest,
    SignedPaper,
)
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.signing.services import sending, signing
from jobs.signing.services.recorders import SignedResult
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already
from kilowire.models import User

OF_THE_UTILITY = (SignedPaper.CUSTOMER_AGREEMENT, SignedPaper.AUTHORIZATION)


@transaction.atomic
def file_signed_papers(
    *,
    job: Job,
    papers: Sequence[str],
    signed_on: date,
    name_as_signed: str,
    file: File[bytes],
    by: User,
    method: str = SignatureMethod.INK,
) -> list[Signature]:
    """File a paper that the account holder signed, which may be agreement and authorization in one."""
    job = locked(job)
    role = RoleOnJob.objects.of(job).filter(role=PersonRole.ACCOUNT_HOLDER).select_related("person").first()
    if role is None:
        raise Refused("Nobody on this job is the account holder: add them under Overview first.")
    if not papers:
        raise Refused("Say which of the utility's papers are signed.", field="papers")
    agreement = SignedPaper.CUSTOMER_AGREEMENT in papers
    kind = UploadKind.CUSTOMER_AGREEMENT if agreement else UploadKind.AUTHORIZATION
    upload = paperwork.file_upload(job=job, kind=kind, file=file, by=by, on=signed_on)
    return [
        signing.record_signature(
            job=job,
            paper=SignedPaper(paper),
            person=role.person,
            signed_on=signed_on,
            upload=upload,
            by=by,
            method=method,
            name_as_signed=name_as_signed.strip(),
        )
        for paper in papers
    ]


@transaction.atomic
def send_to_sign(
    *,
    job: Job,
    papers: Sequence[str],
    file: File[bytes],
    first: Person,
    expires_on: date,
    by: User,
    second: Person | None = None,
    third: Person | None = None,
) -> SignatureRequest:
    """Send the utility's agreement, its authorization, or both in one, to be signed, each by itself."""
    job = locked(job)
    if not papers:
        raise Refused("Say which of the utility's papers are signed.", field="papers")
    for signature in Signature.objects.of(job).standing().filter(paper__in=papers):
        raise already(
            signature.name_as_signed,
            f"signed the {signature.get_paper_display().lower()}",
            signature.signed_on,
            field="papers",
        )
    both = len(set(papers)) > 1
    return sending.send(
        job=job,
        paper=SignedPaper.CUSTOMER_AGREEMENT if both else papers[0],
        with_authorization=both,
        file=file,
        signers=[person for person in (first, second, third) if person],
        expires_on=expires_on,
        by=by,
    )


def record_signed_online(result: SignedResult) -> list[Signature]:
    """Record what the account holder signed on a screen: the agreement, the authorization, or both."""
    return file_signed_papers(
        job=result.request.job,
        papers=result.request.papers,
        signed_on=result.signed_on,
        name_as_signed=result.name_as_signed,
        file=result.file,
        by=result.by,
        method=SignatureMethod.SCREEN,
    )


@transaction.atomic
def replace_signed_papers(
    *,
    job: Job,
    papers: Sequence[str],
    signed_on: date,
    name_as_signed: str,
    file: File[bytes],
    because: str,
    by: User,
) -> list[Signature]:
    """File a paper signed rightly in the place of one signed wrongly, whose signature is withdrawn."""
    job = locked(job)
    for signature in Signature.objects.of(job).standing().filter(paper__in=papers):
        signing.withdraw_signature(signature=signature, because=because, by=by)
    return file_signed_papers(
        job=job, papers=papers, signed_on=signed_on, name_as_signed=name_as_signed, file=file, by=by
    )


@transaction.atomic
def withdraw_signed_paper(*, signature: Signature, because: str, by: User) -> Signature:
    """Withdraw a signature that is no longer valid; an open item asks for the paper again."""
    locked(signature.job)
    if signature.withdrawn_on:
        raise Refused(f"This signature was already withdrawn on {spoken_day(signature.withdrawn_on)}.")
    return signing.withdraw_signature(signature=signature, because=because, by=by)
