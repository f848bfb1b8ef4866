"""Who may open which door: one decorator per role, and a signed-in person for everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse

from kilowire.floor.refusals import Incomplete, Refused, StillMissing, TooLarge
from kilowire.models import Role, User

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request behind a door with a role: its user is one of ours, signed in."""

    user: User


def role_required(*roles: str) -> Callable[[View], View]:
    """Let in signed-in people of these roles; strangers go to the sign-in, others get 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if getattr(request.user, "role", None) not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]  # a mark that the test of all doors reads
        return login_required(guarded)

    return decorate


owner_only = role_required(Role.OWNER)
office_only = role_required(Role.OWNER, Role.OFFICE)
field_only = role_required(Role.FIELD)
staff_only = role_required(Role.OWNER, Role.OFFICE, Role.FIELD)


def tablet_only(view: View) -> View:
    """Let in signed-in technicians; a tablet is told in JSON why not, and never sent to a page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _told("sign_in", "Sign in again: what is on this tablet stays on it until then.", 401)
        if getattr(request.user, "role", None) != Role.FIELD:
            return _told("not_for_you", "The tablet's pages are for technicians.", 403)
        response = _answer(view, request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    guarded.roles = (Role.FIELD,)  # type: ignore[attr-defined]  # a mark that the test of all doors reads
    guarded.tablet = True  # type: ignore[attr-defined]  # a mark that the test of all doors reads
    return guarded


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """What the door answers, or in one sentence why not."""
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return _told("not_found", "This job is not on your list.", 404)
    except PermissionDenied as denied:
        return _told("not_for_you", str(denied) or "This is not yours to send.", 403)
    except RequestDataTooBig:
        return _told("too_large", "That is larger than the office takes at once.", 413)
    except (Incomplete, TooLarge) as refusal:
        whole = isinstance(refusal, TooLarge)
        return _told("too_large" if whole else "incomplete", str(refusal), 413 if whole else 408)
    except StillMissing as missing:
        return _told("refused", str(missing), 422, missing=list(missing.ids))
    except Refused as refusal:
        return _told("refused", str(refusal), 422)


def _told(error: str, said: str, status: int, **more: list[str]) -> HttpResponseBase:
    told = {"error": error, "said": said, **more}
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})
