"""Views that take a photo or a signature from a tablet, and answer with the SHA-256 on file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from jobs.tablet.services.tablet_files import SentFile, take_photo, take_signature
from jobs.tablet.views.answers import sending_job, sent_at
from jobs.tablet.views.sent_parts import posted_file
from kilowire.floor.access import StaffRequest, tablet_only
from kilowire.floor.refusals import Incomplete, Refused


@require_POST
@tablet_only
def photo(request: StaffRequest, job_number: str, pk: UUID) -> HttpResponse:
    job = sending_job(request, job_number)
    with posted_file(request, pk) as file:
        on_file = take_photo(job=job, sent=_sent_file(request, pk, file), by=request.user)
    return JsonResponse({"id": str(on_file.pk), "sha256": on_file.sha256, "size": on_file.size})


@require_POST
@tablet_only
def signature(request: StaffRequest, job_number: str, pk: UUID) -> HttpResponse:
    job = sending_job(request, job_number)
    sent = _sent_file(request, pk, request.FILES.get("file"))
    on_file = take_signature(job=job, sent=sent, by=request.user).upload
    return JsonResponse({"id": str(pk), "sha256": on_file.sha256, "size": on_file.size})


def _sent_file(request: StaffRequest, pk: UUID, file: File[Any] | None) -> SentFile:
    """Return the file with its fields; ``Incomplete`` where only a part of the request arrived."""
    words = request.POST.dict()
    if not file and not words:
        raise Refused("Nothing came with this.")
    if not file or "sha256" not in words:
        raise Incomplete("The file did not arrive whole: send it again.")
    return SentFile(pk, file, words, sent_at(request))
