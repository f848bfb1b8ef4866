"""Views for a tablet's contact: who is signed in, its unsent work, and its order to delete."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jobs.tablet.services.sent import UNREADABLE, read_body
from jobs.tablet.services.tablets import Contact, order_for, record_contact
from jobs.tablet.views.answers import sent_at
from kilowire.floor.access import StaffRequest, tablet_only
from kilowire.floor.json_bodies import body_of
from kilowire.floor.left import left_here
from kilowire.floor.parsing import uuid_in
from kilowire.floor.refusals import Refused

MOST_MB = 2**31 - 1


@require_safe
@never_cache
def online(request: HttpRequest) -> JsonResponse:
    """Answer what only this server can answer, so that a captive portal is not taken for a connection.

    A tablet that gives its id gets its order to delete, also when nobody is signed in on it.
    """
    person: dict[str, Any] | None = None
    if request.user.is_authenticated and request.user.is_field:
        person = {"id": request.user.pk, "name": request.user.name}
    return JsonResponse(
        {
            "kilowire": "online",
            "person": person,
            "left": left_here(request),
            "csrf": get_token(request),
            "now": timezone.now().isoformat(),
            "forget": order_for(uuid_in(request.headers.get("X-Tablet"))),
        }
    )


@require_POST
@tablet_only
def contact(request: StaffRequest) -> HttpResponse:
    """Record what a tablet reports, and answer with its order to delete."""
    said = _contact(read_body(body_of(request)))
    return JsonResponse({"forget": record_contact(contact=said, user=request.user, sent_at=sent_at(request))})


def _contact(body: dict[str, Any]) -> Contact:
    tablet, held = uuid_in(body.get("tablet")), body.get("held") or []
    room, keeps = body.get("room_mb"), body.get("keeps_storage")
    if tablet is None or not isinstance(held, list):
        raise Refused(UNREADABLE)
    return Contact(
        tablet=tablet,
        label=str(body.get("label") or ""),
        app=str(body.get("app") or ""),
        room_mb=max(0, min(int(room), MOST_MB)) if isinstance(room, int | float) else None,
        keeps_storage=keeps if isinstance(keeps, bool) else None,
        held=held,
        forgot=body.get("forgot") is True,
    )
