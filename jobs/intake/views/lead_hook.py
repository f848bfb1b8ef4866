"""The door by which the company's own website hands over a lead, signed as Standard Webhooks says."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from jobs.intake.public.forms import HookForm
from jobs.intake.services import leads
from jobs.intake.signed import is_signed
from jobs.models import LeadSource
from kilowire.floor.forms.typed import is_to_be_done
from kilowire.floor.json_bodies import body_of, plain_json
from kilowire.floor.refusals import Refused

TYPE = "lead.created"


@csrf_exempt
@require_POST
def lead_hook(request: HttpRequest) -> HttpResponse:
    """Take a lead; 404 without a secret, 403 unsigned, 400 where it is none. One id is one lead."""
    if not settings.LEADS_WEBHOOK_SECRET:
        raise Http404
    try:
        body = body_of(request)
    except Refused as refusal:
        return _refused(str(refusal))
    message_id = request.headers.get("webhook-id", "")
    if not is_signed(
        secret=settings.LEADS_WEBHOOK_SECRET,
        message_id=message_id,
        timestamp=request.headers.get("webhook-timestamp", ""),
        signatures=request.headers.get("webhook-signature", ""),
        body=body,
        now=int(timezone.now().timestamp()),
    ):
        raise PermissionDenied
    return _taken(body, message_id)


def _taken(body: bytes, message_id: str) -> HttpResponse:
    try:
        said = plain_json(body)
    except ValueError as error:
        return _refused(f"This is no JSON that can be kept: {error}")
    if not isinstance(said, dict) or not isinstance(said.get("data"), dict):
        return _refused('A lead is {"type": "lead.created", "data": {"name": …, "phone": …}}.')
    if said.get("type") != TYPE:
        return HttpResponse(status=204)  # something else that the website tells
    form = HookForm({name: value for name, value in said["data"].items() if isinstance(value, str)})
    if not is_to_be_done(form):
        return JsonResponse({"errors": form.errors}, status=400)
    came_as = f"hook:{hashlib.sha256(message_id.encode()).hexdigest()}"
    given = {**form.cleaned_data, "language": form.cleaned_data["language"] or "en"}
    leads.take_in(came_as=came_as, source=LeadSource.WEBSITE, **given)
    return HttpResponse(status=204)


def _refused(sentence: str) -> JsonResponse:
    return JsonResponse({"errors": {"__all__": [sentence]}}, status=400)
