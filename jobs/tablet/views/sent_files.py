"""The doors of evidence: one photo or one signature at a time, answered with the hash of what is held."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from jobs.tablet.services.tablet_files import SentFile, take_photo, take_signature
from jobs.tablet.views.answers import sending_job, sent_at
from kilowire.floor.access import StaffRequest, tablet_only
from kilowire.floor.refusals import Incomplete, Refused


@require_POST
@tablet_only
def photo(request: StaffRequest, job_number: str, pk: UUID) -> HttpResponse:
    job = sending_job(request, job_number)
    held = take_photo(job=job, sent=_sent_file(request, pk), by=request.user)
    return JsonResponse({"id": str(held.pk), "sha256": held.sha256, "size": held.size})


@require_POST
@tablet_only
def signature(request: StaffRequest, job_number: str, pk: UUID) -> HttpResponse:
    job = sending_job(request, job_number)
    held = take_signature(job=job, sent=_sent_file(request, pk), by=request.user).upload
    return JsonResponse({"id": str(pk), "sha256": held.sha256, "size": held.size})


def _sent_file(request: StaffRequest, pk: UUID) -> SentFile:
    """The file with its words; where only a part of them came, the rest was cut off on its way."""
    file, words = request.FILES.get("file"), request.POST.dict()
    if not file and not words:
        raise Refused("Nothing came with this.")
    if not file or "sha256" not in words:
        raise Incomplete("The file did not arrive whole: send it again.")
    return SentFile(pk, file, words, sent_at(request))
