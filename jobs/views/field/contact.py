"""Whether the tablet reaches us, and as whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def online(request: HttpRequest) -> JsonResponse:
    """A tiny answer that only this server gives: a network that catches every address does not."""
    person: dict[str, Any] | None = None
    if request.user.is_authenticated and request.user.is_field:
        person = {"id": request.user.pk, "name": request.user.name}
    return JsonResponse(
        {
            "kilowire": "online",
            "person": person,
            "csrf": get_token(request),
            "now": timezone.now().isoformat(),
        }
    )
