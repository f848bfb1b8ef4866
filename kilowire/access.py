"""Who may open which door: one decorator per role, and a signed-in person for everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from kilowire.models import Role

View = Callable[..., HttpResponse]


def role_required(*roles: str) -> Callable[[View], View]:
    """Let in signed-in people of these roles; strangers go to the sign-in, others get 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if getattr(request.user, "role", None) not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]
        return login_required(guarded)

    return decorate


owner_only = role_required(Role.OWNER)
office_only = role_required(Role.OWNER, Role.OFFICE)
field_only = role_required(Role.FIELD)
staff_only = role_required(Role.OWNER, Role.OFFICE, Role.FIELD)


def tablet_only(view: View) -> View:
    """Let in signed-in technicians; a tablet is told in JSON why not, and never sent to a page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _told("sign_in", "Sign in again: what is on this tablet stays on it until then.", 401)
        if getattr(request.user, "role", None) != Role.FIELD:
            return _told("not_for_you", "The tablet's pages are for technicians.", 403)
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = _told("not_found", "This job is not on your list.", 404)
        response.headers["Cache-Control"] = "no-store"
        return response

    guarded.roles = (Role.FIELD,)  # type: ignore[attr-defined]
    guarded.tablet = True  # type: ignore[attr-defined]
    return guarded


def _told(error: str, said: str, status: int) -> HttpResponse:
    return JsonResponse({"error": error, "said": said}, status=status, headers={"Cache-Control": "no-store"})
