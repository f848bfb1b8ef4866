"""Send a paper to be signed, and put another version in its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from jobs.models import (
    SIGNER,
    ChangeOrder,
    Job,
    PaperVersion,
    Person,
    RequestState,
    RoleOnJob,
    SignatureRequest,
    Signer,
    Upload,
)
from jobs.notices.kinds import NoticeKind
from jobs.notices.services.notices import reaching
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.signing.last_page import new_word
from jobs.signing.services import items, requests
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason
from kilowire.models import User

MOST_SIGNERS = 3
MOST_DAYS = 90


@transaction.atomic
def send(
    *,
    job: Job,
    paper: str,
    file: File[bytes],
    signers: Sequence[Person],
    expires_on: date,
    by: User,
    with_authorization: bool = False,
    terms: dict[str, Any] | None = None,
    change_order: ChangeOrder | None = None,
) -> SignatureRequest:
    """Send a paper to be signed by these people, one after the other; a worker prepares it and tells them.

    ``terms`` are plain values that are recorded with the signature. Refused while the same paper is out, for
    people without an email address, without whoever must sign it, and for a last day that is past.
    """
    job = locked(job)
    _refuse_sending(job, paper, signers, expires_on)
    now = timezone.now()
    request = SignatureRequest.objects.create(
        job=job,
        paper=paper,
        with_authorization=with_authorization,
        change_order=change_order,
        language=signers[0].language,
        terms=terms or {},
        sent_by=by,
        expires_on=expires_on,
        due_at=now,
        rung_at=now,
    )
    Signer.objects.bulk_create(
        Signer(request=request, person=person, position=place) for place, person in enumerate(signers, 1)
    )
    _add_version(request, 1, file, by)
    requests.tell(request, "sent to be signed", by, after={"signers": [person.name for person in signers]})
    items.bring_up_to_date(job, by)
    return request


@transaction.atomic
def replace_paper(
    *, request: SignatureRequest, file: File[bytes], because: str, by: User
) -> SignatureRequest:
    """Put another version in the place of a paper that is out: whoever signed the former one signs anew.

    What was signed stays on record under its version. Refused once everybody signed, and without a reason.
    """
    job = locked(request.job)
    request = locked(request)
    requests.refuse_unless(request, RequestState.PREPARING, RequestState.OUT)
    needs_reason(because)
    signed = [each.person.name for each in request.signers.select_related("person") if each.signed_at]
    Signer.objects.filter(request=request).update(
        consented_at=None,
        consent_version="",
        signed_at=None,
        version=None,
        told_at=None,
        in_presence_of=None,
    )
    number = PaperVersion.objects.filter(request=request).count() + 1
    requests.queue(request, RequestState.PREPARING)
    _add_version(request, number, file, by)
    requests.tell(request, f"changed: version {number}", by, because=because, before={"had_signed": signed})
    items.bring_up_to_date(job, by)
    return request


def _refuse_sending(job: Job, paper: str, signers: Sequence[Person], expires_on: date) -> None:
    today = timezone.localdate()
    if job.cancelled_on:
        raise Refused("This job is cancelled, so nothing is sent to be signed.")
    if SignatureRequest.objects.of(job).live().filter(paper=paper).exists():
        raise Refused("This paper is out to be signed already: withdraw it first, or replace it.")
    if not today < expires_on or (expires_on - today).days > MOST_DAYS:
        raise Refused(f"Choose a last day within the next {MOST_DAYS} days.", field="expires_on")
    if len(set(signers)) < len(signers) or len(signers) > MOST_SIGNERS:
        raise Refused("Each person signs once.", field="second")
    role = SIGNER[paper]
    if not RoleOnJob.objects.of(job).filter(role=role, person__in=signers).exists():
        raise Refused(f"Somebody else must sign this too: the {role.replace('_', ' ')}.", field="first")
    for person in signers:
        if person.is_only_helper:
            raise Refused(f"{person.name} only helps here: a helper signs nothing.", field="first")
        reaching(person, NoticeKind.PAPER_TO_SIGN)


def _add_version(request: SignatureRequest, number: int, file: File[bytes], by: User) -> None:
    label = f"{request}, version {number}, to be signed"
    upload: Upload = paperwork.file_upload(
        job=request.job, kind=UploadKind.TO_SIGN, file=file, by=by, label=label
    )
    if upload.content_type != "application/pdf":
        raise Refused("Choose a PDF: a photo of a paper cannot be signed here.", field="file")
    PaperVersion.objects.create(
        request=request, number=number, source=upload, word=new_word(request.language)
    )
    requests.ring(request.pk)
