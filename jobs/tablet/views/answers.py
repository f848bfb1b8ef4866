"""What the views for tablets share: the sender's job, the tablet's clock, JSON with an ETag."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response

from jobs.models import Job
from kilowire.floor.access import StaffRequest
from kilowire.floor.parsing import instant_in


def sending_job(request: StaffRequest, job_number: str) -> Job:
    """Return the job for which something is sent; 404 unless the user was ever booked for it."""
    return get_object_or_404(Job.objects.ever_assigned_to(request.user), number=job_number)


def sent_at(request: StaffRequest) -> datetime | None:
    """Return the tablet's clock on sending: from the header of a JSON post, a field of a multipart one."""
    return instant_in(request.headers.get("X-Sent-At") or request.POST.get("sent_at"))


def told(error: str, said: str, status: int) -> JsonResponse:
    return JsonResponse({"error": error, "said": said}, status=status)


def packed(request: StaffRequest, pack: dict[str, Any]) -> HttpResponseBase:
    """Return a pack with the hash of its content as ETag, or 304 where the tablet has the same."""
    content = json.dumps(pack, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False).encode()
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response = get_conditional_response(request, etag=etag)
    response = response or HttpResponse(content, content_type="application/json")
    response.headers["ETag"] = etag
    return response
