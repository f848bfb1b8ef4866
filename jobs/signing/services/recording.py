"""Record what was signed and sealed: the file, the signatures, and what rests on them."""

from __future__ import annotations

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from jobs.models import Signature, SignatureMark, SignatureRequest, Signer, Upload
from jobs.papers.outbox.frozen_files import CannotBeMade
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.signing.services.recorders import SignedResult, recorder_of
from kilowire.floor.refusals import Refused

UPLOAD_OF = {
    "contract": UploadKind.CONTRACT,
    "change_order": UploadKind.CHANGE_ORDER,
    "customer_agreement": UploadKind.CUSTOMER_AGREEMENT,
    "authorization": UploadKind.AUTHORIZATION,
}


def recorded(
    request: SignatureRequest, signers: list[Signer], marks: list[SignatureMark], file: File[bytes]
) -> tuple[Upload, str]:
    """Record what was signed as if the office had filed it; where that is refused, file it and say why."""
    by = request.countersigned_by
    if by is None:
        raise CannotBeMade("Nobody countersigned this paper.")
    signed_at = max(each.signed_at for each in signers if each.signed_at)
    mine = next(mark for mark in marks if mark.paper == request.paper)
    result = SignedResult(request, file, timezone.localdate(signed_at), mine.name, by)
    try:
        with transaction.atomic():
            signatures = recorder_of(request.paper)(result)
    except Refused as refusal:
        file.seek(0)
        kind = UPLOAD_OF[request.paper]
        return paperwork.file_upload(job=request.job, kind=kind, file=file, by=by), str(refusal)
    for signature in signatures:
        _complete(signature, marks)
    return signatures[0].upload, ""


def _complete(signature: Signature, marks: list[SignatureMark]) -> None:
    """Add to a signature what a screen knows: the instant, the name, the text that was agreed to."""
    mark = next(
        each
        for each in marks
        if each.paper == signature.paper and each.signer.person_id == signature.person_id
    )
    signature.signed_at, signature.name_as_signed = mark.made_at, mark.name
    signature.text_version = mark.signer.consent_version
    signature.save(update_fields=["signed_at", "name_as_signed", "text_version"])
    mark.signature = signature
    mark.save(update_fields=["signature"])
