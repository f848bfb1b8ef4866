"""The doors of the text service: a text that came, and the report of one that went; each is signed by it."""

from __future__ import annotations

from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from jobs.inbox.services.reports import record_report
from jobs.inbox.services.texts import take_text
from jobs.models import Delivery
from kilowire.floor.access import View
from kilowire.floor.limits import Limit, take
from kilowire.floor.outgoing.texts import can_text, gateway

TEXTS_OF_A_NUMBER = Limit(60, 3600)
REPORTED = {
    "delivered": Delivery.DELIVERED,
    "undelivered": Delivery.BOUNCED,
    "failed": Delivery.BOUNCED,
}
"""What the service's words of a text mean; any other is on its way."""


def signed_by_text_service(view: View) -> View:
    """Decorator: 404 where no service can call, 403 for a form that the text service did not sign."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not can_text() or not gateway().has_webhooks:
            raise Http404
        address, signature = (
            f"{settings.PUBLIC_URL}{request.path}",
            request.headers.get("X-Twilio-Signature", ""),
        )
        if not gateway().is_genuine(address, request.POST.dict(), signature):
            raise PermissionDenied
        return view(request)

    return csrf_exempt(require_POST(guarded))


@signed_by_text_service
def text_came(request: HttpRequest) -> HttpResponse:
    """Take a text, and answer with what is to be texted back."""
    sender = request.POST.get("From", "")
    take(TEXTS_OF_A_NUMBER, "text from", sender)
    said = take_text(
        sender=sender, text=request.POST.get("Body", ""), came_as=request.POST.get("MessageSid", "")
    )
    return HttpResponse(render_to_string("jobs/inbox/reply.xml", {"said": said}), content_type="text/xml")


@signed_by_text_service
def text_reported(request: HttpRequest) -> HttpResponse:
    """Take a report of what became of a text."""
    delivery = REPORTED.get(request.POST.get("MessageStatus", ""))
    if delivery:
        code = request.POST.get("ErrorCode", "")
        words = f"Error {code}" if code else ""
        record_report(delivery=delivery, provider_id=request.POST.get("MessageSid", ""), words=words)
    return HttpResponse(status=204)
