"""Decorators that restrict a view to signed-in users of given roles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse, UnreadablePostError

from kilowire.floor.forms.kept import keep
from kilowire.floor.refusals import Incomplete, NotYet, Refused, StillMissing, TooLarge, Unusable
from kilowire.models import Role, User

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request of a view that is restricted by role: its user is signed in."""

    user: User


def role_required(*roles: str) -> Callable[[View], View]:
    """Return a decorator that admits users of these roles; others get 403, or the sign-in if signed out.

    What a form carried is kept for this browser and stands in the form again after the sign-in.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                keep(request, signed_out=True)
                return redirect_to_login(request.get_full_path())
            if getattr(request.user, "role", None) not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]  # read by the test of all views
        return guarded

    return decorate


owner_only = role_required(Role.OWNER)
office_only = role_required(Role.OWNER, Role.OFFICE)
field_only = role_required(Role.FIELD)
staff_only = role_required(Role.OWNER, Role.OFFICE, Role.FIELD)


def tablet_only(view: View) -> View:
    """Admit signed-in technicians; answer anybody else in JSON, without a redirect to the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _refusal("sign_in", "Sign in again: what is on this tablet stays on it until then.", 401)
        if getattr(request.user, "role", None) != Role.FIELD:
            return _refusal("not_for_you", "The tablet's pages are for technicians.", 403)
        response = _answer(view, request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    guarded.roles = (Role.FIELD,)  # type: ignore[attr-defined]  # read by the test of all views
    guarded.tablet = True  # type: ignore[attr-defined]  # read by the test of all views
    return guarded


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Return the view's response, or an error in JSON with one sentence for the technician."""
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return _refusal("not_found", "This job is not on your list.", 404)
    except PermissionDenied as denied:
        return _refusal("not_for_you", str(denied) or "This is not yours to send.", 403)
    except RequestDataTooBig:
        return _refusal("too_large", "That is larger than the office takes at once.", 413)
    except UnreadablePostError:
        return not_whole()
    except Refused as refusal:
        return _refused(refusal)


def _refused(refusal: Refused) -> HttpResponseBase:
    """Return a refusal with what helps against it; the statuses are those of ``docs/field.md``."""
    match refusal:
        case Incomplete():
            return _refusal("incomplete", str(refusal), 408)
        case TooLarge():
            return _refusal("too_large", str(refusal), 413, retake=True)
        case Unusable():
            return _refusal("unusable", str(refusal), 415, retake=True)
        case NotYet():
            return _refusal("not_yet", str(refusal), 425, **{"from": refusal.begins_at.isoformat()})
        case StillMissing():
            return _refusal("refused", str(refusal), 422, missing=list(refusal.ids))
    return _refusal("refused", str(refusal), 422, **({"field": refusal.field} if refusal.field else {}))


def cannot_be_read() -> HttpResponseBase:
    return _refusal("refused", "This cannot be read as it came.", 422)


def not_whole() -> HttpResponseBase:
    return _refusal("incomplete", "This did not arrive whole: send it again.", 408)


def _refusal(error: str, said: str, status: int, **more: object) -> HttpResponseBase:
    told = {"error": error, "said": said, **more}
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})
