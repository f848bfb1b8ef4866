"""Views for photos that come part by part: how much is there, and the next part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from jobs.tablet.services.sent import UNREADABLE
from jobs.tablet.views.answers import sending_job
from kilowire.floor.access import StaffRequest, tablet_only
from kilowire.floor.files import parts
from kilowire.floor.refusals import Incomplete, Refused, TryAgainLater

LONGEST_OFFSET = 12


@require_http_methods(["GET", "PATCH"])
@tablet_only
def photo_parts(request: StaffRequest, job_number: str, pk: UUID) -> HttpResponse:
    """Answer how many bytes of a photo are there; add a part that begins where they end, else 409."""
    sending_job(request, job_number)
    if request.method == "GET":
        there = parts.arrived_bytes(user=request.user.pk, pk=pk)
        return JsonResponse({"offset": there, "part_bytes": parts.PART_BYTES})
    offset = request.headers.get("Upload-Offset", "")
    if not (offset.isascii() and offset.isdigit() and len(offset) <= LONGEST_OFFSET):
        raise Refused(UNREADABLE)
    try:
        there = parts.append(user=request.user.pk, pk=pk, offset=int(offset), part=request.body)
    except parts.OtherOffset as other:
        told = {"error": "offset", "said": "This part begins elsewhere.", "offset": other.offset}
        return JsonResponse(told, status=409)
    return JsonResponse({"offset": there})


@contextmanager
def posted_file(request: StaffRequest, pk: UUID) -> Iterator[File[Any] | None]:
    """Yield the file of a post, or what came of it part by part where the post says ``parts=1``.

    Parts are removed once they are filed. Where they are not what the tablet has they are removed too, and
    begin anew.
    """
    if request.POST.get("parts") != "1":
        yield request.FILES.get("file")
        return
    with parts.opened(user=request.user.pk, pk=pk) as file:
        try:
            yield file
        except TryAgainLater:
            raise
        except Incomplete:
            parts.remove(user=request.user.pk, pk=pk)
            raise
    parts.remove(user=request.user.pk, pk=pk)
